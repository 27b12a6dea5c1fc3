import { WorkThread } from '../../src/app/thread/work-thread.ts';
import type { Store } from '../../src/core/ports/store/index.ts';

/** The program of the working thread, from its source. */
export const workThread = new URL('../../src/app/thread/worker.ts', import.meta.url);

/** The SQLite store of the folder, in a thread of its own. */
export async function storeInThread(folder: string): Promise<Store> {
  const thread = new WorkThread(workThread);
  try {
    return (await thread.open({ engine: 'sqlite', file: `${folder}/user-sync.db` })).store;
  } catch (error) {
    await thread.close();
    throw error;
  }
}
