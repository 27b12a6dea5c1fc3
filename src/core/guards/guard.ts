/** A rule that stopped a plan, in numbers and in words. */
export interface GuardFinding {
  readonly guard: string;
  /** What the plan would do. */
  readonly found: number;
  /** What is allowed. */
  readonly limit: number;
  /** For people: what would happen, what the limit is, what to look at. */
  readonly message: string;
}
