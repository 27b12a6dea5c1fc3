/**
 * Errors are named for what the engine does next. A connector maps whatever its vendor answers to one of these, once, at
 * its edge; exit codes and HTTP statuses are derived from the kind, once, at ours.
 */
export type FailureKind =
  /** The system did not answer or asked us to wait: wait, then try again. */
  | 'transient'
  /** Our credentials are refused or lack a permission: stop, and name the permission. */
  | 'unauthorized'
  /** A listing did not end: stop, and conclude nothing from what is absent. */
  | 'incomplete'
  /** The thing named is not there. */
  | 'not-found'
  /** The thing to be created is there; `existingKey` says which one. */
  | 'already-exists'
  /** This one value or record cannot be taken: it fails, the others go on. */
  | 'invalid'
  /** The system cannot do this at all. */
  | 'unsupported'
  /** A delta cursor is no longer accepted: read everything instead. */
  | 'cursor-refused'
  /** Somebody asked the run to stop. */
  | 'cancelled'
  /** What an administrator wrote cannot work as written. */
  | 'configuration'
  /** Somebody else has changed the thing since it was read: read it again. */
  | 'outdated'
  /** Another run holds what this one needs. */
  | 'busy'
  /** A fault of this program. */
  | 'internal';

export interface FailureDetails {
  /** What to do about it, as a sentence for an administrator. */
  readonly remedy?: string;
  /** `already-exists`: the key of the thing that is there. `busy`: the run that goes on. */
  readonly existingKey?: string;
  /** `transient`: how long the system asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failure that an administrator can read: what happened, to whom, and what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly remedy: string | undefined;
  readonly existingKey: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.remedy = details.remedy;
    this.existingKey = details.existingKey;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** The message and, where there is one, the remedy: one paragraph. */
  get sentence(): string {
    return this.remedy === undefined ? this.message : `${this.message} ${this.remedy}`;
  }
}

export function isFailure(error: unknown, kind?: FailureKind): error is Failure {
  return error instanceof Failure && (kind === undefined || error.kind === kind);
}
