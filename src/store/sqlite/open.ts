import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { SqliteDriver } from './driver.ts';
import type { SqliteLink } from './link.ts';

/** The driver itself lets statements of several callers take turns, also while one of them holds a connection. */
class SharedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Opens (and makes) the database file. Closing the database closes the link. */
export async function openSqlite(file: string, link: SqliteLink): Promise<Database> {
  try {
    await link.open(file);
  } catch (error) {
    await link.close();
    throw error;
  }
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SharedAdapter(),
      createDriver: () => new SqliteDriver(link),
      createIntrospector: (inner) => new SqliteIntrospector(inner),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return { dialect: 'sqlite', db };
}
