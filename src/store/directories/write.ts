import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import type { PlannedChange } from '../../core/ports/target.ts';
import {
  bulk,
  type Columns,
  type Database,
  inNumbers,
  insertMany,
  inTexts,
  rows,
  type SqlValue,
  takeNumbers,
  updateMany,
} from '../database.ts';
import type { BatchState } from './batch.ts';
import { deleteNestings } from './nestings.ts';

/** Where a batch is written, and on whose behalf. */
export interface WriteContext extends Database {
  readonly directory: { readonly no: number; readonly life: string };
  /** The connector's number; null: on nobody's behalf. */
  readonly c: number | null;
  readonly now: number;
}

/** A change that is to be written, with the number and key of its account once they are known. */
export interface Written {
  readonly change: PlannedChange;
  account: number;
  key: string | null;
}

const accountFields: Columns = [
  ['number', 'int'],
  ['username', 'text'],
  ['name_key', 'text'],
  ['full_name', 'text'],
  ['email', 'text'],
  ['active', 'int'],
  ['source_id', 'text'],
  ['attributes', 'text'],
  ['applied_hash', 'text'],
  ['cleaned_up', 'int'],
];

function accountRow({ change, account }: Written): SqlValue[] {
  const after = change.after as AccountState;
  const attributes = JSON.stringify(after.attributes);
  return [
    account,
    after.username,
    nameKey(after.username),
    after.fullName,
    after.email,
    after.active ? 1 : 0,
    change.link ?? after.sourceId,
    attributes,
    change.settles,
    change.cleansUp ? 1 : 0,
  ];
}

/** Makes the groups and notes their numbers in `known`. */
export async function createGroups(
  { c, directory, now, ...database }: WriteContext,
  names: readonly string[],
  known: BatchState['groups'],
): Promise<void> {
  if (names.length === 0) return;
  const columns: Columns = [
    ['name', 'text'],
    ['name_key', 'text'],
  ];
  const groups = names.map((name) => [name, nameKey(name)]);
  await insertMany(database, 'directory_group', columns, groups, {
    constants: { directory: directory.no, connector: c, created_at: now, updated_at: now },
    conflict: 'on conflict (directory, name_key) do nothing',
  });
  const made = await rows(
    database.db,
    sql<{ no: number; name: string; name_key: string }>`select no, name, name_key from directory_group
      where directory = ${directory.no} and name_key ${inTexts(database.dialect, names.map(nameKey))}`,
  );
  for (const { no, name, name_key } of made) known.set(name_key, { no, name });
}

/**
 * Deletes groups that have no members of others left, people or groups; their nestings, and what is left of the
 * connector's own memberships, go with them.
 * Returns the keys of those that stay.
 */
export async function deleteGroups(context: WriteContext, names: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = new Set(names.map(nameKey));
  if (names.length === 0) return keys;
  const { db, c, directory, dialect } = context;
  const deletable = await rows(
    db,
    sql<{ no: number; name_key: string }>`select no, name_key from directory_group g
      where g.directory = ${directory.no} and g.connector = ${c} and g.name_key ${inTexts(dialect, [...keys])}
      and not exists (
        select 1 from membership m where m.group_no = g.no and (m.connector is null or m.connector <> ${c}))
      and not exists (
        select 1 from group_membership m where m.parent = g.no and (m.connector is null or m.connector <> ${c}))`,
  );
  const numbers = inNumbers(
    dialect,
    deletable.map(({ no }) => no),
  );
  await sql`delete from membership where group_no ${numbers}`.execute(db);
  await sql`delete from group_attribute where group_no ${numbers}`.execute(db);
  await deleteNestings(db, numbers);
  await sql`delete from directory_group where no ${numbers}`.execute(db);
  for (const { name_key } of deletable) keys.delete(name_key);
  return keys;
}

export async function createAccounts(context: WriteContext, created: readonly Written[]): Promise<void> {
  if (created.length === 0) return;
  const { directory, c, now } = context;
  const first = await takeNumbers(context.db, 'account', created.length);
  for (const [index, item] of created.entries()) {
    item.account = first + index;
    item.key ??= `${directory.life}-${item.account}`;
  }
  await insertMany(
    context,
    'account',
    [...accountFields, ['key', 'text']],
    created.map((item) => [...accountRow(item), item.key]),
    { constants: { directory: directory.no, connector: c, created_at: now, updated_at: now } },
  );
}

/** SQLite takes the rows in order, so names pass from one account to the next; PostgreSQL takes each account's last row. */
export async function updateAccounts(context: WriteContext, updated: readonly Written[]): Promise<void> {
  const { db, dialect, c, directory, now } = context;
  const rows = dialect === 'sqlite' ? updated : [...new Map(updated.map((item) => [item.account, item])).values()];
  await updateMany(
    context,
    'account',
    [...accountFields, ['connector', 'int'], ['updated_at', 'int']],
    rows.map((item) => [...accountRow(item), c, now]),
  );
  // A record whose person came back, or whose id an account takes over, is not gone; nobody else has the id any more.
  const linked = updated.filter(({ change }) => change.link !== null);
  if (linked.length === 0) return;
  const numbers = linked.map(({ account }) => account);
  await sql`update account set gone_since = null where number ${inNumbers(dialect, numbers)}`.execute(db);
  await unlinkOthers(context, linked, directory.no);
}

/** After an account took over a source id (or was made anew for it), no other account is linked to it. */
export async function unlinkOthers(
  { db, dialect, c }: WriteContext,
  linked: readonly Written[],
  directory: number,
): Promise<void> {
  const moved = linked.filter(({ change }) => change.relinks || change.situation === 'missing');
  if (moved.length === 0) return;
  const ids = moved.flatMap(({ change }) => change.link ?? []);
  const numbers = moved.map(({ account }) => account);
  await sql`update account set connector = null, applied_hash = null, gone_since = null
    where source_id ${inTexts(dialect, ids)} and directory = ${directory} and connector = ${c}
    and not (number ${inNumbers(dialect, numbers)})`.execute(db);
}

export async function deleteAccounts({ db, dialect }: WriteContext, deleted: readonly Written[]): Promise<void> {
  if (deleted.length === 0) return;
  const set = inNumbers(
    dialect,
    deleted.map(({ account }) => account),
  );
  for (const table of ['membership', 'password', 'account_attribute', 'sign_on']) {
    await sql`delete from ${sql.table(table)} where account ${set}`.execute(db);
  }
  await sql`delete from account where number ${set}`.execute(db);
}

export async function writeMemberships(
  { c, ...database }: WriteContext,
  written: readonly Written[],
  groups: BatchState['groups'],
): Promise<void> {
  const added: SqlValue[][] = [];
  const removed: SqlValue[][] = [];
  for (const { change, account } of written) {
    for (const group of change.addGroups) added.push([account, groups.get(nameKey(group))?.no ?? null]);
    for (const group of change.removeGroups) removed.push([account, groups.get(nameKey(group))?.no ?? null]);
  }
  const key: Columns = [
    ['account', 'int'],
    ['group_no', 'int'],
  ];
  const conflict = 'on conflict (account, group_no) do nothing';
  await insertMany(database, 'membership', key, added, { constants: { connector: c }, conflict });
  await bulk(database, key, removed, (source) => `delete from membership where (account, group_no) in (${source})`);
}
