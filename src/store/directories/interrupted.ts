import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import { sameAccount } from '../../core/planning/accounts.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import { connectorNumber } from '../connectors.ts';
import { type Database, inTexts, rows } from '../database.ts';
import { type ItemRow, toItem } from '../plans/items.ts';
import { directoryNumber } from './numbers.ts';

/**
 * A batch may have happened in a target outside although its answer was lost. What the mirror then finds there as if a
 * stranger had made it is the connector's own: an account exactly as an abandoned item would have created it, and
 * memberships that an abandoned item would have added. `since`: only items of runs after this one; `batch`: so many items
 * of a run may have been on their way.
 */
export async function adoptInterrupted(
  database: Database,
  directory: string,
  connector: string,
  { since, batch }: { readonly since: number; readonly batch: number },
): Promise<void> {
  const { db } = database;
  const c = await connectorNumber(db, connector);
  const d = await directoryNumber(db, directory);
  const abandoned = sql`from item i where i.connector = ${c} and i.run > ${since} and i.state = 'abandoned'`;
  const runs = await rows(db, sql<{ run: number }>`select distinct i.run ${abandoned} order by i.run`);
  const found: ItemRow[] = [];
  for (const { run } of runs) {
    const first = sql<ItemRow>`select i.* ${abandoned} and i.run = ${run} order by i.seq limit ${batch}`;
    found.push(...(await rows(db, first)));
  }
  for (const item of found.map(toItem)) {
    const { after, link, addGroups } = item;
    if (after === null || item.action === 'delete') continue;
    const account = item.action === 'create' ? await adoptAccount(database, c, d, after, link) : item.account;
    if (account === null || addGroups.length === 0) continue;
    const groups = inTexts(database.dialect, addGroups.map(nameKey));
    await sql`update membership set connector = ${c} where account = ${account} and connector is null and group_no in (
      select no from directory_group where directory = ${d} and name_key ${groups})`.execute(db);
  }
}

/** Links the account that the item would have created; gives its number, or null where there is none such. */
async function adoptAccount(
  { db }: Database,
  c: number,
  d: number,
  after: AccountState,
  link: string | null,
): Promise<number | null> {
  const [row] = await rows(
    db,
    sql<PrefixedAccount<'a'>>`select ${accountColumns('a')} from account a
      where a.name_key = ${nameKey(after.username)} and a.directory = ${d} and a.connector is null`,
  );
  if (row === undefined || link === null) return null;
  const account = prefixedAccount('a', row);
  if (!sameAccount({ ...account, sourceId: null }, { ...after, sourceId: null })) return null;
  await sql`update account set connector = ${c}, source_id = ${link} where number = ${account.number}`.execute(db);
  return account.number;
}
