import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

const ofConnectors = [
  'edge',
  'version',
  'subject',
  'plan_item',
  'journal',
  'run',
  'directory_write',
  'connector_version',
] as const satisfies readonly (keyof Schema)[];

/** Deletes a connector with its snapshot and history. Its accounts and their groups stay, managed by nobody. */
export async function forgetConnector({ db }: Database, id: string): Promise<boolean> {
  const row = await db.selectFrom('connector').select('no').where('id', '=', id).executeTakeFirst();
  if (row === undefined) return false;
  const { no } = row;
  const unlinked = { connector: null, applied_hash: null, gone_since: null, cleaned_up: 0 };
  await db.updateTable('account').set(unlinked).where('connector', '=', no).execute();
  await db.updateTable('directory_group').set({ connector: null }).where('connector', '=', no).execute();
  await db.updateTable('membership').set({ connector: null }).where('connector', '=', no).execute();
  await db.updateTable('group_membership').set({ connector: null }).where('connector', '=', no).execute();
  await sql`delete from record where no in (select record from version where connector = ${no})`.execute(db);
  for (const table of ofConnectors) {
    await db.deleteFrom(table).where('connector', '=', no).execute();
  }
  await db.deleteFrom('lease').where('name', '=', id).execute();
  await db.deleteFrom('connector').where('no', '=', no).execute();
  return true;
}
