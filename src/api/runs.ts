import { z } from 'zod';
import { time } from './common.ts';

export const runCounts = z.object({
  result: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  notModified: z.number().int(),
  failed: z.number().int(),
  deleted: z.number().int(),
  filtered: z.number().int(),
  disabled: z.number().int(),
  enabled: z.number().int(),
  renamed: z.number().int(),
  relinked: z.number().int(),
  conflicts: z.number().int(),
  groupsAdded: z.number().int(),
  groupsRemoved: z.number().int(),
  membershipsAdded: z.number().int(),
  membershipsRemoved: z.number().int(),
});

/** How far a run has come; also the data of the events of `GET /runs/:id/events`. */
export const progress = z.object({
  phase: z.enum(['read', 'match', 'plan', 'guard', 'apply']),
  done: z.number().int(),
  /** Null when nobody knows. */
  total: z.number().int().nullable(),
  /** People (or changes) a second, in this phase. */
  rate: z.number().nullable(),
  /** Milliseconds that are left of this phase. */
  left: z.number().nullable(),
  at: time,
});
export type ProgressAnswer = z.infer<typeof progress>;

export const run = z.object({
  id: z.string(),
  connector: z.string(),
  number: z.number().int(),
  kind: z.enum(['full', 'delta', 'single']),
  simulated: z.boolean(),
  /** Single-user runs: whom. */
  user: z.string().nullable(),
  status: z.enum(['running', 'succeeded', 'partially-failed', 'failed', 'awaiting-approval', 'refused', 'cancelled']),
  /** An administrator's username, `schedule`, `command line`, or null where that was not noted. */
  startedBy: z.string().nullable(),
  startedAt: time,
  finishedAt: time.nullable(),
  counts: runCounts,
  messages: z.array(z.string()),
  guards: z.array(z.object({ guard: z.string(), found: z.number(), limit: z.number(), message: z.string() })),
  /** Milliseconds by phase. */
  phases: z.record(z.string(), z.number()),
  /** Of a run that goes on. */
  progress: progress.nullable(),
});
export type RunAnswer = z.infer<typeof run>;

/** `POST /connectors/:id/runs` → 202 with the run. */
export const runRequest = z.object({
  /** Left out: what changed since the last run where the source can say so, else everything. */
  full: z.boolean().default(false),
  simulate: z.boolean().default(false),
  /** Only this person: a source id, a username (before or after its transformation), or an e-mail address. */
  user: z.string().min(1).max(500).optional(),
  /** With `user`: sync with the username as primary attribute. */
  byUsername: z.boolean().default(false),
});

export const runsQuery = z.object({
  connector: z.string().optional(),
  /** Only runs in which somebody failed, or that did not come to their end. */
  withErrors: z.stringbool().optional(),
});

/** Events of `GET /runs/:id/events`: `run` whenever the run changed (the last one when it is over), `progress` in between. */
export type RunEvent =
  | { readonly type: 'run'; readonly run: RunAnswer }
  | { readonly type: 'progress'; readonly progress: ProgressAnswer };

export const resultStatus = z.enum([
  'ADDED',
  'UPDATED',
  'ENABLED',
  'DISABLED',
  'DELETED',
  'NOT_MODIFIED',
  'FILTERED',
  'FAILED',
  'SKIPPED',
]);

/** A row of the result browser. */
export const resultRow = z.object({
  subject: z.number().int(),
  status: resultStatus,
  situation: z.string().nullable(),
  message: z.string(),
  reason: z.string(),
  /** ATTR_ID, ATTR_NAME, full name and e-mail as they were mapped, or as they stand on the account. */
  sourceId: z.string(),
  username: z.string().nullable(),
  fullName: z.string().nullable(),
  email: z.string().nullable(),
  account: z.number().int().nullable(),
  /** What changed, in short: names of attributes and groups. */
  changed: z.array(z.string()),
  conflict: z.string().nullable(),
});
export type ResultRow = z.infer<typeof resultRow>;

/** `GET /runs/:id/results`: keyset pages in the order of `sort`. */
export const resultsQuery = z.object({
  /** One word of the filter: `failed`, `added`, `not-modified` …; left out: all. */
  status: z.string().optional(),
  /** A part of a username, a full name, an e-mail address or a source id. */
  search: z.string().max(200).optional(),
  sort: z.enum(['order', 'username', '-username', 'status']).default('order'),
});

/** `GET /runs/:id/results/:subject`: the whole of one result, as it is downloaded. */
export const resultDocument = z.object({
  status: resultStatus,
  message: z.string(),
  situation: z.string().nullable(),
  reason: z.string(),
  ATTR_ID: z.string(),
  ATTR_NAME: z.string().nullable(),
  account: z.number().int().nullable(),
  inputUser: z.record(z.string(), z.unknown()).nullable(),
  outputUser: z.record(z.string(), z.unknown()).nullable(),
  existingUser: z.record(z.string(), z.unknown()).nullable(),
  changes: z.array(z.object({ attribute: z.string(), before: z.unknown(), after: z.unknown() })),
  groupsAdded: z.array(z.string()),
  groupsRemoved: z.array(z.string()),
  conflict: z.record(z.string(), z.unknown()).nullable(),
});
export type ResultDocumentAnswer = z.infer<typeof resultDocument>;

/** `GET /runs/:id/results/download` */
export const downloadQuery = z.object({
  status: z.string().default('all'),
  format: z.enum(['json', 'ndjson', 'csv']).default('json'),
});

/** `GET /runs/:id/plan` */
export const planQuery = z.object({
  /** Only changes of this kind. */
  action: z.enum(['create-group', 'update-group', 'delete-group', 'create', 'update', 'delete', 'none']).optional(),
});

/** `GET /runs/:id/plan`: what the run would change or changed, in order. */
export const planItem = z.object({
  seq: z.number().int(),
  action: z.string(),
  state: z.string(),
  status: resultStatus.nullable(),
  account: z.number().int().nullable(),
  group: z.string().nullable(),
  username: z.string().nullable(),
  changes: z.array(z.object({ attribute: z.string(), before: z.unknown(), after: z.unknown() })),
  addGroups: z.array(z.string()),
  removeGroups: z.array(z.string()),
  reason: z.string(),
  message: z.string(),
});

/** `GET /connectors/:id/conflicts` */
export const conflictsQuery = z.object({
  /** A part of a username, a full name, an e-mail address or a source id. */
  search: z.string().max(200).optional(),
  /** A situation, such as `recreated`. */
  kind: z.string().max(50).optional(),
});

/** `GET /connectors/:id/conflicts`: open ones. */
export const conflict = resultDocument.extend({ run: z.string(), subject: z.number().int() });
export type ConflictAnswer = z.infer<typeof conflict>;
