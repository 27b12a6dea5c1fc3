/** What a product may write into the first of its directories. */
export type ApplicationWrite = 'users' | 'groups' | 'memberships';

/** A product (Jira, Confluence, …) that reads directories by the Crowd protocol. Its password was shown once. */
export interface Application {
  readonly id: number;
  /** Unique without regard to case; the product logs in with it. */
  readonly name: string;
  /** The directories that it sees, in order: the first one that has a name wins. At least one. */
  readonly directories: readonly string[];
  /** Somebody is in the groups that any of the directories gives them; otherwise only in those of their own directory. */
  readonly aggregateMemberships: boolean;
  /** Addresses and networks (CIDR) from which it may call; none: from anywhere. */
  readonly addresses: readonly string[];
  /** Nothing by default. */
  readonly mayWrite: readonly ApplicationWrite[];
  readonly createdAt: number;
  readonly passwordAt: number;
  readonly lastSeenAt: number | null;
  /** When it read all of a directory, or what changed in it, last. */
  readonly fetchedAt: number | null;
  readonly requests: number;
  /** How it called itself last (`User-Agent`). */
  readonly agent: string | null;
  /** Grows when its event tokens are made to expire, so that it reads everything again. */
  readonly tokenLife: number;
}

export type ApplicationSettings = Pick<Application, 'directories' | 'aggregateMemberships' | 'addresses' | 'mayWrite'>;

export type NewApplication = ApplicationSettings & {
  readonly name: string;
  /** SHA-256 of the password: it is generated, so nobody can guess it. */
  readonly hash: string;
  readonly now: number;
};

/** How an application got a state of a directory: all of it, or what changed. */
export type FetchKind = 'full' | 'incremental';

/** An application that serves from the directory of a run. */
export interface ApplicationProgress {
  readonly application: string;
  /** When it first had the state that the run left; null: not yet. */
  readonly reachedAt: number | null;
  readonly kind: FetchKind | null;
  /** When it fetched anything last; null: never. */
  readonly fetchedAt: number | null;
}

/** Applications and how far they have read. */
export interface ApplicationStore {
  /** By name. */
  list(): Promise<readonly Application[]>;
  /** In any case. */
  find(name: string): Promise<(Application & { readonly hash: string }) | undefined>;
  /** Throws `already-exists` when another one has the name. */
  create(application: NewApplication): Promise<Application>;
  /** Throws `not-found`. */
  change(
    id: number,
    change: Partial<ApplicationSettings>,
  ): Promise<{ readonly before: Application; readonly after: Application }>;
  /** Another password, from now on. Throws `not-found`. */
  rotate(id: number, hash: string, now: number): Promise<Application>;
  /** Its event tokens hold no more, so that it reads everything again. Throws `not-found`. */
  expireTokens(id: number): Promise<Application>;
  /** Returns which it was; undefined when there is none. */
  remove(id: number): Promise<Application | undefined>;
  /** Adds to its requests. */
  seen(
    id: number,
    calls: { readonly requests: number; readonly agent: string | null; readonly at: number },
  ): Promise<void>;
  /** It has these states now. */
  fetched(id: number, kind: FetchKind, states: readonly DirectoryState[], at: number): Promise<void>;
  /** Who has fetched what the run did, by name; empty when no application reads the run's directory. */
  progress(run: string): Promise<readonly ApplicationProgress[]>;
}

/** A state of a directory, by the last event that led to it. */
export interface DirectoryState {
  readonly directory: string;
  /** Tells this life of the directory from an earlier one with the same name. */
  readonly life: string;
  readonly event: number;
  /** When that event was; 0 without any. Another event of this number, in a restored backup, was at another time. */
  readonly at: number;
}
