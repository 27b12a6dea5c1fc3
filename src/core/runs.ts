import type { AccountState } from './people.ts';

export type RunKind = 'full' | 'delta' | 'single';

/** How a run stands. `running` is the only one that is not final. */
export type RunStatus =
  | 'running'
  | 'succeeded'
  /** It went through, but some people failed. */
  | 'partially-failed'
  | 'failed'
  /** A guard stopped the plan; it waits for a person. */
  | 'awaiting-approval'
  /** It was not allowed to begin. */
  | 'refused'
  | 'cancelled';

export const runPhases = ['read', 'match', 'plan', 'guard', 'apply'] as const;
export type RunPhase = (typeof runPhases)[number];

/** What became of one record. */
export type ResultStatus =
  | 'ADDED'
  | 'UPDATED'
  | 'ENABLED'
  | 'DISABLED'
  | 'DELETED'
  | 'NOT_MODIFIED'
  | 'FILTERED'
  | 'FAILED'
  /** The account had changed since the plan was made, so nothing was done. */
  | 'SKIPPED';

/** The counts of a run. Every result counts once among the statuses; the others say what the changes were. */
export interface RunCounts {
  readonly result: number;
  readonly added: number;
  readonly updated: number;
  readonly notModified: number;
  readonly failed: number;
  readonly deleted: number;
  readonly filtered: number;
  readonly disabled: number;
  readonly enabled: number;
  readonly renamed: number;
  readonly relinked: number;
  readonly conflicts: number;
  readonly groupsAdded: number;
  readonly groupsRemoved: number;
  readonly membershipsAdded: number;
  readonly membershipsRemoved: number;
}

/** Which of the counts a result with this status counts among. */
export const countOfStatus: { readonly [status in ResultStatus]: keyof RunCounts } = {
  ADDED: 'added',
  UPDATED: 'updated',
  ENABLED: 'enabled',
  DISABLED: 'disabled',
  DELETED: 'deleted',
  NOT_MODIFIED: 'notModified',
  FILTERED: 'filtered',
  FAILED: 'failed',
  SKIPPED: 'failed',
};

export const noCounts: RunCounts = {
  result: 0,
  added: 0,
  updated: 0,
  notModified: 0,
  failed: 0,
  deleted: 0,
  filtered: 0,
  disabled: 0,
  enabled: 0,
  renamed: 0,
  relinked: 0,
  conflicts: 0,
  groupsAdded: 0,
  groupsRemoved: 0,
  membershipsAdded: 0,
  membershipsRemoved: 0,
};

/** One attribute that a plan changes; names as an administrator knows them (`ATTR_NAME`, `department`). */
export interface AttributeChange {
  readonly attribute: string;
  readonly before: string | readonly string[] | boolean | null;
  readonly after: string | readonly string[] | boolean | null;
}

/** An account in a result: what exists, or what should. */
export type ResultAccount = AccountState & { readonly groups?: readonly string[] };
