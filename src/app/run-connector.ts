import { Failure } from '../core/errors.ts';
import type { Store, StoredConnector } from '../core/ports/store/index.ts';
import type { ProcessIdentity, Progress, SyncRequest } from '../engine/context.ts';
import { type BegunRun, beginRun, type FinishedRun } from '../engine/run.ts';
import { type ConnectorPlace, openConnector } from './open-connector.ts';
import { processIdentity } from './process-identity.ts';

export interface RunHooks {
  /** An administrator's username, `token NAME`, `schedule` or `command line`. */
  readonly startedBy: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Left out: this process, and its time. */
  readonly process?: ProcessIdentity;
  readonly clock?: () => number;
}

/** Throws `not-found`, naming the connectors that there are. */
export async function requireConnector(store: Store, id: string): Promise<StoredConnector> {
  const connector = await store.connectors.get(id);
  if (connector !== undefined) return connector;
  const ids = (await store.connectors.list()).map(({ config }) => config.id);
  throw new Failure('not-found', `There is no connector "${id}".`, {
    remedy:
      ids.length === 0
        ? 'There is none yet: write a connector file and apply it with user-sync connector apply -f FILE'
        : `There are: ${ids.join(', ')}.`,
  });
}

/** Runs a connector once. What goes wrong after it was opened is told in the run. */
export async function runConnector(
  place: ConnectorPlace,
  id: string,
  request: SyncRequest,
  hooks: RunHooks,
): Promise<FinishedRun> {
  return (await beginConnectorRun(place, id, request, hooks)).perform();
}

/** Opens a connector and begins a run of it; `perform` closes it again. */
export async function beginConnectorRun(
  place: ConnectorPlace,
  id: string,
  request: SyncRequest,
  { startedBy, signal, progress, process = processIdentity(), clock = () => Date.now() }: RunHooks,
): Promise<BegunRun> {
  const { store } = place;
  const { config } = await requireConnector(store, id);
  const open = await openConnector(place, config, clock);
  const { source, target, directory, mapping } = open;
  const context = {
    connector: config,
    store,
    source,
    sourceCapabilities: open.sourceType.capabilities,
    idAttribute: open.sourceType.idAttribute,
    target,
    targetCapabilities: open.targetType.capabilities,
    directory,
    mapping,
    process,
    startedBy,
    clock,
    signal,
    progress,
  };
  try {
    const begun = await beginRun(context, request);
    return { ...begun, perform: () => begun.perform().finally(() => open.close()) };
  } catch (error) {
    await open.close();
    throw error;
  }
}
