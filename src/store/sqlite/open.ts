import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { SqliteDriver } from './driver.ts';
import { SqliteThread } from './thread.ts';

/** Opens (and makes) the database file. `worker` is where the thread's code is. */
export function openSqlite(file: string, worker: URL): Database {
  const thread = new SqliteThread(file, worker);
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new SqliteDriver(thread),
      createIntrospector: (inner) => new SqliteIntrospector(inner),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return { dialect: 'sqlite', db };
}
