import type { GuardFinding } from '../../guards/guard.ts';
import type { RunCounts, RunKind, RunPhase, RunStatus } from '../../runs.ts';
import type { Page, PageQuery } from './page.ts';

export interface NewRun {
  readonly connector: string;
  readonly kind: RunKind;
  readonly simulated: boolean;
  /** Single-user runs: what was asked for. */
  readonly ident: string | null;
  /** What was asked for, so that it can be asked for again. */
  readonly request?: RunRequest | undefined;
  /** Who started it: an administrator's username, `schedule`, `command line`; left out: not noted. */
  readonly startedBy?: string | undefined;
  /** The directory that it is about; left out: not noted. */
  readonly directory?: string | undefined;
  readonly now: number;
}

/** The two ways in which runs of the same kind differ from the start. */
export interface RunRequest {
  readonly full: boolean;
  readonly byUsername: boolean;
}

/** How far a run has come, as it was noted last. */
export interface RunProgress {
  readonly phase: RunPhase;
  readonly done: number;
  /** Null when nobody knows. */
  readonly total: number | null;
  /** When the phase began. */
  readonly since: number;
  readonly at: number;
  /** What became of whom so far; only what has been counted. */
  readonly counts: Partial<RunCounts>;
}

export interface Run {
  /** `<connector>-<number>` */
  readonly id: string;
  readonly connector: string;
  readonly number: number;
  readonly kind: RunKind;
  readonly simulated: boolean;
  readonly ident: string | null;
  readonly request: RunRequest;
  readonly startedBy: string | null;
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
  /** Of a run that goes on; null before the first note, and afterwards. */
  readonly progress: RunProgress | null;
  /** Its process stopped before it was over, and no run has gone on with it yet. */
  readonly interrupted: boolean;
}

export type RunEnd = Pick<Run, 'kind' | 'status' | 'counts' | 'messages' | 'guards' | 'phases' | 'coversAll'> & {
  readonly now: number;
  readonly interrupted?: boolean;
};

export interface RunsQuery extends PageQuery {
  readonly connector?: string | undefined;
  /** Only runs in which somebody failed, or that did not come to their end. */
  readonly withErrors?: boolean | undefined;
}

export interface RunStore {
  create(run: NewRun): Promise<Run>;
  finish(id: string, end: RunEnd): Promise<void>;
  get(id: string): Promise<Run | undefined>;
  /** Newest first. */
  list(connector: string, limit: number): Promise<readonly Run[]>;
  /** Of all connectors, newest first. */
  page(query: RunsQuery): Promise<Page<Run>>;
  /** Notes how far the run has come (null: as before). Tells whether somebody asked it to stop. */
  note(id: string, progress: RunProgress | null): Promise<{ readonly cancelRequested: boolean }>;
  /** Asks a run to stop, whichever process it is in; false when it does not go on. */
  requestCancel(id: string): Promise<boolean>;
  /** Runs that were interrupted and that nothing has gone on with, oldest first. */
  interrupted(): Promise<readonly Run[]>;
  /** Nothing needs to go on with this run any more. */
  clearInterrupted(id: string): Promise<void>;
  /** Runs of the connector that never ended, oldest first. */
  unfinished(connector: string): Promise<readonly Run[]>;
}
