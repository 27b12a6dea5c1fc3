import { expect } from 'vitest';
import { nameKey } from '../../../src/core/names.ts';
import type { AccountState } from '../../../src/core/people.ts';
import type {
  ApplyContext,
  Outcome,
  PlannedChange,
  Target,
  TargetCapabilities,
} from '../../../src/core/ports/target.ts';
import { account, blankChange } from '../items.ts';

export { account };

/** How a plan names an account: the store's number of it and the target's key. */
export interface Known {
  readonly account: number;
  readonly key: string;
}

export interface Inside {
  readonly accounts: readonly (AccountState & { readonly groups: readonly string[] })[];
  readonly groups: readonly string[];
  /** `group/group in it`; left out where the target has no groups in groups. */
  readonly nestings?: readonly string[];
}

/** A target and a way to look inside, fresh for one check. */
export interface OpenedTarget {
  readonly target: Target;
  /** On whose behalf batches are applied. */
  readonly context: ApplyContext;
  /** Everything that is there; the source ids are null where the target knows nothing of them. */
  inside(): Promise<Inside>;
  /** How a plan would name the account with this username. */
  known(username: string): Promise<Known>;
  close(): Promise<void>;
}

export interface TargetSubject {
  readonly capabilities: TargetCapabilities;
  open(): Promise<OpenedTarget>;
  readonly skip?: { readonly [check: string]: string };
}

type Change = Partial<Omit<PlannedChange, 'seq' | 'action'>>;

/** What the checks get: the opened target, and how to make changes and look at what became of them. */
export class TargetUnderTest {
  readonly subject: TargetSubject;
  readonly opened: OpenedTarget;
  #lastSeq = 0;

  constructor(subject: TargetSubject, opened: OpenedTarget) {
    this.subject = subject;
    this.opened = opened;
  }

  create(after: AccountState, change: Change = {}): PlannedChange {
    return this.#change('create', { status: 'ADDED', situation: 'absent', after, link: after.sourceId, ...change });
  }

  async update(before: AccountState, after: Partial<AccountState>, change: Change = {}): Promise<PlannedChange> {
    const known = await this.opened.known(before.username);
    return this.#change('update', { ...known, before, after: { ...before, ...after }, ...change });
  }

  async delete(before: AccountState): Promise<PlannedChange> {
    const known = await this.opened.known(before.username);
    return this.#change('delete', { ...known, status: 'DELETED', situation: 'source-missing', before });
  }

  createGroup(group: string): PlannedChange {
    return this.#change('create-group', { status: null, situation: null, group });
  }

  /** Puts a group into others, and takes it out of others. */
  updateGroup(group: string, addGroups: readonly string[], removeGroups: readonly string[] = []): PlannedChange {
    return this.#change('update-group', { status: null, situation: null, group, addGroups, removeGroups });
  }

  deleteGroup(group: string): PlannedChange {
    return this.#change('delete-group', { status: null, situation: null, group });
  }

  /** Applies one batch; every change must have one outcome. They come back in the order of the changes. */
  async apply(changes: readonly PlannedChange[], context: Partial<ApplyContext> = {}): Promise<readonly Outcome[]> {
    const outcomes = await this.opened.target.apply(changes, { ...this.opened.context, ...context });
    const seqs = changes.map(({ seq }) => seq);
    expect(
      outcomes.map(({ seq }) => seq).sort((a, b) => a - b),
      'one outcome per change',
    ).toEqual(seqs);
    return seqs.map((seq) => outcomes.find((outcome) => outcome.seq === seq) as Outcome);
  }

  /** Applies one batch, all of which must be done. */
  async done(...changes: readonly PlannedChange[]): Promise<void> {
    expect((await this.apply(changes)).filter(({ result }) => result !== 'done')).toEqual([]);
  }

  /** Adds accounts, and groups with the accounts of these usernames. */
  async given(accounts: readonly AccountState[], groups: { readonly [name: string]: readonly string[] } = {}) {
    await this.done(...Object.keys(groups).map((name) => this.createGroup(name)));
    const names = Object.entries(groups);
    const addGroups = ({ username }: AccountState) =>
      names.flatMap(([name, members]) => (members.includes(username) ? [name] : []));
    await this.done(...accounts.map((each) => this.create(each, { addGroups: addGroups(each) })));
  }

  async expectAccounts(...accounts: readonly AccountState[]): Promise<void> {
    const { accounts: inside } = await this.opened.inside();
    const plain = inside.map(({ groups: _groups, ...each }) => each);
    const expected = accounts.map((each) =>
      this.subject.capabilities.transactional ? each : { ...each, sourceId: null },
    );
    expect(plain.sort(byName)).toEqual(expected.sort(byName));
  }

  async expectGroups(groups: { readonly [name: string]: readonly string[] }): Promise<void> {
    const { accounts, groups: names } = await this.opened.inside();
    const members = (name: string) =>
      accounts.flatMap((each) => (each.groups.includes(name) ? each.username : [])).sort();
    expect(Object.fromEntries(names.map((name) => [name, members(name)]))).toEqual(groups);
  }

  async expectNestings(...nestings: readonly string[]): Promise<void> {
    const inside = await this.opened.inside();
    expect(inside.nestings?.toSorted()).toEqual(nestings);
  }

  #change(action: PlannedChange['action'], change: Change): PlannedChange {
    this.#lastSeq += 1;
    return { ...blankChange, ...change, seq: this.#lastSeq, action };
  }
}

function byName(one: AccountState, other: AccountState): number {
  return nameKey(one.username) < nameKey(other.username) ? -1 : 1;
}
