import { Failure } from '../../core/errors.ts';

/** How a call can break. */
export type FaultKind =
  /** Nobody answers. */
  | 'network'
  /** The system asks us to wait. */
  | 'rate-limited'
  /** Credentials are refused. */
  | 'refused'
  /** The answer stops before its end, without an error: the worst that a listing can do. */
  | 'cut-short';

/** Breaks the k-th use (from 1) of what is counted under `call`. */
export interface Fault {
  readonly call: string;
  readonly use: number;
  readonly kind: FaultKind;
}

/** Counts calls and breaks those it was told to. */
export class FaultPlan {
  readonly uses = new Map<string, number>();
  #faults: readonly Fault[] = [];

  break(...faults: readonly Fault[]): void {
    this.uses.clear();
    this.#faults = faults;
  }

  heal(): void {
    this.break();
  }

  /** Notes a use; throws, or returns true when the answer is to stop here in silence. */
  use(call: string): boolean {
    const use = (this.uses.get(call) ?? 0) + 1;
    this.uses.set(call, use);
    const fault = this.#faults.find((candidate) => candidate.call === call && candidate.use === use);
    switch (fault?.kind) {
      case 'network':
        throw new Failure('transient', 'The source did not answer.');
      case 'rate-limited':
        throw new Failure('transient', 'The source asks us to wait.', { retryAfterMs: 1 });
      case 'refused':
        throw new Failure('unauthorized', 'The source refused the credentials.');
      case 'cut-short':
        return true;
      case undefined:
        return false;
    }
  }
}
