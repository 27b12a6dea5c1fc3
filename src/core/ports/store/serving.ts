import type { Restriction } from '../../search/restriction.ts';
import type { DirectoryState } from './applications.ts';

/** What an application sees: directories in order, of which the first that has a name wins. */
export interface ServedScope {
  readonly directories: readonly string[];
  /** See `Application.aggregateMemberships`. */
  readonly aggregate: boolean;
}

export interface ServedUser {
  readonly directory: string;
  readonly number: number;
  /** Stable, unique, never used again. */
  readonly key: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly active: boolean;
  /** Synced ones, and beside them those that products stored. */
  readonly attributes: ServedAttributes;
  /** Null where it is not known any more. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

export interface ServedGroup {
  readonly directory: string;
  readonly name: string;
  readonly description: string | null;
  readonly attributes: ServedAttributes;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

export type ServedAttributes = { readonly [name: string]: readonly string[] };

/** Whose attribute it is, by name. */
export interface AttributeOwner {
  readonly kind: 'user' | 'group';
  readonly name: string;
}

/**
 * A group with the names of its direct members, people and groups. One with many comes in parts, one after the other: its
 * people in all of them, its groups in the last.
 */
export interface ServedMembership {
  readonly group: string;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly begins: boolean;
  readonly ends: boolean;
}

/** What tells one person from another: the username in any case, the key, or the account's number. */
export type ServedIdent = { readonly name: string } | { readonly key: string } | { readonly number: number };

/** A part of a list by name. */
export interface ServedRange {
  /** How many are left out before it. */
  readonly start: number;
  /** At most so many. */
  readonly limit: number;
}

/** Somebody who is there. */
export interface ChangedUser {
  readonly user: ServedUser;
  /** Not there before. */
  readonly created: boolean;
  /** The groups that they are a direct member of now; undefined: as before. */
  readonly groups: readonly string[] | undefined;
}

export interface ChangedGroup {
  readonly group: ServedGroup;
  readonly created: boolean;
  /** The groups that it is in, and that are in it; undefined: as before. */
  readonly nesting: { readonly parents: readonly string[]; readonly children: readonly string[] } | undefined;
}

/** What became of the people and groups between two states, to be followed in the order of these fields. */
export interface ServedChanges {
  readonly state: readonly DirectoryState[];
  /** Whoever had these names in the earlier state is gone; somebody else may have them now. */
  readonly deletedUsers: readonly string[];
  readonly users: readonly ChangedUser[];
  readonly deletedGroups: readonly string[];
  readonly groups: readonly ChangedGroup[];
}

/**
 * Directories as applications read them. What gives pages is as of one moment at which no run was half done: it throws
 * `busy` while one is, and goes on seeing what was when it began, whatever is written meanwhile. Single look-ups see the
 * moment at which they are made. A directory that is not there throws `not-found`. Names are compared by their key (`nameKey`).
 */
export interface ServingStore {
  /** The state at this moment. Throws `busy` while a run is half done, and `not-found` for a directory that is not there. */
  state(directories: readonly string[]): Promise<readonly DirectoryState[]>;
  /** By name. */
  users(scope: ServedScope, restriction: Restriction, range: ServedRange): AsyncIterable<readonly ServedUser[]>;
  groups(scope: ServedScope, restriction: Restriction, range: ServedRange): AsyncIterable<readonly ServedGroup[]>;
  /** Every group, also those without members; by name. */
  memberships(scope: ServedScope): AsyncIterable<readonly ServedMembership[]>;
  /**
   * What changed since; nothing and the same state while a run is half done. Undefined when it cannot be told: another
   * life, a state that is too old, or more than `most` changes.
   */
  changes(scope: ServedScope, since: readonly DirectoryState[], most: number): Promise<ServedChanges | undefined>;
  user(scope: ServedScope, ident: ServedIdent): Promise<ServedUser | undefined>;
  group(scope: ServedScope, name: string): Promise<ServedGroup | undefined>;
  /** The groups that the user (by name) is in; undefined when there is no such user. `nested`: also through groups. */
  groupsOfUser(scope: ServedScope, user: string, nested: boolean): Promise<readonly ServedGroup[] | undefined>;
  /** The groups that the group is in; undefined when there is no such group. */
  parentsOf(scope: ServedScope, group: string, nested: boolean): Promise<readonly ServedGroup[] | undefined>;
  childrenOf(scope: ServedScope, group: string, nested: boolean): Promise<readonly ServedGroup[] | undefined>;
  /** The people in the group, by name; undefined when there is no such group. */
  usersOfGroup(
    scope: ServedScope,
    group: string,
    nested: boolean,
    range: ServedRange,
  ): Promise<readonly ServedUser[] | undefined>;
  /**
   * Keeps what a product says of somebody, beside what is synced; one of the same name is replaced. False when nobody has
   * the name.
   */
  storeAttributes(scope: ServedScope, owner: AttributeOwner, attributes: ServedAttributes): Promise<boolean>;
  /** False when nobody has the name. */
  removeAttribute(scope: ServedScope, owner: AttributeOwner, name: string): Promise<boolean>;
  isMember(scope: ServedScope, group: string, user: string, nested: boolean): Promise<boolean>;
}
