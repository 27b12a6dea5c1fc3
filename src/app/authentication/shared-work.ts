import { Failure } from '../../core/errors.ts';

/** Work that is done once for all who ask for the same while it goes on. */
export class SharedWork<T> {
  readonly #going = new Map<string, Promise<T>>();

  /** The work goes on when somebody does not wait for it any more. Throws `cancelled` to whoever raised the signal. */
  async join(what: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    let going = this.#going.get(what);
    if (going === undefined) {
      going = work().finally(() => this.#going.delete(what));
      this.#going.set(what, going);
    }
    return unlessCancelled(going, signal);
  }
}

async function unlessCancelled<T>(going: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(new Failure('cancelled', 'Nobody waits for the answer any more.'));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([cancelled, going]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
