import { Failure } from '../core/errors.ts';
import type { Store, StoredConnector } from '../core/ports/store/index.ts';
import type { Progress, SyncRequest } from '../engine/context.ts';
import { type FinishedRun, sync } from '../engine/run.ts';
import { type ConnectorPlace, openConnector } from './open-connector.ts';
import { processIdentity } from './process-identity.ts';

export interface RunHooks {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
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
  { signal, progress }: RunHooks,
): Promise<FinishedRun> {
  const { store } = place;
  const { config } = await requireConnector(store, id);
  const clock = () => Date.now();
  const open = await openConnector(place, config, clock);
  const { source, target, directory, mapping } = open;
  try {
    return await sync(
      {
        connector: config,
        store,
        source,
        sourceCapabilities: open.sourceType.capabilities,
        idAttribute: open.sourceType.idAttribute,
        target,
        targetCapabilities: open.targetType.capabilities,
        directory,
        mapping,
        process: processIdentity(),
        clock,
        signal,
        progress,
      },
      request,
    );
  } finally {
    await open.close();
  }
}
