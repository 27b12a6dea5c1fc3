import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Failure } from '../../core/errors.ts';
import type { Database, Db, Dialect } from '../database.ts';
import { initial } from './0001-initial.ts';
import { access } from './0002-access.ts';
import { service } from './0003-service.ts';
import { nestedGroups } from './0004-nested-groups.ts';
import { serving } from './0005-serving.ts';

const steps: { readonly [name: string]: (dialect: Dialect) => readonly string[] } = {
  '0001-initial': initial,
  '0002-access': access,
  '0003-service': service,
  '0004-nested-groups': nestedGroups,
  '0005-serving': serving,
};

/** Brings the schema up to date. A database of a newer version is refused, untouched. */
export async function migrate(database: Database): Promise<void> {
  const known = Object.keys(steps);
  const done = await executed(database);
  const newer = done.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new Failure('configuration', `This data was written by a newer version of User Sync (${newer.join(', ')}).`, {
      remedy: 'Install that version or a later one; this one leaves the data as it is.',
    });
  }
  if (done.length === known.length) return;
  const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => migrations(database) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Another process may have opened the same new database at the same moment, and have done it.
  if ((await executed(database)).length < known.length) throw error;
}

async function executed({ db, dialect }: Database): Promise<string[]> {
  const exists =
    dialect === 'sqlite'
      ? sql`select 1 from sqlite_master where name = 'kysely_migration'`
      : sql`select 1 from information_schema.tables where table_schema = current_schema() and table_name = 'kysely_migration'`;
  if ((await exists.execute(db)).rows.length === 0) return [];
  const names = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return names.rows.map(({ name }) => name);
}

function migrations({ dialect }: Database): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, statements]) => [name, { up: (db: Db) => runAll(db, statements(dialect)) }]),
  );
}

async function runAll(db: Db, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
