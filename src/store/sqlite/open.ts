import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import type { View } from '../view.ts';
import { SqliteConnection } from './connection.ts';
import { SqliteDriver } from './driver.ts';

/** The driver itself lets statements of several callers take turns, also while one of them holds a connection. */
class SharedAdapter extends SqliteAdapter {
  /** A transaction begins by taking the file's lock, so of two processes on new data one makes the tables. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Opens (and makes) the database file in this thread, which waits for every statement and has short turns in between. */
export function openSqlite(file: string): Database {
  return databaseOn(SqliteConnection.open(file));
}

/** A connection of its own, which reads one moment. */
export async function openSqliteView(file: string): Promise<View> {
  const view = databaseOn(SqliteConnection.openView(file));
  return { ...view, end: () => view.db.destroy() };
}

function databaseOn(connection: SqliteConnection): Database {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SharedAdapter(),
      createDriver: () => new SqliteDriver(connection),
      createIntrospector: (inner) => new SqliteIntrospector(inner),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return { dialect: 'sqlite', db };
}
