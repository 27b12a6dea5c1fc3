import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import { sameAccount } from '../../core/planning/accounts.ts';
import type { TargetAccount } from '../../core/ports/target.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import {
  bulk,
  type Columns,
  type Database,
  inNumbers,
  insertMany,
  inTexts,
  rows,
  takeNumbers,
  transaction,
  updateMany,
} from '../database.ts';
import { deleteNestings } from './nestings.ts';
import { directoryNumber } from './numbers.ts';

interface Known extends AccountState {
  readonly number: number;
  readonly present: boolean;
}

/**
 * Makes the mirror equal to what the target lists. Links stay: an account that the target does not list any more keeps
 * its link and loses its name, which is how the next plan finds it missing.
 */
export async function mirror(
  database: Database,
  directory: string,
  accounts: AsyncIterable<readonly TargetAccount[]>,
  groups: AsyncIterable<readonly string[]>,
): Promise<void> {
  const d = await directoryNumber(database.db, directory);
  const listed: TargetAccount[] = [];
  for await (const page of accounts) listed.push(...page);
  const names: string[] = [];
  for await (const page of groups) names.push(...page);
  await transaction(database, async (inner) => {
    const known = await readKnown(inner, d);
    const regrouped = await mirrorGroups(inner, d, names);
    const { numbers, changed } = await mirrorAccounts(inner, d, listed, known);
    const moved = await mirrorMemberships(inner, d, listed, numbers);
    if (changed || moved || regrouped)
      await sql`update directory set revision = revision + 1 where no = ${d}`.execute(inner.db);
  });
}

async function readKnown({ db }: Database, d: number): Promise<Map<string, Known>> {
  const found = await rows(
    db,
    sql<PrefixedAccount<'a'> & { name_key: string | null }>`select ${accountColumns('a')}, a.name_key from account a
      where a.directory = ${d}`,
  );
  return new Map(
    found.map((row) => {
      const account = prefixedAccount('a', row);
      return [account.key, { ...account, present: row.name_key !== null }];
    }),
  );
}

const columns: Columns = [
  ['number', 'int'],
  ['username', 'text'],
  ['name_key', 'text'],
  ['full_name', 'text'],
  ['email', 'text'],
  ['active', 'int'],
  ['attributes', 'text'],
  ['applied_hash', 'text'],
];

function accountRow(number: number, account: AccountState) {
  const { username, fullName, email, active, attributes } = account;
  return [number, username, nameKey(username), fullName, email, active ? 1 : 0, JSON.stringify(attributes), null];
}

/** Returns the number of every listed account by key, and whether anything was new. */
async function mirrorAccounts(
  database: Database,
  d: number,
  listed: readonly TargetAccount[],
  known: ReadonlyMap<string, Known>,
): Promise<{ numbers: Map<string, number>; changed: boolean }> {
  const numbers = new Map<string, number>();
  const changed: { number: number; account: TargetAccount }[] = [];
  const fresh: TargetAccount[] = [];
  for (const account of listed) {
    const before = known.get(account.key);
    if (before === undefined) {
      fresh.push(account);
      continue;
    }
    numbers.set(account.key, before.number);
    if (!before.present || !sameAccount({ ...account, sourceId: before.sourceId }, before)) {
      changed.push({ number: before.number, account });
    }
  }
  const present = new Set(numbers.values());
  const gone = [...known.values()].filter((account) => account.present && !present.has(account.number));
  // Names may have passed from one account to another: all that change are given up before any is taken.
  const released = [...gone, ...changed].map(({ number }) => number);
  if (released.length > 0) {
    const set = inNumbers(database.dialect, released);
    await sql`update account set name_key = null, applied_hash = null where number ${set}`.execute(database.db);
  }
  await updateMany(
    database,
    'account',
    columns,
    changed.map(({ number, account }) => accountRow(number, account)),
  );
  const first = fresh.length === 0 ? 0 : await takeNumbers(database.db, 'account', fresh.length);
  for (const [index, { key }] of fresh.entries()) numbers.set(key, first + index);
  await insertMany(
    database,
    'account',
    [...columns, ['directory', 'int'], ['key', 'text'], ['source_id', 'text']],
    fresh.map((account, index) => [...accountRow(first + index, account), d, account.key, account.sourceId]),
  );
  return { numbers, changed: released.length + changed.length + fresh.length > 0 };
}

/** Returns whether groups went. */
async function mirrorGroups(database: Database, d: number, names: readonly string[]): Promise<boolean> {
  const { db, dialect } = database;
  const groups: Columns = [
    ['name', 'text'],
    ['name_key', 'text'],
  ];
  await insertMany(
    database,
    'directory_group',
    groups,
    names.map((name) => [name, nameKey(name)]),
    { constants: { directory: d }, conflict: 'on conflict (directory, name_key) do nothing' },
  );
  const present = inTexts(dialect, [...names.map(nameKey), '']);
  const gone = sql`select no from directory_group where directory = ${d} and not (name_key ${present})`;
  await sql`delete from membership where group_no in (${gone})`.execute(db);
  await deleteNestings(db, sql`in (${gone})`);
  const { numAffectedRows = 0n } = await sql`delete from directory_group where no in (${gone})`.execute(db);
  return numAffectedRows > 0n;
}

/** Memberships that are new to the mirror are nobody's; those that it knew keep their connector. */
async function mirrorMemberships(
  database: Database,
  d: number,
  listed: readonly TargetAccount[],
  numbers: ReadonlyMap<string, number>,
): Promise<boolean> {
  const { db } = database;
  const groups = await rows(
    db,
    sql<{ no: number; name_key: string }>`select no, name_key from directory_group where directory = ${d}`,
  );
  const groupNumbers = new Map(groups.map(({ no, name_key }) => [name_key, no]));
  const current = await rows(
    db,
    sql<{ account: number; group_no: number }>`select m.account, m.group_no from membership m
      join directory_group g on g.no = m.group_no where g.directory = ${d}`,
  );
  const before = new Set(current.map(({ account, group_no }) => `${account} ${group_no}`));
  const added: number[][] = [];
  for (const account of listed) {
    for (const group of account.groups) {
      const pair = [numbers.get(account.key) ?? 0, groupNumbers.get(nameKey(group)) ?? 0];
      if (!before.delete(pair.join(' '))) added.push(pair);
    }
  }
  const key: Columns = [
    ['account', 'int'],
    ['group_no', 'int'],
  ];
  await insertMany(database, 'membership', key, added, { conflict: 'on conflict do nothing' });
  const removed = [...before].map((pair) => pair.split(' ').map(Number));
  await bulk(database, key, removed, (source) => `delete from membership where (account, group_no) in (${source})`);
  return added.length + removed.length > 0;
}
