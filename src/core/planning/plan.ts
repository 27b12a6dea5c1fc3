import type { Situation } from '../matching/situation.ts';
import type { AccountState } from '../people.ts';
import type { ResultStatus } from '../runs.ts';

export type PlanAction = 'create-group' | 'update-group' | 'delete-group' | 'create' | 'update' | 'delete' | 'none';

/** Where an item stands. Only `pending` items are still to be applied; `abandoned` ones never will be. */
export type ItemState = 'pending' | 'done' | 'skipped' | 'failed' | 'abandoned' | 'none';

/** What a conflict rests on, for a person to decide. */
export interface ConflictEvidence {
  readonly kind: Situation;
  /** The account that has the name; null where the contest is among records only. */
  readonly account: number | null;
  readonly username: string;
  /** The source id that the account is linked to. */
  readonly linkedTo: string | null;
  /** Since when that id is proven gone (epoch milliseconds); null where it is not. */
  readonly goneSince: number | null;
  /** Other records of the listing that claim the name. */
  readonly claimedBy: readonly string[];
  /** Attributes that are equal on both sides, and those that differ. */
  readonly agree: readonly string[];
  readonly differ: readonly string[];
  readonly proposal: string;
}

/**
 * One line of a plan, and later its journal entry and result. Apply reads nothing but these. Items are applied in the
 * order of `seq`: groups, groups in groups, people (renames in an order in which every name is free), clean-up, removed groups.
 */
export interface PlanItem {
  readonly seq: number;
  readonly action: PlanAction;
  readonly state: ItemState;
  /** Null for groups and for auxiliary steps, which have no result of their own. */
  readonly status: ResultStatus | null;
  /** The store's number of the person or group; null where an item is about no record. */
  readonly subject: number | null;
  readonly situation: Situation | null;
  /** The account to change, or the account that stands in the way; null for one to be created. */
  readonly account: number | null;
  readonly before: AccountState | null;
  readonly after: AccountState | null;
  /** Source id that the account is linked to once the item is done; null: leave the link as it is. */
  readonly link: string | null;
  /** Fingerprint of the desired account that the item brings about; null when something is left open. */
  readonly settles: string | null;
  /** Groups that the account (or the group of `update-group`) is put into, and those that it is taken out of. */
  readonly addGroups: readonly string[];
  readonly removeGroups: readonly string[];
  /** The group of `create-group`, `update-group` and `delete-group`. */
  readonly group: string | null;
  /** The item ends the account of a person who is gone: `apply` marks the link as cleaned up. */
  readonly cleansUp: boolean;
  readonly relinks: boolean;
  /** Why, as a sentence for people. */
  readonly reason: string;
  readonly message: string;
  readonly conflict: ConflictEvidence | null;
}
