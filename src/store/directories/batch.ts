import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import type { PlannedChange } from '../../core/ports/target.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import { type Database, inNumbers, inTexts, rows } from '../database.ts';
import { groupsAbove } from './nestings.ts';

/** What a batch needs to know of the directory, read in a few statements and kept up to date change by change. */
export interface BatchState {
  /** Accounts that the batch names, or whose names it wants, as they stand now. */
  readonly accounts: Map<number, AccountState>;
  /** Who has the names that the batch wants or gives up. */
  readonly owners: Map<string, number>;
  /** Groups that the batch names, by key. */
  readonly groups: Map<string, { readonly no: number; readonly name: string }>;
  /** The groups that a nested group of the batch is in, all by key. */
  readonly above: Map<string, Set<string>>;
}

export async function readBatch(
  { db, dialect }: Database,
  directory: number,
  changes: readonly PlannedChange[],
): Promise<BatchState> {
  const numbers = changes.flatMap(({ account }) => account ?? []);
  const names = new Set(changes.flatMap(({ after }) => (after === null ? [] : nameKey(after.username))));
  const groups = new Set(changes.flatMap((change) => groupsOf(change).map(nameKey)));
  const accounts =
    numbers.length === 0
      ? []
      : await rows(
          db,
          sql<PrefixedAccount<'a'>>`select ${accountColumns('a')} from account a
            where a.number ${inNumbers(dialect, numbers)} and a.directory = ${directory} and a.name_key is not null`,
        );
  const owners = await rows(
    db,
    sql<PrefixedAccount<'a'> & { name_key: string }>`select ${accountColumns('a')}, a.name_key from account a
      where a.name_key ${inTexts(dialect, [...names, ''])} and a.directory = ${directory}`,
  );
  const found = await rows(
    db,
    sql<{ no: number; name: string; name_key: string }>`select no, name, name_key from directory_group
      where directory = ${directory} and name_key ${inTexts(dialect, [...groups, ''])}`,
  );
  const nested = changes.flatMap(({ action, group }) => (action === 'update-group' && group !== null ? group : []));
  return {
    above: await groupsAbove({ db, dialect }, directory, nested),
    accounts: new Map(
      [...owners, ...accounts].map((row) => prefixedAccount('a', row)).map((account) => [account.number, account]),
    ),
    owners: new Map(owners.map((row) => [row.name_key, row.a_number ?? 0])),
    groups: new Map(found.map(({ no, name, name_key }) => [name_key, { no, name }])),
  };
}

function groupsOf(change: PlannedChange): readonly string[] {
  return [...(change.group === null ? [] : [change.group]), ...change.addGroups, ...change.removeGroups];
}
