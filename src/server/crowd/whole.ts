import { setTimeout as pause } from 'node:timers/promises';
import { Failure, isFailure } from '../../core/errors.ts';

/** Products wait minutes for an answer; a run is seldom longer at its changes than this. */
export const longestWaitMs = 60_000;
const betweenMs = 100;

/** Asks until no run is half done. Throws what `ask` throws, in the end also `busy`, and `cancelled` once the signal is raised. */
export async function whenWhole<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = performance.now() + longestWaitMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isFailure(error, 'busy') || performance.now() > until) throw error;
      await pause(betweenMs, undefined, { signal }).catch(giveUp);
    }
  }
}

function giveUp(): never {
  throw new Failure('cancelled', 'The product does not wait for the answer any more.');
}
