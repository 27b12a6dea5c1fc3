import type { Run, Store } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';
import type { BegunRun, FinishedRun } from '../engine/run.ts';
import type { Installation } from './installation.ts';
import { beginConnectorRun, type RunHooks } from './run-connector.ts';

export interface OnceHooks extends RunHooks {
  /** Called when the run stands in the history, before it does anything. */
  readonly begun?: (run: Run) => Promise<void>;
}

/**
 * Runs a connector once, for a program that does nothing else meanwhile. What is short is done at once; reading everything is
 * worth threads, which take a moment to start. What goes wrong after it was opened is told in the run.
 */
export async function runOnce(
  installation: Installation,
  id: string,
  request: SyncRequest,
  { begun: told = async () => {}, ...hooks }: OnceHooks,
): Promise<FinishedRun> {
  const perform = async (begun: BegunRun) => {
    await told(begun.run);
    return begun.perform();
  };
  if (!(await readsEverything(installation.store, id, request)))
    return perform(await beginConnectorRun(installation, id, request, hooks));
  const runs = await installation.runsInThread();
  try {
    return await perform(await runs.begin(id, request, hooks));
  } finally {
    await runs.close();
  }
}

async function readsEverything(store: Store, id: string, { user, full }: SyncRequest): Promise<boolean> {
  if (user !== undefined || (await store.connectors.get(id)) === undefined) return false;
  return full === true || (await store.connectors.progress(id)).cursor === null;
}
