import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { Store, StoredConnector } from '../core/ports/store/index.ts';
import type { ProcessIdentity, Progress, SyncRequest } from '../engine/context.ts';
import { type BegunRun, beginRun } from '../engine/run.ts';
import { considerateSource } from '../engine/wrappers/considerate-source.ts';
import { mappingOf } from './compile-mapping.ts';
import { openSource } from './open-source.ts';
import { openTarget } from './open-target.ts';
import { processIdentity } from './process-identity.ts';
import type { Workplace } from './workplace.ts';

export interface RunHooks {
  /** An administrator's username, `token NAME`, `schedule` or `command line`. */
  readonly startedBy: string;
  readonly signal: AbortSignal;
  /** Left out: nobody listens. */
  readonly progress?: (progress: Progress) => void;
}

/** As which process runs are made, and at what time. */
export interface RunOwner {
  readonly process: ProcessIdentity;
  readonly clock: () => number;
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

/** Opens a connector and begins a run of it; `perform` closes it again. */
export async function beginConnectorRun(
  place: Workplace,
  id: string,
  request: SyncRequest,
  { startedBy, signal, progress = () => {} }: RunHooks,
  { process, clock }: RunOwner = { process: processIdentity(), clock: Date.now },
): Promise<BegunRun> {
  const { store } = place;
  const { config } = await requireConnector(store, id);
  const mapping = await mappingOf(config);
  const ends = await openEnds(place, config, mapping, clock);
  try {
    const context = { connector: config, store, ...ends.context, mapping, process, startedBy, clock, signal, progress };
    const begun = await beginRun(context, request);
    return { ...begun, perform: () => begun.perform().finally(ends.close) };
  } catch (error) {
    await ends.close();
    throw error;
  }
}

async function openEnds(place: Workplace, config: ConnectorConfig, mapping: Mapping, clock: () => number) {
  const { source, type: sourceType } = await openSource(place.vault, config, mapping.sourceAttributes);
  const { target, type: targetType, directory } = await openTarget(place, config, clock);
  await place.store.directories.ensure(directory, 'own');
  const { capabilities: sourceCapabilities, idAttribute } = sourceType;
  const { capabilities: targetCapabilities } = targetType;
  const close = async () => {
    await Promise.all([source.close(), target.close()]);
  };
  return {
    context: {
      source: considerateSource(source),
      sourceCapabilities,
      idAttribute,
      target,
      targetCapabilities,
      directory,
    },
    close,
  };
}
