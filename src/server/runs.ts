import type { FastifyBaseLogger } from 'fastify';
import { processIdentity } from '../app/process-identity.ts';
import type { RunPlace } from '../app/runs/place.ts';
import { RunQueue } from '../app/runs/queue.ts';
import { Scheduler } from '../app/runs/scheduler.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { RunService } from './run-service.ts';

/** More would take turns at the processor and the disk, and each would only take longer. */
const atOnce = 2;

/** Runs in this process, by the clock too. `open`: a place for a run on the same data. */
export function openRuns(
  { store, open }: { readonly store: Store; readonly open: () => Promise<RunPlace> },
  metrics: ServiceMetrics,
  logger: FastifyBaseLogger,
  clock: () => number = Date.now,
): RunService {
  const process = processIdentity();
  const runs = new RunQueue({
    store,
    open,
    process,
    clock,
    atOnce,
    ended: (run) => metrics.runEnded(run),
    broke: (error, connector) => logger.error({ err: error, connector }, 'a run broke'),
  });
  const scheduler = new Scheduler({
    store,
    runs,
    process,
    clock,
    broke: (error) => logger.error({ err: error }, 'the schedule could not start a run'),
  });
  return {
    start: (connector, request, startedBy) => runs.start(connector, request, startedBy),
    goesOn: (connector) => runs.goesOn(connector),
    cancel: (run) => runs.cancel(run),
    begin: () => scheduler.begin(),
    stop: async () => {
      await Promise.all([runs.stop(), scheduler.stop()]);
    },
  };
}
