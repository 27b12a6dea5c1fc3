import type { Attributes, DesiredAccount } from '../../people.ts';
import type { Page, SearchQuery } from './page.ts';

export type SubjectKind = 'user' | 'group';

/** One line of the index of the current snapshot. */
export interface IndexEntry {
  readonly subject: number;
  readonly sourceId: string;
  readonly hash: string;
}

/** How memberships name a subject, and since which run it does so. */
export interface RefEntry {
  readonly subject: number;
  readonly ref: string;
  readonly since: number;
}

/** What the mapping made of a record: an account, or why there is none. */
export type Disposition = 'mapped' | 'filtered' | 'failed';

/** A person or group as it goes into the snapshot. */
export interface SnapshotEntry {
  readonly kind: SubjectKind;
  readonly sourceId: string;
  readonly ref: string;
  /** The record as JSON text, and its hash. */
  readonly content: string;
  readonly hash: string;
  readonly disposition: Disposition;
  /** Why it is filtered or failed. */
  readonly problem: string | null;
  /** The username's or group name's key; null where there is no name. */
  readonly nameKey: string | null;
  /** People: the desired account as JSON text. Groups: their name as JSON text. */
  readonly desired: string | null;
  /** Fingerprint of `desired`. */
  readonly desiredHash: string | null;
}

/** A person of the snapshot, as looked up. */
export interface SnapshotUser {
  readonly subject: number;
  readonly sourceId: string;
  readonly ref: string;
  readonly attributes: Attributes;
  readonly disposition: Disposition;
  readonly problem: string | null;
  readonly desired: DesiredAccount | null;
}

/** The direct members of one group, as a difference. */
export interface EdgeChange {
  readonly group: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** A group of the snapshot, for people to choose from. */
export interface SnapshotGroup {
  readonly name: string;
  /** Direct members, people and groups alike. */
  readonly members: number;
  readonly synced: boolean;
}

export interface SnapshotSize {
  readonly users: number;
  readonly groups: number;
}

/**
 * What each source returned last, in versions: every version is valid from the run that brought it to the run that
 * replaced it, so the snapshot of any run can be read and an unchanged listing writes nothing.
 *
 * Writes of a run count as current at once, for the run itself; the lease keeps every other one away. `commit` makes them
 * stay; `discard` takes back what was written since the last commit. A run that died without either is discarded by the
 * next one.
 */
export interface SnapshotStore {
  /** Every current entry of the kind. */
  index(connector: string, kind: SubjectKind): AsyncIterable<readonly IndexEntry[]>;
  /** The current entries among these source ids. */
  lookup(connector: string, kind: SubjectKind, sourceIds: readonly string[]): Promise<readonly IndexEntry[]>;
  /**
   * Adds or replaces entries (of one kind, no source id twice). Several calls may be on their way at once; they take effect
   * in the order in which they were made. Returns the number of each subject in the order given.
   */
  write(connector: string, run: number, entries: readonly SnapshotEntry[]): Promise<readonly number[]>;
  /** The references of the current direct members of these groups, in the order given. */
  members(connector: string, groups: readonly number[]): Promise<readonly (readonly string[])[]>;
  /** Groups that this run has not written get an entry whose hash fits nothing, so that the next listing compares them. */
  writeEdges(connector: string, run: number, changes: readonly EdgeChange[]): Promise<void>;
  /** These are gone: their entries (and, of groups, the memberships) end with this run. */
  remove(connector: string, run: number, subjects: readonly number[]): Promise<void>;
  /** How every current subject of the kind is named by memberships. */
  refs(connector: string, kind: SubjectKind): AsyncIterable<readonly RefEntry[]>;
  commit(connector: string, run: number): Promise<void>;
  /** Takes back what uncommitted runs wrote. */
  discard(connector: string): Promise<void>;
  /** How many are current. */
  size(connector: string): Promise<SnapshotSize>;
  /** People in a lasting order. `search`: a part of what the source sent, of what was made of it, or of the source id. */
  people(connector: string, query: SearchQuery): Promise<Page<SnapshotUser>>;
  /** Groups by name. `search`: a part of the name. */
  groups(connector: string, query: SearchQuery): Promise<Page<SnapshotGroup>>;
  /** The people who are in one of these groups, also through groups in groups; a name that no group has adds nobody. */
  insiders(connector: string, groups: readonly string[]): AsyncIterable<readonly number[]>;
  findByName(connector: string, nameKey: string): Promise<readonly SnapshotUser[]>;
  findBySourceId(connector: string, sourceId: string): Promise<SnapshotUser | undefined>;
  /** Groups that the person is a direct member of. */
  groupsOf(connector: string, ref: string): Promise<readonly { subject: number; sourceId: string; name: string }[]>;
}
