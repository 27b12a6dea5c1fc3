import type { CancelSignal } from '../cancellation.ts';
import type { MappingRules } from '../mapping/rules.ts';
import type { OptionProblem, OptionSpec, OptionValues } from '../options.ts';
import type { GroupRecord, UserRecord } from '../people.ts';

/** What a source can do. The engine asks this declaration, never which system it talks to. */
export interface SourceCapabilities {
  /** `changes` works: the source can say what changed since a cursor. */
  readonly delta: boolean;
  /** Deletions can be believed from `changes`: it reports them, or lists everything that is present. */
  readonly deltaDeletions: boolean;
  /** `find` works: one person can be looked up without listing everyone. */
  readonly find: boolean;
  /** Groups may be members of groups. */
  readonly nestedGroups: boolean;
  /** `authenticate` works: the source can be asked whether a password is somebody's. */
  readonly authenticate: boolean;
}

/** One piece of an answer. Pages come in any order; a person or group may come twice (the last one counts). */
export type SourceEvent =
  | { readonly type: 'users'; readonly records: readonly UserRecord[] }
  | { readonly type: 'groups'; readonly records: readonly GroupRecord[] }
  /** `changes` only: these are gone for certain. */
  | { readonly type: 'gone'; readonly kind: 'user' | 'group'; readonly sourceIds: readonly string[] }
  /** `changes` only: references of everything that is there; who is not among them at the end is gone. */
  | { readonly type: 'present'; readonly kind: 'user' | 'group'; readonly refs: readonly string[] }
  /** Something the administrator should read, such as an ignored referral. */
  | { readonly type: 'notice'; readonly message: string }
  /** How many people the source expects to send, for progress only. */
  | { readonly type: 'expect'; readonly users: number }
  | SourceEnd;

/** The proof that an answer is whole. Nothing follows it. Without it the answer is incomplete and proves no absence. */
export interface SourceEnd {
  readonly type: 'end';
  /** Where the next `changes` may start; null when the source has no delta. Taken *before* the first read. */
  readonly cursor: string | null;
}

export interface FindQuery {
  readonly value: string;
  /** Compare `value` with the source id. */
  readonly sourceId: boolean;
  /** Compare `value` with these raw attributes. */
  readonly attributes: readonly string[];
}

export interface FoundUser {
  readonly record: UserRecord;
  /** Source ids of the groups that the person is a direct member of. */
  readonly groups: readonly string[];
}

/**
 * What a source says to a password. `right` and `wrong`: it is theirs, or not. `expired`: it was theirs, and has to be
 * changed there first. `locked`: they are not let in for now, whatever the password. `not-found`: nobody has the id.
 */
export type PasswordVerdict = 'right' | 'wrong' | 'expired' | 'locked' | 'not-found';

/** One permission or precondition that was tried. */
export interface SourceCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen; where it failed, what is missing and where to grant it. */
  readonly message: string;
}

/**
 * Where people come from. Read only.
 *
 * Every call throws a `Failure`: `unauthorized` for refused credentials or a missing permission, `transient` when the
 * system does not answer, `incomplete` when a listing breaks off (a broken page, a size limit of the server, counts
 * that do not add up), `cancelled` once the signal is raised. No vendor error leaves a source unmapped, and no error
 * text carries a secret.
 */
export interface Source {
  /** Reads everything. Ends with `end`, or throws; it never ends early in silence. May be called again afterwards. */
  read(signal: CancelSignal): AsyncIterable<SourceEvent>;
  /**
   * Reads what changed since the cursor: whole records of changed people, whole groups with all their members.
   * Nothing changed: only `end`. Throws `cursor-refused` before the first event when the cursor does not hold any more,
   * and `unsupported` without the `delta` capability. Idempotent: the same cursor may be used again.
   */
  changes(cursor: string, signal: CancelSignal): AsyncIterable<SourceEvent>;
  /** The people whose id or named attributes equal the value (as the source compares); an empty list when there is none. */
  find(query: FindQuery, signal: CancelSignal): Promise<readonly FoundUser[]>;
  /**
   * Asks the system whether this is the password of the person with the id. It is asked once for each call, because a wrong
   * password may count towards a lock there. An empty password, or one with a NUL, is `wrong` without being sent: systems
   * take it for no password, and let everybody in. Anything but a verdict is thrown as elsewhere, without what was
   * typed and without what the system said; `unsupported` without the `authenticate` capability.
   */
  authenticate(sourceId: string, password: string, signal: CancelSignal): Promise<PasswordVerdict>;
  /** Tries, one by one, what a run will need. A failing permission is a result, not an exception. */
  test(signal: CancelSignal): Promise<readonly SourceCheck[]>;
  /** Frees connections. May be called at any time and more than once. */
  close(): Promise<void>;
}

/** A type of source: its description as data, and how to open one. */
export interface SourceType {
  readonly type: string;
  readonly label: string;
  /** The name of the source id as an attribute, such as `ldap_ID`. */
  readonly idAttribute: string;
  readonly capabilities: SourceCapabilities;
  readonly options: readonly OptionSpec[];
  /** What to do at the far side before the options can be filled in: one sentence or two for each step, in order. */
  readonly setUp: readonly string[];
  /** The mapping that applies where the connector gives none. */
  readonly preset: (options: OptionValues) => MappingRules;
  /** Checks that need several options at once. */
  readonly check?: (options: OptionValues) => readonly OptionProblem[];
  /** `attributes`: the raw attributes that the mapping reads. Opening connects to nothing yet. */
  readonly open: (options: OptionValues, attributes: readonly string[]) => Source;
}
