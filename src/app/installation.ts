import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, isFailure } from '../core/errors.ts';
import type { StoreLocation } from '../store/index.ts';
import { postgresFailure } from './postgres-failure.ts';
import type { RunPlace } from './runs/place.ts';
import { runsInThread, workInThread } from './thread/threads.ts';
import { type Workplace, type WorkplaceLocation, workHere } from './workplace.ts';

export interface InstallationOptions {
  /** The folder that holds everything; it is made where it does not exist. */
  readonly dataDirectory: string;
  /** A PostgreSQL database to use instead of the SQLite file in the folder. */
  readonly databaseUrl: string | undefined;
  /** Where the key of stored secrets is; left out: `secret.key` in the folder. */
  readonly keyFile?: string | undefined;
  /** The program of the working thread. */
  readonly workThread: URL;
}

/** An opened data directory. */
export interface Installation extends Workplace {
  readonly dataDirectory: string;
  readonly engine: StoreLocation['engine'];
  /** Opens the same data once more, in a thread of its own; whoever asks closes it. */
  inThread(): Promise<Installation>;
  /** A place in a thread of its own for a run on the same data; whoever asks closes it. */
  runsInThread(): Promise<RunPlace>;
}

/** Throws `configuration` when the folder cannot be written, what a database server answers, and what `openStore` throws. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDirectory, databaseUrl, keyFile, workThread } = options;
  makeWritable(dataDirectory);
  const store: StoreLocation =
    databaseUrl === undefined
      ? { engine: 'sqlite', file: join(dataDirectory, 'user-sync.db') }
      : { engine: 'postgres', url: databaseUrl };
  const location: WorkplaceLocation = { store, keyFile: keyFile ?? join(dataDirectory, 'secret.key') };
  const asInstallation = (place: Workplace): Installation => ({
    ...place,
    dataDirectory,
    engine: store.engine,
    inThread: async () => asInstallation(await workInThread(workThread, location)),
    runsInThread: () => runsInThread(workThread, location),
  });
  return asInstallation(await opened(location));
}

async function opened(location: WorkplaceLocation): Promise<Workplace> {
  try {
    return await workHere(location);
  } catch (error) {
    if (location.store.engine === 'sqlite' || isFailure(error)) throw error;
    throw postgresFailure(location.store.url, error) ?? error;
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
