import type { Store } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';
import type { FinishedRun } from '../engine/run.ts';
import type { Installation } from './installation.ts';
import { beginConnectorRun, type RunHooks } from './run-connector.ts';

/**
 * Runs a connector once, for a program that does nothing else meanwhile. What is short is done at once; reading everything is
 * worth threads, which take a moment to start. What goes wrong after it was opened is told in the run.
 */
export async function runOnce(
  installation: Installation,
  id: string,
  request: SyncRequest,
  hooks: RunHooks,
): Promise<FinishedRun> {
  if (!(await readsEverything(installation.store, id, request)))
    return (await beginConnectorRun(installation, id, request, hooks)).perform();
  const runs = await installation.runsInThread();
  try {
    return await (await runs.begin(id, request, hooks)).perform();
  } finally {
    await runs.close();
  }
}

async function readsEverything(store: Store, id: string, { user, full }: SyncRequest): Promise<boolean> {
  if (user !== undefined || (await store.connectors.get(id)) === undefined) return false;
  return full === true || (await store.connectors.progress(id)).cursor === null;
}
