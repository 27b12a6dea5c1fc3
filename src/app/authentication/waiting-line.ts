import { throwIfCancelled } from '../../core/cancellation.ts';
import { Slots } from '../runs/slots.ts';

/** How many may work at a time, and how many may wait for it. */
export interface LineLimit {
  readonly working: number;
  readonly waiting: number;
}

/** Work that is done a few at a time, so that it slows nothing else down. */
export class WaitingLine {
  readonly #slots: Slots;
  readonly #most: number;
  #inside = 0;

  constructor({ working, waiting }: LineLimit) {
    this.#slots = new Slots(working);
    this.#most = working + waiting;
  }

  /** Undefined, without waiting, when the line is full. Throws `cancelled` when the signal is raised while waiting. */
  async pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#inside >= this.#most) return undefined;
    this.#inside += 1;
    const leave = await this.#slots.enter(signal);
    try {
      throwIfCancelled(signal);
      return await work();
    } finally {
      this.#inside -= 1;
      leave();
    }
  }
}
