import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/errors.ts';
import type { Store } from '../core/ports/store/index.ts';
import { InlineSqlite, openStore, type SqliteLink, type StoreLocation } from '../store/index.ts';
import { postgresFailure } from './postgres-failure.ts';
import { Vault } from './secrets/index.ts';

export { InlineSqlite };

export interface InstallationOptions {
  /** The folder that holds everything; it is made where it does not exist. */
  readonly dataDirectory: string;
  /** A PostgreSQL database to use instead of the SQLite file in the folder. */
  readonly databaseUrl: string | undefined;
  /** Where the key of stored secrets is; left out: `secret.key` in the folder. */
  readonly keyFile?: string | undefined;
  /** Gives a connection for a SQLite file; asked for only when there is one. */
  readonly sqlite: () => SqliteLink;
}

/** An opened data directory. */
export interface Installation {
  readonly dataDirectory: string;
  readonly engine: StoreLocation['engine'];
  readonly store: Store;
  readonly vault: Vault;
  /** Opens the same data once more; whoever asks closes it. */
  again(): Promise<Installation>;
  close(): Promise<void>;
}

/** Throws `configuration` when the folder cannot be written, what a database server answers, and what `openStore` throws. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDirectory } = options;
  makeWritable(dataDirectory);
  const location = locationOf(options);
  const store = await opened(location);
  const vault = new Vault(store.secrets, options.keyFile ?? join(dataDirectory, 'secret.key'), Date.now);
  const again = () => openInstallation(options);
  return { dataDirectory, engine: location.engine, store, vault, again, close: () => store.close() };
}

export function locationOf({ dataDirectory, databaseUrl, sqlite }: InstallationOptions): StoreLocation {
  return databaseUrl === undefined
    ? { engine: 'sqlite', file: join(dataDirectory, 'user-sync.db'), link: sqlite() }
    : { engine: 'postgres', url: databaseUrl };
}

async function opened(location: StoreLocation): Promise<Store> {
  try {
    return await openStore(location);
  } catch (error) {
    if (error instanceof Failure || location.engine !== 'postgres') throw error;
    throw postgresFailure(location.url, error) ?? error;
  }
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason =
      {
        EACCES: 'this user may not write there',
        EROFS: 'the file system is read-only',
        ENOTDIR: 'a part of the path is a file',
        EEXIST: 'it is a file',
        ENOSPC: 'the disk is full',
      }[code] ?? message;
    throw new Failure('configuration', `The data directory ${folder} cannot be used: ${reason}.`, {
      remedy: 'Give the user that runs this program the right to write there, or choose another one with --data.',
      cause: error,
    });
  }
}
