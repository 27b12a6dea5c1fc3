import { Failure } from '../core/errors.ts';
import type { LeaseStore } from '../core/ports/store/index.ts';
import type { ProcessIdentity } from '../engine/context.ts';

const lease = 'service: data directory';
const ttlMs = 30_000;

/** The right to serve a data directory. */
export interface HeldData {
  release(): Promise<void>;
}

/**
 * Takes the data directory for this process: on SQLite one service serves it. Throws `configuration`, naming the process
 * that has it; one that is known to be dead loses it at once. `lost` is called when somebody else has taken it.
 */
export async function holdData(
  leases: LeaseStore,
  process: ProcessIdentity,
  dataDirectory: string,
  lost: () => void,
): Promise<HeldData> {
  const request = { holder: process.name, run: 'serve', ttlMs };
  let answer = await leases.acquire(lease, { ...request, now: Date.now() });
  if (!answer.granted && !process.mayLive(answer.held.holder)) {
    await leases.expire(lease, answer.held.holder);
    answer = await leases.acquire(lease, { ...request, now: Date.now() });
  }
  if (!answer.granted) throw alreadyServed(answer.held.holder, dataDirectory);
  const { fence } = answer;
  const timer = setInterval(() => {
    leases.renew(lease, fence, Date.now() + ttlMs).then(
      (kept) => {
        if (!kept) lost();
      },
      // The store says so again wherever it is needed; until the lease is over nobody else can take it.
      () => {},
    );
  }, ttlMs / 3);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await leases.release(lease, fence);
    },
  };
}

function alreadyServed(holder: string, dataDirectory: string): Failure {
  const [, pid = '?', ...host] = holder.split(':').toReversed();
  const where = `process ${pid} on ${host.toReversed().join(':')}`;
  return new Failure('configuration', `The data directory ${dataDirectory} is served already, by ${where}.`, {
    remedy: 'Stop that one first, or choose another directory with --data. Several services need PostgreSQL.',
  });
}
