import type { GuardFinding } from '../../guards/guard.ts';
import type { RunCounts, RunKind, RunPhase, RunStatus } from '../../runs.ts';

export interface NewRun {
  readonly connector: string;
  readonly kind: RunKind;
  readonly simulated: boolean;
  /** Single-user runs: what was asked for. */
  readonly ident: string | null;
  readonly now: number;
}

export interface Run {
  /** `<connector>-<number>` */
  readonly id: string;
  readonly connector: string;
  readonly number: number;
  readonly kind: RunKind;
  readonly simulated: boolean;
  readonly ident: string | null;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly counts: RunCounts;
  readonly messages: readonly string[];
  /** Guards that stopped the plan. */
  readonly guards: readonly GuardFinding[];
  /** How long each phase took, in milliseconds. */
  readonly phases: { readonly [phase in RunPhase]?: number };
  /** True when results cover everybody in the snapshot; false when only those whom the run touched. */
  readonly coversAll: boolean;
}

export type RunEnd = Pick<Run, 'kind' | 'status' | 'counts' | 'messages' | 'guards' | 'phases' | 'coversAll'> & {
  readonly now: number;
};

export interface RunStore {
  create(run: NewRun): Promise<Run>;
  finish(id: string, end: RunEnd): Promise<void>;
  get(id: string): Promise<Run | undefined>;
  /** Newest first. */
  list(connector: string, limit: number): Promise<readonly Run[]>;
  /** Runs of the connector that never ended. */
  unfinished(connector: string): Promise<readonly Run[]>;
}
