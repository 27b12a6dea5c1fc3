import type { CancelSignal } from '../cancellation.ts';
import type { OptionProblem, OptionSpec, OptionValues } from '../options.ts';
import type { AccountState } from '../people.ts';
import type { PlanItem } from '../planning/plan.ts';
import type { SourceCheck } from './source.ts';

/** What a target can do. The engine asks this declaration, never which system it talks to. */
export interface TargetCapabilities {
  /** Accounts live in the program's own store: `apply` writes the journal in the same transaction and nothing is mirrored. */
  readonly transactional: boolean;
  readonly rename: boolean;
  readonly disable: boolean;
  readonly delete: boolean;
  readonly groupCreate: boolean;
  readonly groupDelete: boolean;
  /** Groups can be members of groups. Only for transactional targets: a mirror knows nothing of what a target has nested. */
  readonly nestedGroups: boolean;
  /** At most this many changes in one `apply`. */
  readonly batchSize: number;
}

/** An account as the target lists it, with the names of the groups it is a direct member of. */
export interface TargetAccount extends AccountState {
  /** The target's stable key. */
  readonly key: string;
  readonly groups: readonly string[];
}

/** One item of a plan, as a target is asked to bring it about. Only pending items are asked for. */
export interface PlannedChange extends PlanItem {
  /** The target's own key of the account; null for a new one. */
  readonly key: string | null;
}

/** What became of one change. */
export type Outcome =
  | { readonly seq: number; readonly result: 'done'; readonly key?: string }
  /** The account is not as it was when the plan was made; nothing was changed. */
  | { readonly seq: number; readonly result: 'skipped'; readonly message: string }
  | { readonly seq: number; readonly result: 'failed'; readonly message: string };

/** The run on whose behalf a batch is applied. A transactional target writes the outcomes to its journal itself. */
export interface ApplyContext {
  readonly connector: string;
  readonly run: string;
  /** Grows with every holder of the connector's lease; a batch with an older one is refused with `busy`. */
  readonly fence: number;
  readonly signal: CancelSignal;
}

/**
 * Where accounts live.
 *
 * `apply` takes the changes in order and gives one outcome per change, in any order. Each change first compares
 * `before` with what is there: a difference means `skipped`. Applying a change that has already happened is `done`
 * again (the target may have worked before an answer was lost): a `create` whose account exists with exactly the state
 * `after`, an `update` whose account is already as `after`, a `delete` of what is gone, a membership that is there, a group that is in
 * another one already, or is not in it any more.
 * An update whose account has its `temporaryName` is in the middle of a swap: apart from the name it is compared as
 * usual. A name that is taken means `failed` with the other account in the message. A `Failure` that is thrown is about the
 * whole batch: `transient` (nothing is known, may be repeated), `unauthorized`, `busy`, `cancelled`.
 */
export interface Target {
  /** Every account with its groups. Ends whole or throws. Not called on transactional targets. */
  accounts(signal: CancelSignal): AsyncIterable<readonly TargetAccount[]>;
  /** The names of all groups. Not called on transactional targets. */
  groups(signal: CancelSignal): AsyncIterable<readonly string[]>;
  apply(changes: readonly PlannedChange[], context: ApplyContext): Promise<readonly Outcome[]>;
  test(signal: CancelSignal): Promise<readonly SourceCheck[]>;
  close(): Promise<void>;
}

/** A type of target: its description as data. How one is opened is the business of the wiring, which has the store. */
export interface TargetType {
  readonly type: string;
  readonly label: string;
  readonly capabilities: TargetCapabilities;
  readonly options: readonly OptionSpec[];
  readonly check?: (options: OptionValues) => readonly OptionProblem[];
  /** The directory of the store in which the accounts stand: the target's own, or the mirror of what it holds. */
  readonly directory: (connector: string, options: OptionValues) => string;
}
