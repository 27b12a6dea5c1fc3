import type { Store } from '../core/ports/store/index.ts';
import { administratorStore } from './access/administrators.ts';
import { auditStore } from './access/audit.ts';
import { secretStore } from './access/secrets.ts';
import { sessionStore } from './access/sessions.ts';
import { settingStore } from './access/settings.ts';
import { tokenStore } from './access/tokens.ts';
import { connectorStore } from './connectors.ts';
import type { Database } from './database.ts';
import { directoryStore } from './directories/index.ts';
import { leaseStore } from './leases.ts';
import { migrate } from './migrations/index.ts';
import { planStore } from './plans/index.ts';
import { resultStore } from './results.ts';
import { runStore } from './runs.ts';
import { snapshotStore } from './snapshots/index.ts';

/** Where the data is: a SQLite file, or the URL of a PostgreSQL database. */
export type StoreLocation =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string };

/**
 * Opens the store and brings its schema up to date. Throws `configuration` when the data was written by a newer version
 * or the place cannot be written, `transient` when the database does not answer.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const database = await connect(location);
  try {
    await migrate(database);
  } catch (error) {
    await database.db.destroy();
    throw error;
  }
  return storeOn(database);
}

async function connect(location: StoreLocation): Promise<Database> {
  // Loaded when it is used.
  if (location.engine === 'sqlite') return (await import('./sqlite/open.ts')).openSqlite(location.file);
  const { openPostgres } = await import('./postgres/open.ts');
  return openPostgres(location.url);
}

function storeOn(database: Database): Store {
  return {
    connectors: connectorStore(database),
    leases: leaseStore(database),
    runs: runStore(database),
    snapshots: snapshotStore(database),
    plans: planStore(database),
    directories: directoryStore(database),
    results: resultStore(database),
    administrators: administratorStore(database),
    sessions: sessionStore(database),
    tokens: tokenStore(database),
    audit: auditStore(database),
    secrets: secretStore(database),
    settings: settingStore(database),
    close: () => database.db.destroy(),
  };
}
