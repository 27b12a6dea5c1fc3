import type { FastifyBaseLogger } from 'fastify';
import type { ConnectorPlace } from '../app/open-connector.ts';
import { requireConnector, runConnector } from '../app/run-connector.ts';
import { Failure } from '../core/errors.ts';
import type { Run } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';
import type { FinishedRun } from '../engine/run.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { RunService } from './run-service.ts';

/** A run that goes on in this process. */
interface Going {
  readonly controller: AbortController;
  readonly finished: Promise<FinishedRun>;
}

/** Runs in this process, each as the command line would do it. */
export function openRuns(place: ConnectorPlace, metrics: ServiceMetrics, logger: FastifyBaseLogger): RunService {
  const going = new Map<string, Going>();
  let stopped = false;
  const begin = async (connector: string, request: SyncRequest): Promise<Run> => {
    if (stopped)
      throw new Failure('cancelled', 'The service is stopping.', { remedy: 'Start it again, then try again.' });
    await requireConnector(place.store, connector);
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<string>();
    const hooks = { signal: controller.signal, progress: ({ run }: { readonly run: string }) => resolve(run) };
    const finished = runConnector(place, connector, request, hooks);
    const id = await Promise.race([promise, finished.then(({ run }) => run.id)]);
    going.set(id, { controller, finished });
    finished
      .then(
        ({ run }) => metrics.runEnded(run),
        (error: unknown) => logger.error({ err: error }, 'a run broke'),
      )
      .finally(() => going.delete(id));
    const run = await place.store.runs.get(id);
    return run ?? (await finished).run;
  };
  return {
    start: begin,
    cancel: async (run) => {
      const one = going.get(run);
      one?.controller.abort();
      return one !== undefined;
    },
    stop: async () => {
      stopped = true;
      for (const { controller } of going.values()) controller.abort();
      await Promise.allSettled([...going.values()].map(({ finished }) => finished));
    },
  };
}
