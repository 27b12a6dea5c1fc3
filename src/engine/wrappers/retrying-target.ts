import { isFailure } from '../../core/errors.ts';
import type { Target } from '../../core/ports/target.ts';

/** How often a batch is tried, and how the time between two tries passes. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Repeats a batch of which nothing is known. The port promises that a change which happened already is done again. */
export function retryingTarget(target: Target, policy: RetryPolicy): Target {
  return {
    accounts: (signal) => target.accounts(signal),
    groups: (signal) => target.groups(signal),
    test: (signal) => target.test(signal),
    close: () => target.close(),
    apply: async (changes, context) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await target.apply(changes, context);
        } catch (error) {
          if (!isFailure(error, 'transient') || attempt >= policy.attempts) throw error;
          const delay = error.retryAfterMs ?? policy.firstDelayMs * 2 ** (attempt - 1);
          await policy.wait(delay, context.signal as AbortSignal);
        }
      }
    },
  };
}
