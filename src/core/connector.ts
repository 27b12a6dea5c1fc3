import type { MappingRules } from './mapping/rules.ts';

/** A secret as an administrator writes it: where to find it, or (discouraged) the text itself. */
export type SecretReference =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly secret: string }
  | string;

/** Options as stored: secrets are references still. */
export type StoredOptions = {
  readonly [name: string]: string | number | boolean | readonly string[] | SecretReference | undefined;
};

/** What clean-up does to the account of a person who is gone. */
export type CleanupAction = 'disable' | 'delete' | 'anonymize' | 'keep';

/** A limit of a guard: a share of the linked accounts, or a number of them. */
export interface GuardLimit {
  /** At most this share, 0 to 1. */
  readonly share: number;
  /** Up to this many in any case. */
  readonly count: number;
}

export interface GuardSettings {
  readonly maxDisable: GuardLimit;
  readonly maxDelete: GuardLimit;
  readonly maxRename: GuardLimit;
  readonly maxRelink: GuardLimit;
  /** Memberships removed from people who stay. */
  readonly maxMembershipRemovals: GuardLimit;
  /** A listing with less than this share of the last complete one stops the run, 0 to 1. */
  readonly minListing: number;
  /** Usernames that no run changes, creates or links. */
  readonly protected: readonly string[];
}

export interface ScheduleSettings {
  readonly enabled: boolean;
  readonly cron: string;
  readonly timeZone: string;
  /** A run starts up to so many seconds later, so that not everything starts at once. */
  readonly jitterSeconds: number;
}

/**
 * One configured connector, checked and with every default filled in. Stored as JSON, so every value survives
 * JSON.parse(JSON.stringify(…)).
 */
export interface ConnectorConfig {
  /** `[a-z0-9-]+` */
  readonly id: string;
  readonly name: string;
  readonly source: { readonly type: string; readonly options: StoredOptions };
  readonly target: { readonly type: string; readonly options: StoredOptions };
  readonly provisioning: {
    /** `source-id`: by the provider's own id. `username`: by name. */
    readonly primaryAttribute: 'source-id' | 'username';
    readonly mapping: MappingRules;
    readonly onConflict:
      | { readonly action: 'ask' }
      /** Relink by itself when the old id is proven gone and all of these target attributes agree. */
      | { readonly action: 'relink'; readonly ifSame: readonly string[] };
  };
  readonly groups: {
    /** Names of source groups; when not empty, only their members (also through nested groups) are synced. */
    readonly required: readonly string[];
    /** Globs over source group names: which groups are synced. */
    readonly include: readonly string[];
    readonly exclude: readonly string[];
    /** Target groups that every synced person is a member of. */
    readonly alwaysAssign: readonly string[];
    /** Memberships that were not made by this connector are left alone. */
    readonly keepLocal: boolean;
    /** Groups in groups. `flatten`: people are members of the groups above as well. `keep`: the groups are put into each other. */
    readonly nested: 'flatten' | 'keep';
  };
  readonly sync: {
    readonly cleanup: { readonly action: CleanupAction; readonly removeGroups: boolean; readonly graceDays: number };
    readonly schedule: ScheduleSettings;
    /** A delta run becomes a full one when the last full one is older than this. */
    readonly fullEveryHours: number;
  };
  readonly guards: GuardSettings;
}
