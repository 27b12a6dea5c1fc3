import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { Store, StoredConnector } from '../core/ports/store/index.ts';
import type { Progress, SyncRequest } from '../engine/context.ts';
import { type FinishedRun, sync } from '../engine/run.ts';
import { mappingOf } from './compile-mapping.ts';
import { openSource } from './open-source.ts';
import { openTarget } from './open-target.ts';
import { processIdentity } from './process-identity.ts';
import type { Workplace } from './workplace.ts';

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
  { store, openDesk }: Workplace,
  id: string,
  request: SyncRequest,
  { signal, progress }: RunHooks,
): Promise<FinishedRun> {
  const { config } = await requireConnector(store, id);
  const clock = () => Date.now();
  const mapping = await mappingOf(config);
  const ends = await openEnds(store, config, mapping, clock);
  const context = { connector: config, store, ...ends.context, mapping, process: processIdentity(), clock, progress };
  try {
    const desk = await openDesk(context);
    try {
      return await sync({ ...context, desk, signal }, request);
    } finally {
      await desk.close();
    }
  } finally {
    await ends.close();
  }
}

async function openEnds(store: Store, config: ConnectorConfig, mapping: Mapping, clock: () => number) {
  const { source, type: sourceType } = await openSource(config, mapping.sourceAttributes);
  const { target, type: targetType, directory } = await openTarget(store, config, clock);
  const { capabilities: sourceCapabilities, idAttribute } = sourceType;
  const { capabilities: targetCapabilities } = targetType;
  const close = async () => {
    await Promise.all([source.close(), target.close()]);
  };
  return { context: { source, sourceCapabilities, idAttribute, target, targetCapabilities, directory }, close };
}
