import { Failure } from './errors.ts';

/** How a run is asked to stop: the part of the platform's AbortSignal that the program relies on. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Throws `cancelled` when the signal has been raised. */
export function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new Failure('cancelled', 'The run was cancelled.');
}
