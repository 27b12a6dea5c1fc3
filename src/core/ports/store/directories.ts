import type { Account } from '../../people.ts';
import type { ApplyContext, Outcome, PlannedChange, TargetAccount } from '../target.ts';
import type { LocalChange } from './local-changes.ts';
import type { Page, SearchQuery } from './page.ts';
import type { DirectoryAuthentication } from './passwords.ts';

/** A line of `directory users`. */
export interface DirectoryUser extends Account {
  readonly connector: string | null;
}

export interface DirectoryGroup {
  readonly name: string;
  readonly description: string | null;
  /** The connector that made the group; null for a local one. */
  readonly connector: string | null;
  /** People who are direct members. */
  readonly members: number;
  /** Names of the groups that are direct members, by name. */
  readonly subgroups: readonly string[];
}

export interface DirectorySummary {
  readonly id: string;
  readonly users: number;
  readonly active: number;
  readonly groups: number;
  readonly authentication: DirectoryAuthentication;
}

/** A membership seen from the group. `connector`: the one that made it; null for a local one. */
export interface DirectoryMember extends Pick<DirectoryUser, 'number' | 'username' | 'fullName' | 'active'> {
  readonly connector: string | null;
  /** The group in the group that this is a membership of, the first by name; null for direct members. */
  readonly through: string | null;
}

/** Whom a look at members is about; left out: the direct members. */
export interface MemberScope {
  /** Also the people who are in the group through groups in groups, each once. */
  readonly nested?: boolean | undefined;
}

/** A membership seen from the user. */
export interface UserMembership {
  readonly group: string;
  readonly connector: string | null;
}

/** One entry of a directory's log of changes, oldest first. It is only ever appended to. */
export interface DirectoryEvent {
  /** Opaque; names the state of the directory after this event. */
  readonly token: string;
  readonly at: number;
  readonly type: 'user-created' | 'user-updated' | 'user-deleted' | 'group-created' | 'group-updated' | 'group-deleted';
  /** The account's number, or null for events of groups. */
  readonly account: number | null;
  /** The username or the group's name at that time. */
  readonly name: string;
  /** Groups that the account was put into, or (`group-updated`) the group was. */
  readonly addedGroups: readonly string[];
  readonly removedGroups: readonly string[];
}

/**
 * Accounts, groups and memberships: the directories of the program itself, and mirrors of what other targets hold.
 * Usernames and group names are unique by their key (`nameKey`); account numbers are never used again.
 */
export interface DirectoryStore {
  /** Makes the directory where it is not there yet. Existing ones stay as they are. */
  ensure(directory: string, kind: 'own' | 'mirror'): Promise<void>;
  list(): Promise<readonly string[]>;
  /** Grows with every change of the directory, whoever made it. */
  revision(directory: string): Promise<number>;
  /** How many accounts are linked to the connector and not cleaned up, and how many memberships it made. */
  managed(directory: string, connector: string): Promise<{ readonly accounts: number; readonly memberships: number }>;
  /**
   * Brings a batch about and writes the journal in one transaction; see `Target.apply` for each change. With
   * `outcomes` the changes have already happened in a target outside, and what became of them is written down.
   */
  apply(
    directory: string,
    changes: readonly PlannedChange[],
    context: Omit<ApplyContext, 'signal'>,
    options: { readonly now: number; readonly outcomes?: readonly Outcome[] },
  ): Promise<readonly Outcome[]>;
  /**
   * Brings about a change that no run makes. Throws `not-found` (an account, a group, or a membership to be removed),
   * `already-exists`, `invalid` (a group would contain itself), and `unsupported` for what a connector manages: it would
   * be as before after the next run.
   */
  change(directory: string, change: LocalChange, now: number): Promise<void>;
  /** Makes a mirror equal to what the target lists; accounts that are not listed any more lose their name, not their link. */
  mirror(
    directory: string,
    accounts: AsyncIterable<readonly TargetAccount[]>,
    groups: AsyncIterable<readonly string[]>,
  ): Promise<void>;
  /**
   * After `mirror`: gives the connector what its abandoned items of runs after `since` brought about in the target
   * although nobody heard of it. Only the first `batch` items of a run can have.
   */
  adoptInterrupted(
    directory: string,
    connector: string,
    abandoned: { readonly since: number; readonly batch: number },
  ): Promise<void>;
  users(directory: string): AsyncIterable<readonly DirectoryUser[]>;
  groups(directory: string): AsyncIterable<readonly DirectoryGroup[]>;
  members(directory: string, scope?: MemberScope): AsyncIterable<readonly { group: string; username: string }[]>;
  /** Counts of one of the program's own directories. */
  summary(directory: string): Promise<DirectorySummary>;
  authentication(directory: string): Promise<DirectoryAuthentication>;
  /** Who checks the passwords of its people from now on. */
  setAuthentication(directory: string, authentication: DirectoryAuthentication): Promise<void>;
  /** By username. `search`: a part of the username, the full name, the e-mail address or the source id. */
  userPage(directory: string, query: SearchQuery): Promise<Page<DirectoryUser>>;
  /** By name. `search`: a part of the name or the description. */
  groupPage(directory: string, query: SearchQuery): Promise<Page<DirectoryGroup>>;
  /** By username; undefined when there is no such group. `search`: a part of the username or the full name. */
  memberPage(
    directory: string,
    groupKey: string,
    query: SearchQuery & MemberScope,
  ): Promise<Page<DirectoryMember> | undefined>;
  /** By name of the group. */
  membershipsOf(directory: string, account: number): Promise<readonly UserMembership[]>;
  /** The account with this number or username. */
  find(directory: string, ident: { number: number } | { nameKey: string }): Promise<DirectoryUser | undefined>;
  /** The token of the newest state. */
  eventToken(directory: string): Promise<string>;
  /** Events after the token; undefined when the token is of another life of the directory or too old. */
  events(directory: string, token: string, limit: number): Promise<readonly DirectoryEvent[] | undefined>;
}
