import { throwIfCancelled } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import { sameAccount } from '../../core/planning/accounts.ts';
import { temporaryName } from '../../core/planning/renames.ts';
import type { Outcome, PlannedChange, Target, TargetAccount, TargetCapabilities } from '../../core/ports/target.ts';

export const memoryTargetCapabilities: TargetCapabilities = {
  transactional: false,
  rename: true,
  disable: true,
  delete: true,
  groupCreate: true,
  groupDelete: true,
  nestedGroups: false,
  batchSize: 7,
};

/** How the k-th batch can break. */
export type TargetFault =
  /** Nothing happened. */
  | 'network'
  /** Everything happened; the answer was lost. */
  | 'timeout after it worked'
  /** The first half happened; the answer was lost. */
  | 'half of the batch'
  /** Nothing happened; the target asks us to wait. */
  | 'rate-limited';

/** A product's user base in memory for tests, which look inside and tell it when to break. */
export class MemoryTarget implements Target {
  readonly accountsByKey = new Map<string, AccountState>();
  readonly members = new Map<string, Set<string>>();
  /** Batches so far. */
  calls = 0;
  readonly #faults = new Map<number, TargetFault>();
  #lastKey = 0;

  /** Breaks the call-th `apply` from now on (from 1). */
  break(call: number, fault: TargetFault): void {
    this.#faults.set(this.calls + call, fault);
  }

  heal(): void {
    this.#faults.clear();
  }

  /** Adds an account as the product's own administrator would. */
  add(account: AccountState, groups: readonly string[] = []): string {
    this.#lastKey += 1;
    const key = `key-${this.#lastKey}`;
    this.accountsByKey.set(key, account);
    for (const group of groups) this.group(group).add(key);
    return key;
  }

  group(name: string): Set<string> {
    const members = this.members.get(name) ?? new Set();
    this.members.set(name, members);
    return members;
  }

  async *accounts(): AsyncIterable<readonly TargetAccount[]> {
    for (const [key, account] of this.accountsByKey) {
      const groups = [...this.members].filter(([, members]) => members.has(key)).map(([name]) => name);
      // The product knows nothing of source ids.
      yield [{ ...account, sourceId: null, key, groups }];
    }
  }

  async *groups(): AsyncIterable<readonly string[]> {
    yield [...this.members.keys()];
  }

  async apply(changes: readonly PlannedChange[], { signal }: { signal: { aborted: boolean } }): Promise<Outcome[]> {
    throwIfCancelled(signal as AbortSignal);
    this.calls += 1;
    const fault = this.#faults.get(this.calls);
    if (fault === 'network') throw new Failure('transient', 'The target did not answer.');
    if (fault === 'rate-limited') throw new Failure('transient', 'The target asks us to wait.', { retryAfterMs: 1 });
    const part = fault === 'half of the batch' ? changes.slice(0, Math.ceil(changes.length / 2)) : changes;
    const outcomes = part.map((change) => this.#apply(change));
    if (fault !== undefined) throw new Failure('transient', 'The target did not answer in time.');
    return outcomes;
  }

  async test() {
    return [{ name: 'Write accounts', ok: true, message: 'ok' }];
  }

  async close(): Promise<void> {}

  #apply(change: PlannedChange): Outcome {
    const { seq, action, group } = change;
    const done: Outcome = { seq, result: 'done' };
    if (action === 'create-group' && group !== null) this.group(group);
    if (action === 'delete-group' && group !== null) this.members.delete(group);
    if (action === 'create') return this.#create(change);
    if (action === 'update') return this.#update(change);
    return action === 'delete' ? this.#delete(change) : done;
  }

  #delete({ seq, key, before }: PlannedChange): Outcome {
    const current = this.accountsByKey.get(key ?? '');
    if (current !== undefined && before !== null && !sameOutside(current, before)) {
      return { seq, result: 'skipped', message: 'The account was changed since the plan was made.' };
    }
    this.accountsByKey.delete(key ?? '');
    for (const members of this.members.values()) members.delete(key ?? '');
    return { seq, result: 'done' };
  }

  #create(change: PlannedChange): Outcome {
    const { seq } = change;
    const after = change.after as AccountState;
    const existing = this.#owner(after.username);
    if (existing !== undefined && !sameAccount(existing[1], after)) {
      return { seq, result: 'failed', message: `ATTR_ID : ${change.link} : ${existing[0]} exists already` };
    }
    const key = existing?.[0] ?? this.add(after);
    for (const name of change.addGroups) this.group(name).add(key);
    return { seq, result: 'done', key };
  }

  #update(change: PlannedChange): Outcome {
    const { seq, account } = change;
    const key = change.key ?? '';
    const before = change.before as AccountState;
    const after = change.after as AccountState;
    const current = this.accountsByKey.get(key);
    if (current === undefined) return { seq, result: 'skipped', message: 'The account is gone.' };
    const aside = { ...before, username: temporaryName(account ?? 0) };
    if (![before, after, aside].some((state) => sameOutside(current, state))) {
      return { seq, result: 'skipped', message: 'The account was changed since the plan was made.' };
    }
    const owner = this.#owner(after.username);
    if (owner !== undefined && owner[0] !== key)
      return { seq, result: 'failed', message: `${owner[0]} exists already` };
    this.accountsByKey.set(key, after);
    for (const name of change.addGroups) this.group(name).add(key);
    for (const name of change.removeGroups) this.members.get(name)?.delete(key);
    return { seq, result: 'done', key };
  }

  #owner(username: string): [string, AccountState] | undefined {
    return [...this.accountsByKey].find(([, account]) => nameKey(account.username) === nameKey(username));
  }
}

/** Equal in everything that the product knows. */
function sameOutside(one: AccountState, other: AccountState): boolean {
  return sameAccount({ ...one, sourceId: null }, { ...other, sourceId: null });
}
