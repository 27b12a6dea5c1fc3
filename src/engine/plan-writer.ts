import type { CancelSignal } from '../core/cancellation.ts';
import type { PlanFacts } from '../core/guards/evaluate.ts';
import type { UnplacedItem } from '../core/planning/person.ts';
import type { PlanItem } from '../core/planning/plan.ts';
import type { RunContext } from './context.ts';
import type { PlanRequest } from './plan.ts';

const pageSize = 1_000;

/** Numbers the items of a plan in their order, stores them page by page, and counts what the guards ask for. */
export class PlanWriter {
  /** Accounts that stand in a conflict of this plan. */
  readonly contested = new Set<number>();
  /** Accounts that this plan gives to another source id. */
  readonly relinked = new Set<number>();
  readonly signal: CancelSignal;
  readonly #context: RunContext;
  readonly #request: PlanRequest;
  readonly #facts = { disables: 0, deletes: 0, renames: 0, relinks: 0, membershipRemovals: 0 };
  #page: PlanItem[] = [];
  #seq = 0;
  #touched = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(context: RunContext, request: PlanRequest) {
    this.#context = context;
    this.#request = request;
    this.signal = context.signal;
  }

  get facts(): Omit<PlanFacts, 'accounts' | 'memberships' | 'listed'> {
    return this.#facts;
  }

  /** How many items there are so far. */
  get size(): number {
    return this.#seq;
  }

  /** How many people are in scope, for the progress. */
  expect(touched: number): void {
    this.#touched = touched;
    this.#tell();
  }

  async place(item: UnplacedItem): Promise<void> {
    this.#page.push({ ...item, seq: this.#seq });
    this.#seq += 1;
    this.#count(item);
    if (this.#page.length >= pageSize) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#last;
  }

  /** One page may be on its way while the next one is made. */
  async #flush(): Promise<void> {
    const page = this.#page;
    this.#page = [];
    await this.#last;
    const { store, connector } = this.#context;
    const { run, simulate } = this.#request;
    this.#last = store.plans.append(connector.id, run, page, !simulate);
    // Whoever waits for it hears of a failure.
    this.#last.catch(() => {});
    this.#tell();
  }

  #count(item: UnplacedItem): void {
    const facts = this.#facts;
    const { account, before, after, status } = item;
    if (item.conflict !== null && account !== null) this.contested.add(account);
    if (item.relinks && account !== null) this.relinked.add(account);
    if (item.relinks) facts.relinks += 1;
    if (item.action === 'delete') facts.deletes += 1;
    if (item.action !== 'update' || status === null) return;
    if (before?.active === true && after?.active === false) facts.disables += 1;
    if (before?.username !== after?.username && !item.cleansUp) facts.renames += 1;
    if (!item.cleansUp) facts.membershipRemovals += item.removeGroups.length;
  }

  #tell(): void {
    const { connector, progress } = this.#context;
    const run = `${connector.id}-${this.#request.run}`;
    progress({ run, phase: 'plan', done: this.#seq, total: this.#touched });
  }
}
