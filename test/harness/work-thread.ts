import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { workInThread } from '../../src/app/thread/threads.ts';
import type { Store } from '../../src/core/ports/store/index.ts';

/** The program of the working thread. */
export const workThread = pathToFileURL(inject('workThread'));

/** The SQLite store of the folder, in a thread of its own. */
export async function storeInThread(folder: string): Promise<Store> {
  const location = { engine: 'sqlite', file: `${folder}/user-sync.db` } as const;
  return (await workInThread(workThread, { store: location, keyFile: `${folder}/secret.key` })).store;
}
