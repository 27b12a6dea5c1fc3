import type { Situation } from '../../matching/situation.ts';
import type { Attributes, DesiredAccount } from '../../people.ts';
import type { ConflictEvidence } from '../../planning/plan.ts';
import type { ResultAccount, ResultStatus, RunCounts } from '../../runs.ts';
import type { Page, SearchQuery } from './page.ts';

/** What became of one record in one run, as stored; `engine/results.ts` makes the download of it. */
export interface StoredResult {
  /** The number of the run that it is a result of. */
  readonly run: number;
  readonly subject: number;
  readonly sourceId: string;
  readonly status: ResultStatus;
  readonly situation: Situation | null;
  readonly message: string;
  readonly reason: string;
  /** The record as the source returned it; null when it was gone. */
  readonly input: Attributes | null;
  /** What the mapping made of it; null when it made nothing. */
  readonly desired: DesiredAccount | null;
  readonly account: number | null;
  readonly before: ResultAccount | null;
  readonly after: ResultAccount | null;
  readonly addGroups: readonly string[];
  readonly removeGroups: readonly string[];
  readonly conflict: ConflictEvidence | null;
}

export interface ResultQuery {
  /** Only results with one of these. */
  readonly statuses?: readonly ResultStatus[];
  /** Only this person. */
  readonly subject?: number;
}

export type ResultOrder = 'order' | 'username' | '-username' | 'status';

/** A page of the result browser. `search`: a part of a username, a full name, an e-mail address or a source id. */
export interface BrowseQuery extends SearchQuery {
  readonly statuses?: readonly ResultStatus[] | undefined;
  /** `order`: that of the plan, then those who were not modified or filtered. */
  readonly sort: ResultOrder;
}

export interface ConflictQuery extends SearchQuery {
  readonly kind?: string | undefined;
}

export interface ResultStore {
  /** Counted from the journal, and for runs that cover all also from the snapshot of that run. */
  count(connector: string, run: number, coversAll: boolean): Promise<RunCounts>;
  /** Results in pages: what the run stored in the plan's order, then those who were not modified or filtered. */
  list(connector: string, run: number, coversAll: boolean, query: ResultQuery): AsyncIterable<readonly StoredResult[]>;
  browse(connector: string, run: number, coversAll: boolean, query: BrowseQuery): Promise<Page<StoredResult>>;
  /** Open conflicts, oldest run first. `search` as in `browse`; `kind`: one situation. */
  conflictPage(connector: string, query: ConflictQuery): Promise<Page<StoredResult>>;
  /** How many people of the connector have an open conflict. */
  countConflicts(connector: string): Promise<number>;
  /** Open conflicts of the connector. */
  conflicts(connector: string): Promise<readonly StoredResult[]>;
}
