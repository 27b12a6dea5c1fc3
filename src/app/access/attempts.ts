/** How often something may fail within a time. */
export interface AttemptLimit {
  readonly most: number;
  readonly withinMs: number;
}

const mostKeys = 10_000;

/** Attempts that failed or are still being tried, by whoever made them. Those that succeed do not count. */
export class Attempts {
  readonly #limit: AttemptLimit;
  readonly #clock: () => number;
  /** When each attempt was made, oldest first. */
  readonly #made = new Map<string, readonly number[]>();

  constructor(limit: AttemptLimit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Counts one more. Undefined when it may be made, else after how many milliseconds the next one may. */
  begin(key: string): number | undefined {
    const waitMs = this.wait(key);
    if (waitMs !== undefined) return waitMs;
    const recent = this.#recent(key);
    this.#made.delete(key);
    this.#made.set(key, [...recent, this.#clock()]);
    this.#forgetOldest();
    return undefined;
  }

  /** The same, and counts nothing: for attempts of which many are made at once, and only those that failed are counted. */
  wait(key: string): number | undefined {
    const recent = this.#recent(key);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < this.#limit.most) return undefined;
    return oldest + this.#limit.withinMs - this.#clock();
  }

  #recent(key: string): readonly number[] {
    const since = this.#clock() - this.#limit.withinMs;
    return (this.#made.get(key) ?? []).filter((at) => at > since);
  }

  /** The last attempt did not fail. */
  takeBack(key: string): void {
    this.#made.set(key, (this.#made.get(key) ?? []).slice(0, -1));
  }

  forget(key: string): void {
    this.#made.delete(key);
  }

  /** Keys stand in the order of their last attempts. */
  #forgetOldest(): void {
    for (const [key] of this.#made) {
      if (this.#made.size <= mostKeys) return;
      this.#made.delete(key);
    }
  }
}
