import { Failure } from '../core/errors.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { ProcessIdentity } from './context.ts';

const ttlMs = 30_000;

/** Who wants the right to run a connector. */
export interface LeaseTaker {
  readonly connector: { readonly id: string };
  readonly store: Store;
  readonly process: ProcessIdentity;
  readonly clock: () => number;
}

/** The right to run, kept alive in the background until it is released. */
export interface HeldLease {
  readonly fence: number;
  /** Raised when the lease has gone to somebody else. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Takes the connector's lease; a holder that is known to be dead loses it at once. Throws `busy`. */
export async function takeLease(context: LeaseTaker, run: string): Promise<HeldLease> {
  const { store, connector, process, clock } = context;
  const request = { holder: process.name, run, ttlMs };
  let answer = await store.leases.acquire(connector.id, { ...request, now: clock() });
  if (!answer.granted && !process.mayLive(answer.held.holder)) {
    await store.leases.expire(connector.id, answer.held.holder);
    answer = await store.leases.acquire(connector.id, { ...request, now: clock() });
  }
  if (!answer.granted) throw busyWith(connector.id, answer.held.run, answer.held.since, clock());
  return keepAlive(context, answer.fence);
}

/** Says that a run of the connector goes on already; which one, where that is known. */
export function busyWith(connector: string, run: string | undefined, since: number | undefined, now: number): Failure {
  if (run === undefined || since === undefined) {
    return new Failure('busy', `Another run of "${connector}" is just beginning.`, { remedy: 'Wait for it to end.' });
  }
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  return new Failure('busy', `Run ${run} of "${connector}" has been going on for ${seconds} s.`, {
    remedy: `Wait for it to end, or see what it does with: user-sync run show ${run}`,
    existingKey: run,
  });
}

function keepAlive({ store, connector, clock }: LeaseTaker, fence: number): HeldLease {
  const lost = new AbortController();
  const timer = setInterval(() => {
    store.leases.renew(connector.id, fence, clock() + ttlMs).then(
      (kept) => {
        if (!kept) lost.abort();
      },
      // The store says so again at the next write; until the lease is over nobody else can take it.
      () => {},
    );
  }, ttlMs / 3);
  timer.unref();
  return {
    fence,
    lost: lost.signal,
    release: async () => {
      clearInterval(timer);
      await store.leases.release(connector.id, fence);
    },
  };
}
