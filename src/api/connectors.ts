import { z } from 'zod';
import { check, time } from './common.ts';
import { run } from './runs.ts';

/**
 * A connector in the structure of the connector file (docs/connector-file.md), as JSON. What is wrong in it is told by the
 * same check as for the file, field by field, so nothing here refuses on its own.
 */
export const connectorForm = z.looseObject({ id: z.unknown(), source: z.unknown(), target: z.unknown() });

/** What the check lets through, with every setting written out. A secret is `{ env }`, `{ file }` or `{ secret: name }`. */
export interface ConnectorForm {
  readonly id: string;
  readonly name: string;
  readonly source: { readonly type: string; readonly [option: string]: unknown };
  readonly target: { readonly type: string; readonly [option: string]: unknown };
  readonly provisioning: {
    /** `username`, or the source id's attribute such as `ldap_ID`. */
    readonly primaryAttribute: string;
    /** Rules by target attribute; a text is short for `{ from }`, null takes a rule of the preset away. */
    readonly attributes: { readonly [attribute: string]: RuleForm | string | null };
    readonly onConflict: 'ask' | { readonly 'relink-if-same': readonly string[] };
  };
  readonly groups: {
    readonly required: readonly string[];
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    readonly alwaysAssign: readonly string[];
    readonly keepLocal: boolean;
    readonly nested: 'flatten' | 'keep';
  };
  readonly sync: {
    readonly cleanup: {
      readonly action: 'disable' | 'delete' | 'anonymize' | 'keep';
      readonly removeGroups: boolean;
      readonly graceDays: number;
    };
    readonly schedule: {
      readonly enabled: boolean;
      readonly cron: string;
      readonly timeZone: string;
      /** A run starts up to so many seconds later, by chance, so that not everything starts at once. */
      readonly jitterSeconds: number;
    };
    readonly fullEveryHours: number;
  };
  /** Limits: a number, a share such as `"10%"`, or `{ share, atLeast }`. */
  readonly guards: {
    readonly [guard: string]:
      | number
      | string
      | { readonly share: string; readonly atLeast: number }
      | readonly string[];
  };
}

/** One rule; see docs/mapping.md. Exactly one of `from`, `firstOf`, `join`, `cel`, `value`. */
export interface RuleForm {
  readonly from?: string;
  readonly firstOf?: readonly string[];
  readonly join?: readonly string[];
  readonly with?: string;
  readonly cel?: string;
  readonly value?: string | number | boolean;
  readonly steps?: readonly StepForm[];
  readonly ifNothing?: 'raw' | 'keep' | 'clear' | 'filter';
}

export type StepForm =
  | 'lower'
  | 'upper'
  | 'trim'
  | 'ascii'
  | { readonly before: string }
  | { readonly after: string }
  | { readonly replace: { readonly search: string; readonly with: string } }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly truncate: number };

/** `GET /connectors/:id`. The `ETag` is the version, in quotes; a change needs it as `If-Match`. */
export const connectorAnswer = z.object({
  connector: z.custom<ConnectorForm>((value) => typeof value === 'object'),
  version: z.number().int(),
  updatedAt: time,
  updatedBy: z.string().nullable(),
});
export type ConnectorAnswer = z.infer<typeof connectorAnswer>;

/** A card of the connectors' list. */
export const connectorSummary = z.object({
  id: z.string(),
  name: z.string(),
  source: z.object({ type: z.string(), label: z.string() }),
  target: z.object({ type: z.string(), label: z.string(), directory: z.string() }),
  version: z.number().int(),
  /** People of the last listing. */
  people: z.number().int(),
  groups: z.number().int(),
  openConflicts: z.number().int(),
  /** The run that goes on, with its progress. */
  running: run.nullable(),
  /** The last run that ended and was no simulation. */
  lastRun: run.nullable(),
  /** Runs that ended, oldest first, at most 30: for the small chart. */
  recent: z.array(
    z.object({
      run: z.string(),
      at: time,
      status: z.string(),
      added: z.number().int(),
      updated: z.number().int(),
      failed: z.number().int(),
      disabled: z.number().int(),
    }),
  ),
  /** When the schedule starts the next run; null where it is off. */
  nextRun: time.nullable(),
  /** `ok`, `attention` (some people failed, conflicts, awaiting approval), `broken` (source down, wrong settings), `new` (never run). */
  health: z.enum(['ok', 'attention', 'broken', 'new']),
  /** Why it is not `ok`: a sentence. */
  healthMessage: z.string().nullable(),
});
export type ConnectorSummary = z.infer<typeof connectorSummary>;

/** `POST /connectors/test` (a draft) and `POST /connectors/:id/test`. */
export const testAnswer = z.object({ ok: z.boolean(), source: z.array(check), target: z.array(check) });

/** `GET /connectors/:id/versions`, newest first. */
export const connectorVersion = z.object({
  version: z.number().int(),
  at: time,
  /** Who saved it: an administrator's username, `command line`, or null where that was not noted. */
  by: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type ConnectorVersion = z.infer<typeof connectorVersion>;

/** `GET /connectors/:id/attributes`: raw attributes of the snapshot, for the pickers. */
export const sourceAttribute = z.object({
  name: z.string(),
  /** Of how many people that were looked at. */
  people: z.number().int(),
  sample: z.string().nullable(),
});
export type SourceAttribute = z.infer<typeof sourceAttribute>;

/** `GET /connectors/:id/groups`: groups of the snapshot, for the pickers. */
export const sourceGroup = z.object({ name: z.string(), members: z.number().int(), synced: z.boolean() });

/** `POST /connectors/:id/preview`: what rules that are not saved yet make of the last snapshot. */
export const previewRequest = z.object({
  connector: connectorForm,
  /** Show these people: a part of a name, an address or an id. */
  search: z.string().max(200).optional(),
});

export const previewedPerson = z.object({
  sourceId: z.string(),
  input: z.record(z.string(), z.unknown()),
  outcome: z.enum(['mapped', 'filtered', 'failed']),
  /** The rule that left the person out, or what is missing. */
  message: z.string().nullable(),
  /** `ATTR_NAME`, `ATTR_FULLNAME` … and what the rules make of each. */
  output: z.record(z.string(), z.unknown()).nullable(),
});

export const previewAnswer = z.object({
  people: z.number().int(),
  filtered: z.number().int(),
  failed: z.number().int(),
  /** People whose username somebody else gets too. */
  colliding: z.number().int(),
  /** The first people that match the search; without one, some that differ from each other. */
  examples: z.array(previewedPerson),
  filteredExamples: z.array(previewedPerson),
  failedExamples: z.array(previewedPerson),
  collisions: z.array(z.object({ username: z.string(), sourceIds: z.array(z.string()) })),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;
export type PreviewedPerson = z.infer<typeof previewedPerson>;

/** `POST /schedule/preview` */
export const schedulePreviewRequest = z.looseObject({ cron: z.unknown(), timeZone: z.unknown() });

export const schedulePreview = z.object({
  /** The schedule in words: `every day at 02:00`. */
  words: z.string(),
  next: z.array(time),
});
