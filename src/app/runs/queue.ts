import { Failure } from '../../core/errors.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';
import { noCounts } from '../../core/runs.ts';
import { interruption, type ProcessIdentity, type SyncRequest } from '../../engine/context.ts';
import { busyWith } from '../../engine/lease.ts';
import type { BegunRun } from '../../engine/run.ts';
import { requireConnector } from '../run-connector.ts';
import type { RunPlace } from './place.ts';
import { Slots } from './slots.ts';

export interface RunQueueOptions {
  readonly store: Store;
  /** A place of a run's own. */
  readonly open: () => Promise<RunPlace>;
  readonly process: ProcessIdentity;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** So many connectors run at the same time. */
  readonly atOnce: number;
  /** A run of this queue is over. */
  readonly ended: (run: Run) => void;
  /** A run broke in a way that does not stand in the history. */
  readonly broke: (error: unknown, connector: string) => void;
}

interface Going {
  readonly controller: AbortController;
  /** Undefined until it stands in the history. */
  run: Run | undefined;
  readonly over: PromiseWithResolvers<void>;
}

/** Runs in the background: one of each connector at a time, and only so many connectors at once. */
export class RunQueue {
  readonly #options: RunQueueOptions;
  readonly #going = new Map<string, Going>();
  readonly #slots: Slots;
  #stopped = false;

  constructor(options: RunQueueOptions) {
    this.#options = options;
    this.#slots = new Slots(options.atOnce);
  }

  /** Another run could begin to work at once. */
  get hasRoom(): boolean {
    return this.#going.size < this.#options.atOnce;
  }

  /** Nothing goes on here. */
  get isIdle(): boolean {
    return this.#going.size === 0;
  }

  /** Whether a run of the connector goes on, in whichever process. */
  async goesOn(connector: string): Promise<boolean> {
    return this.#going.has(connector) || (await this.#elsewhere(connector)) !== undefined;
  }

  /**
   * Starts a run and gives it as it stands in the history; it goes on by itself. Throws `not-found`, `busy` when a run of
   * this connector goes on, `configuration` when the connector cannot be opened, and `cancelled` once the queue has stopped.
   */
  async start(connector: string, request: SyncRequest, startedBy: string): Promise<Run> {
    if (this.#stopped) {
      throw new Failure('cancelled', 'User Sync is stopping.', { remedy: 'Start it again, then try again.' });
    }
    for (let other = this.#going.get(connector); other !== undefined; other = this.#going.get(connector)) {
      if (!(await this.#isOver(other)))
        throw busyWith(connector, other.run?.id, other.run?.startedAt, this.#options.clock());
      await other.over.promise;
    }
    const going: Going = { controller: new AbortController(), run: undefined, over: Promise.withResolvers() };
    this.#going.set(connector, going);
    try {
      const begun = await this.#begin(connector, request, startedBy, going.controller.signal);
      going.run = begun.run;
      void this.#perform(connector, begun, going);
      return begun.run;
    } catch (error) {
      this.#leave(connector, going);
      throw error;
    }
  }

  /** Like `start` where nobody is there to hear of it: what does not let a run begin stands in the history as one. */
  async startUnattended(connector: string, request: SyncRequest, startedBy: string): Promise<Run> {
    try {
      return await this.start(connector, request, startedBy);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'busy' || error.kind === 'cancelled') throw error;
      return this.#note(connector, request, startedBy, error);
    }
  }

  /** Asks a run to stop at its next batch, whichever process it is in. False when it does not go on. */
  async cancel(id: string): Promise<boolean> {
    const asked = await this.#options.store.runs.requestCancel(id);
    for (const { run, controller } of this.#going.values()) if (run?.id === id) controller.abort();
    return asked;
  }

  /** Starts no more runs, interrupts those that go on, and resolves when all have ended. May be called more than once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const going = [...this.#going.values()];
    for (const { controller } of going) controller.abort(interruption);
    await Promise.all(going.map(({ over }) => over.promise));
  }

  /** It stands in the history as over; what it worked with is about to be closed. */
  async #isOver({ run }: Going): Promise<boolean> {
    if (run === undefined) return false;
    const now = await this.#options.store.runs.get(run.id);
    return now?.status !== 'running';
  }

  async #elsewhere(connector: string) {
    const { store, process, clock } = this.#options;
    const held = await store.leases.held(connector, clock());
    return held !== undefined && process.mayLive(held.holder) ? held : undefined;
  }

  async #begin(connector: string, request: SyncRequest, startedBy: string, signal: AbortSignal): Promise<BegunRun> {
    const { store, open, clock } = this.#options;
    await requireConnector(store, connector);
    const held = await this.#elsewhere(connector);
    if (held !== undefined) throw busyWith(connector, held.run, held.since, clock());
    const place = await open();
    try {
      const begun = await place.begin(connector, request, { startedBy, signal });
      const perform = () => begun.perform().finally(() => place.close());
      if (begun.failure === undefined) return { ...begun, perform };
      await begun.perform();
      throw begun.failure;
    } catch (error) {
      await place.close();
      throw error;
    }
  }

  /** Never throws. */
  async #perform(connector: string, begun: BegunRun, going: Going): Promise<void> {
    const { ended, broke } = this.#options;
    const leave = await this.#slots.enter(going.controller.signal);
    try {
      ended((await begun.perform()).run);
    } catch (error) {
      broke(error, connector);
    } finally {
      leave();
      this.#leave(connector, going);
    }
  }

  #leave(connector: string, { over }: Going): void {
    this.#going.delete(connector);
    over.resolve();
  }

  async #note(connector: string, request: SyncRequest, startedBy: string, failure: Failure): Promise<Run> {
    const { store, clock } = this.#options;
    const kind = request.user === undefined ? 'full' : 'single';
    const simulated = request.simulate ?? false;
    const now = clock();
    const run = await store.runs.create({ connector, kind, simulated, ident: request.user ?? null, startedBy, now });
    const messages = [failure.sentence];
    const end = { kind, messages, counts: noCounts, guards: [], phases: {}, coversAll: false } as const;
    await store.runs.finish(run.id, { ...end, status: 'failed', now });
    return run;
  }
}
