import type { FastifyBaseLogger } from 'fastify';
import { processIdentity } from '../app/process-identity.ts';
import { RunQueue } from '../app/runs/queue.ts';
import { Scheduler } from '../app/runs/scheduler.ts';
import type { Workplace } from '../app/workplace.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { RunService } from './run-service.ts';

export interface RunsOptions {
  readonly store: Store;
  /** Opens the same data once more: every run has a workplace of its own. */
  readonly open: () => Promise<Workplace>;
  readonly metrics: ServiceMetrics;
  readonly logger: FastifyBaseLogger;
}

/** So many connectors run at the same time. */
const atOnce = 2;

/** The runs of this process, and the clock that starts them. */
export function openRuns({ store, open, metrics, logger }: RunsOptions): RunService {
  const process = processIdentity();
  const queue = new RunQueue({
    store,
    open,
    process,
    clock: Date.now,
    atOnce,
    ended: (run) => metrics.runEnded(run),
    broke: (error, connector) => logger.error({ err: error, connector }, 'a run broke'),
  });
  const scheduler = new Scheduler({
    store,
    runs: queue,
    process,
    clock: Date.now,
    broke: (error) => logger.error({ err: error }, 'the schedule could not be followed'),
  });
  return {
    begin: () => scheduler.begin(),
    start: (connector, request, startedBy) => queue.start(connector, request, startedBy),
    goesOn: (connector) => queue.goesOn(connector),
    cancel: (run) => queue.cancel(run),
    stop: async () => {
      await scheduler.stop();
      await queue.stop();
    },
  };
}
