/** A part of a list, and where the next part begins. */
export interface Page<T> {
  readonly items: readonly T[];
  /** To be given as `after`; null at the end. */
  readonly next: string | null;
}

/** Which part of a list. Throws `invalid` for an `after` that no page gave. */
export interface PageQuery {
  /** What the page before gave as `next`; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}

/** A part of a list of those that fit a search: without regard to case, a part of one of the texts that are named. */
export interface SearchQuery extends PageQuery {
  readonly search?: string | undefined;
}
