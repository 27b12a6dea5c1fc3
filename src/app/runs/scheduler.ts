import { Failure, isFailure } from '../../core/errors.ts';
import type { Run, Store, StoredConnector } from '../../core/ports/store/index.ts';
import type { ProcessIdentity, SyncRequest } from '../../engine/context.ts';
import { runsToResume, sweepDeadRuns } from '../../engine/dead-runs.ts';
import { dueConnectors, nextStart, type Scheduled } from '../../engine/schedule.ts';
import type { RunQueue } from './queue.ts';

export interface SchedulerOptions {
  readonly store: Store;
  readonly runs: RunQueue;
  readonly process: ProcessIdentity;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Something went wrong that stands in no run. */
  readonly broke: (error: unknown) => void;
}

/** Connectors and schedules may change in other processes, so everything is looked at again after this time at the latest. */
const longestMs = 30_000;
const shortestMs = 1_000;

/** Starts runs by the clock, and goes on with those that were interrupted. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Looks at once, and from then on whenever something may be due. */
  begin(): void {
    this.#turn = this.#look();
  }

  /** Resolves when nothing more is going to be started. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  /** One look at everything: starts what is due. Gives the time at which something may be due again. */
  async tick(): Promise<number> {
    const { store, clock } = this.#options;
    const connectors = await store.connectors.list();
    await this.#sweep(connectors);
    for (const run of await runsToResume(store)) await this.#resume(run);
    const scheduled = connectors.map(toScheduled);
    for (const connector of dueConnectors(scheduled, clock())) await this.#start(connector);
    const now = clock();
    const starts = scheduled.flatMap((connector) => nextStart(connector) ?? []);
    return Math.max(now + shortestMs, Math.min(now + longestMs, ...starts));
  }

  async #look(): Promise<void> {
    const { clock, broke } = this.#options;
    let next = clock() + longestMs;
    try {
      next = await this.tick();
    } catch (error) {
      broke(error);
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.begin(), next - clock()).unref();
  }

  async #sweep(connectors: readonly StoredConnector[]): Promise<void> {
    const { store, process, clock, broke } = this.#options;
    for (const { config } of connectors) {
      await sweepDeadRuns({ store, connector: config, process, clock }).catch((error: unknown) => {
        // Somebody began a run at this very moment, and ends the dead ones itself.
        if (!isFailure(error, 'busy')) broke(error);
      });
    }
  }

  /** Where there is no room, or the connector runs, it stays due. */
  async #start({ id, scheduledAt }: Scheduled): Promise<void> {
    const { store, runs, clock } = this.#options;
    if (this.#stopped || !runs.hasRoom || (await runs.goesOn(id))) return;
    const now = clock();
    if (!(await store.connectors.claimSchedule(id, scheduledAt, now))) return;
    try {
      await this.#begin(id, {}, 'schedule');
    } catch (error) {
      await store.connectors.claimSchedule(id, now, scheduledAt);
      this.#tell(error);
    }
  }

  async #resume({ id, connector, ident, simulated, request, startedBy }: Run): Promise<void> {
    const { store, runs } = this.#options;
    if (this.#stopped || !runs.hasRoom || (await runs.goesOn(connector))) return;
    const again = { ...request, simulate: simulated, ...(ident === null ? {} : { user: ident }) };
    try {
      await this.#begin(connector, again, startedBy ?? 'schedule', id);
      await store.runs.clearInterrupted(id);
    } catch (error) {
      this.#tell(error);
    }
  }

  async #begin(connector: string, request: SyncRequest, startedBy: string, goesOnWith?: string): Promise<void> {
    const { store, runs, clock } = this.#options;
    const run = await runs.startUnattended(connector, request, startedBy);
    const after = { connector, ...request, ...(goesOnWith === undefined ? {} : { goesOnWith }) };
    const what = { action: 'run.started', subject: `run ${run.id}`, before: null, after };
    await store.audit.append({ at: clock(), actor: startedBy, address: null, ...what });
  }

  #tell(error: unknown): void {
    if (error instanceof Failure && (error.kind === 'busy' || error.kind === 'cancelled')) return;
    this.#options.broke(error);
  }
}

function toScheduled({ config, scheduledAt }: StoredConnector): Scheduled {
  return { id: config.id, schedule: config.sync.schedule, scheduledAt };
}
