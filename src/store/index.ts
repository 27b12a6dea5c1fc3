import type { Store } from '../core/ports/store/index.ts';
import { administratorStore } from './access/administrators.ts';
import { auditStore } from './access/audit.ts';
import { passwordStore } from './access/passwords.ts';
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
import { applicationStore } from './serving/applications.ts';
import { servingStore } from './serving/index.ts';
import { signOnStore } from './serving/sign-ons.ts';
import { snapshotStore } from './snapshots/index.ts';
import type { OpenView } from './view.ts';

/** Where the data is: a SQLite file, or the URL of a PostgreSQL database. */
export type StoreLocation =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string };

/**
 * Opens the store and brings its schema up to date. Throws `configuration` when the data was written by a newer version
 * or the place cannot be written, `transient` when the database does not answer.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const engine = await connect(location);
  try {
    await migrate(engine.database);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return storeOn(engine);
}

interface Engine {
  readonly database: Database;
  readonly openView: OpenView;
  close(): Promise<void>;
}

/** Connections to PostgreSQL: for everything, and for looks at one moment, which last. */
const connections = { work: 4, views: 6 };

async function connect(location: StoreLocation): Promise<Engine> {
  // Loaded when it is used.
  if (location.engine === 'sqlite') {
    const { openSqlite, openSqliteView } = await import('./sqlite/open.ts');
    const database = openSqlite(location.file);
    return { database, openView: () => openSqliteView(location.file), close: () => database.db.destroy() };
  }
  const { openPostgres, openPostgresView } = await import('./postgres/open.ts');
  const database = openPostgres(location.url, connections.work);
  const views = openPostgres(location.url, connections.views);
  const close = async () => {
    await Promise.all([database.db.destroy(), views.db.destroy()]);
  };
  return { database, openView: () => openPostgresView(views), close };
}

function storeOn({ database, openView, close }: Engine): Store {
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
    applications: applicationStore(database),
    passwords: passwordStore(database),
    serving: servingStore(database, openView),
    signOns: signOnStore(database),
    close,
  };
}
