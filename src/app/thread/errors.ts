import { Failure, type FailureKind } from '../../core/errors.ts';

/** An error on its way to the other thread. */
export interface Described {
  readonly message: string;
  readonly stack: string | undefined;
  readonly failure:
    | {
        readonly kind: FailureKind;
        readonly remedy: string | undefined;
        readonly existingKey: string | undefined;
        readonly retryAfterMs: number | undefined;
      }
    | undefined;
}

export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined, failure: undefined };
  const { message, stack } = error;
  if (!(error instanceof Failure)) return { message, stack, failure: undefined };
  const { kind, remedy, existingKey, retryAfterMs } = error;
  return { message, stack, failure: { kind, remedy, existingKey, retryAfterMs } };
}

export function restoreError({ message, stack, failure }: Described): Error {
  const error = failure === undefined ? new Error(message) : restoreFailure(message, failure);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function restoreFailure(message: string, failure: NonNullable<Described['failure']>): Failure {
  const { kind, remedy, existingKey, retryAfterMs } = failure;
  return new Failure(kind, message, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(existingKey === undefined ? {} : { existingKey }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
