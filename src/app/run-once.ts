import type { Store } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';
import type { FinishedRun } from '../engine/run.ts';
import type { Installation } from './installation.ts';
import { type RunHooks, runConnector } from './run-connector.ts';

/**
 * Runs a connector once, for a program that does nothing else meanwhile. What is short is done at once; reading everything is
 * worth a thread, which takes a moment to start.
 */
export async function runOnce(
  installation: Installation,
  id: string,
  request: SyncRequest,
  hooks: RunHooks,
): Promise<FinishedRun> {
  if (!(await readsEverything(installation.store, id, request))) return runConnector(installation, id, request, hooks);
  const place = await installation.inThread();
  try {
    return await runConnector(place, id, request, hooks);
  } finally {
    await place.close();
  }
}

async function readsEverything(store: Store, id: string, { user, full }: SyncRequest): Promise<boolean> {
  if (user !== undefined || (await store.connectors.get(id)) === undefined) return false;
  return full === true || (await store.connectors.progress(id)).cursor === null;
}
