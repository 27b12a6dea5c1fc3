import { setImmediate } from 'node:timers/promises';

const longestTurnMs = 20;

/** Lets signals, timers, messages and the network have their turn every so often; promises alone would never let them. */
export class Turns {
  #pausedAt = 0;

  async letOthersIn(): Promise<void> {
    const now = performance.now();
    if (now - this.#pausedAt < longestTurnMs) return;
    await setImmediate();
    this.#pausedAt = performance.now();
  }
}
