import type { NestingView } from '../../groups/nestings.ts';
import type { PersonView } from '../../matching/view.ts';
import type { PlanAction, PlanItem } from '../../planning/plan.ts';
import type { NameContest } from '../../planning/renames.ts';
import type { PlannedChange } from '../target.ts';

/** Whom a plan is about. */
export type PlanScope =
  | { readonly type: 'all' }
  /** Those who changed at the source after this run, those with something still open, and those in their grace. */
  | { readonly type: 'changed'; readonly since: number }
  | { readonly type: 'subjects'; readonly subjects: readonly number[] };

/** What the store must know to work out who is in scope and who belongs in which group. */
export interface PlanningRules {
  readonly connector: string;
  readonly directory: string;
  readonly run: number;
  readonly scope: PlanScope;
  /** Names of source groups; when not empty, who is in none of them is outside. */
  readonly required: readonly string[];
  /** Display names of target groups that everybody gets. */
  readonly alwaysAssign: readonly string[];
  readonly keepLocal: boolean;
  readonly nested: 'flatten' | 'keep';
  /** Clean-up also takes people out of their groups. */
  readonly cleanupRemovesGroups: boolean;
  /** `present` also yields people in scope who are as they should be. */
  readonly includeUnchanged: boolean;
  /** Look only: not even who is outside the required groups is written down. */
  readonly readOnly: boolean;
}

export interface GroupPlan {
  /** Display names of target groups that are wanted and do not exist. */
  readonly create: readonly string[];
  /** Groups that this connector made, that no record stands for any more, and that have no members of others, people or groups. */
  readonly remove: readonly string[];
}

/** What a listing would lead to, worked out set-wise. */
export interface Planning {
  /** How many people are in scope. */
  readonly touched: number;
  /** Required groups that the snapshot does not have. */
  readonly unknownRequired: readonly string[];
  groups(): Promise<GroupPlan>;
  /**
   * Which groups should be in which, and which are. A group that is not synced is skipped over: what it contains counts for
   * the groups above it. Undefined when nothing of it can have changed.
   */
  nestings(): Promise<NestingView | undefined>;
  /** How many people are in each of these target groups, also through groups in groups; in the order given. */
  peopleIn(groups: readonly string[]): Promise<readonly number[]>;
  /** Names that people want and that others, who are about to give them up, still have. */
  contests(): Promise<readonly NameContest[]>;
  /** People at the source whom the target has differently, in pages. */
  present(pageSize: number): AsyncIterable<readonly PersonView[]>;
  /** Linked accounts that are not cleaned up and whose record is gone, filtered or outside, in pages. */
  absent(pageSize: number): AsyncIterable<readonly PersonView[]>;
  /** Accounts that stand in an open conflict of another connector. */
  contestedElsewhere(): Promise<readonly number[]>;
}

/** Plans, which are also the journal of their run and the results that it stored. */
export interface PlanStore {
  /** Holds one connection of the store while `work` lasts. */
  plan<T>(rules: PlanningRules, work: (planning: Planning) => Promise<T>): Promise<T>;
  /** `open` items stay in the scope of later runs until one settles them. */
  append(connector: string, run: number, items: readonly PlanItem[], open: boolean): Promise<void>;
  /** The next pending items after `seq`, in order. */
  pending(connector: string, run: number, seq: number, limit: number): Promise<readonly PlannedChange[]>;
  /** The next items after `seq`, in order, with what became of them: of one action, or of all (null). */
  items(
    connector: string,
    run: number,
    seq: number,
    limit: number,
    action: PlanAction | null,
  ): Promise<readonly PlanItem[]>;
  countPending(connector: string, run: number): Promise<number>;
  /** What earlier runs left open is settled by this run: everything, or what is about these subjects. */
  settle(connector: string, run: number, subjects: readonly number[] | 'all'): Promise<void>;
  /** What is still pending of the run is not going to happen. */
  abandon(connector: string, run: number): Promise<void>;
  /** Marks links whose record went after run `since`, and takes the mark from those whose record is back. */
  markGone(connector: string, directory: string, since: number, now: number): Promise<void>;
}
