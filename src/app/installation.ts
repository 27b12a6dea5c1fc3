import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, isFailure } from '../core/errors.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';
import type { FinishedRun } from '../engine/run.ts';
import type { StoreLocation } from '../store/index.ts';
import { postgresFailure } from './postgres-failure.ts';
import { type RunHooks, runConnector } from './run-connector.ts';
import { WorkThread } from './thread/work-thread.ts';
import { type Workplace, workHere } from './workplace.ts';

export interface InstallationOptions {
  /** The folder that holds everything; it is made where it does not exist. */
  readonly dataDirectory: string;
  /** A PostgreSQL database to use instead of the SQLite file in the folder. */
  readonly databaseUrl: string | undefined;
  /** The program of a `WorkThread`. */
  readonly workThread: URL;
}

/** An opened data directory. */
export interface Installation {
  readonly dataDirectory: string;
  readonly store: Store;
  /** Runs a connector once. What goes wrong after it was opened is told in the run. */
  run(id: string, request: SyncRequest, hooks: RunHooks): Promise<FinishedRun>;
  close(): Promise<void>;
}

/** Throws `configuration` when the folder cannot be written, what a database server answers, and what `openStore` throws. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDirectory, databaseUrl, workThread } = options;
  makeWritable(dataDirectory);
  const location: StoreLocation =
    databaseUrl === undefined
      ? { engine: 'sqlite', file: join(dataDirectory, 'user-sync.db') }
      : { engine: 'postgres', url: databaseUrl };
  const here = await opened(location);
  const run = async (id: string, request: SyncRequest, hooks: RunHooks) => {
    if (!(await readsEverything(here.store, id, request))) return runConnector(here, id, request, hooks);
    const thread = new WorkThread(workThread);
    try {
      return await runConnector(await thread.open(location), id, request, hooks);
    } finally {
      await thread.close();
    }
  };
  return { dataDirectory, store: here.store, run, close: () => here.store.close() };
}

async function opened(location: StoreLocation): Promise<Workplace> {
  try {
    return await workHere(location);
  } catch (error) {
    if (location.engine === 'sqlite' || isFailure(error)) throw error;
    throw postgresFailure(location.url, error) ?? error;
  }
}

/** What is short is done at once; reading everything is worth a thread, which takes a moment to start. */
async function readsEverything(store: Store, id: string, { user, full }: SyncRequest): Promise<boolean> {
  if (user !== undefined || (await store.connectors.get(id)) === undefined) return false;
  return full === true || (await store.connectors.progress(id)).cursor === null;
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
