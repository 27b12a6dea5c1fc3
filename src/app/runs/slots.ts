/** Lets so many pass at a time, in the order in which they come. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves to what gives the place back. Whoever is told to stop does not wait for one. */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return () => {};
    if (this.#free > 0) {
      this.#free -= 1;
      return () => this.#leave();
    }
    const { promise, resolve } = Promise.withResolvers<() => void>();
    const pass = () => resolve(() => this.#leave());
    const giveUp = () => {
      const index = this.#waiting.indexOf(pass);
      if (index >= 0) this.#waiting.splice(index, 1);
      resolve(() => {});
    };
    this.#waiting.push(pass);
    signal.addEventListener('abort', giveUp, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
