import { isFailure } from '../../core/errors.ts';
import type { CrowdReason } from '../../protocols/crowd/reasons.ts';

/** An error as the protocol knows it: products look at the reason first, and at the status hardly. */
export class CrowdRefusal extends Error {
  readonly status: number;
  readonly reason: CrowdReason;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, reason: CrowdReason, message: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const noUser = (name: string): CrowdRefusal =>
  new CrowdRefusal(404, 'USER_NOT_FOUND', `There is no user "${name}".`);

export const noGroup = (name: string): CrowdRefusal =>
  new CrowdRefusal(404, 'GROUP_NOT_FOUND', `There is no group "${name}".`);

export const illegalArgument = (message: string): CrowdRefusal => new CrowdRefusal(400, 'ILLEGAL_ARGUMENT', message);

/** What the products shall try again later; they keep what they have meanwhile. */
export const unavailable = (message: string, retryAfterSeconds: number): CrowdRefusal =>
  new CrowdRefusal(503, 'OPERATION_FAILED', message, retryAfterSeconds);

/** The refusal that says what this failure means to a product; undefined when the fault is ours. */
export function refusalOf(error: unknown): CrowdRefusal | undefined {
  if (error instanceof CrowdRefusal) return error;
  if (!isFailure(error)) return undefined;
  switch (error.kind) {
    case 'invalid':
      return illegalArgument(error.sentence);
    // A directory that is not there: an empty answer would delete everybody in the product.
    case 'not-found':
    case 'busy':
    case 'cancelled':
    case 'transient':
      return unavailable(error.sentence, 30);
    default:
      return undefined;
  }
}
