/** Lets one at a time pass, in the order in which they come. */
export class Lock {
  #last: Promise<void> | undefined;

  /** Resolves when it is the caller's turn, to what ends the turn; at once (not a promise) when nobody is there. */
  enter(): (() => void) | Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    const leave = () => {
      if (this.#last === promise) this.#last = undefined;
      resolve();
    };
    return before === undefined ? leave : before.then(() => leave);
  }
}
