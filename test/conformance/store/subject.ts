import { nameKey } from '../../../src/core/names.ts';
import type { AccountState } from '../../../src/core/people.ts';
import type { PlanItem } from '../../../src/core/planning/plan.ts';
import type { Run, SnapshotEntry, Store } from '../../../src/core/ports/store/index.ts';
import type { ApplyContext, Outcome, PlannedChange } from '../../../src/core/ports/target.ts';
import { connectorConfig } from '../../harness/installation.ts';
import { account, blankChange } from '../items.ts';

export const now = 1_700_000_000_000;

/** What the checks get: a store on data of its own, and short ways to put things into it. */
export class StoreUnderTest {
  readonly store: Store;
  readonly #open: () => Promise<Store>;
  readonly #others: Store[] = [];
  readonly #fences = new Map<string, number>();
  #lastSeq = 0;

  constructor(store: Store, open: () => Promise<Store>) {
    this.store = store;
    this.#open = open;
  }

  /** A second store on the same data. */
  async another(): Promise<Store> {
    const store = await this.#open();
    this.#others.push(store);
    return store;
  }

  async close(): Promise<void> {
    for (const store of [this.store, ...this.#others]) await store.close();
  }

  async connector(id = 'acme'): Promise<void> {
    await this.store.connectors.put(connectorConfig(id), now);
  }

  run(connector = 'acme'): Promise<Run> {
    return this.store.runs.create({ connector, kind: 'full', simulated: false, ident: null, now });
  }

  /** Writes entries of one kind in a run and commits them; returns their subjects. */
  async snapshot(run: number, entries: readonly SnapshotEntry[], connector = 'acme'): Promise<readonly number[]> {
    const subjects = await this.store.snapshots.write(connector, run, entries);
    await this.store.snapshots.commit(connector, run);
    return subjects;
  }

  change(change: Partial<PlannedChange>): PlannedChange {
    this.#lastSeq += 1;
    return { ...blankChange, seq: this.#lastSeq, action: 'create', ...change };
  }

  create(after: AccountState, change: Partial<PlannedChange> = {}): PlannedChange {
    return this.change({ status: 'ADDED', situation: 'absent', after, link: after.sourceId, ...change });
  }

  /** Applies a batch on behalf of a run that holds the lease of its connector. */
  async apply(
    directory: string,
    changes: readonly PlannedChange[],
    { connector = 'acme', run = 1 }: { readonly connector?: string; readonly run?: number } = {},
  ): Promise<readonly Outcome[]> {
    const context: ApplyContext = {
      connector,
      run: `${connector}-${run}`,
      fence: await this.#fence(connector),
      signal: new AbortController().signal,
    };
    return this.store.directories.apply(directory, changes, context, { now });
  }

  /** Makes accounts in a directory; returns their numbers. */
  async accounts(directory: string, ...usernames: readonly string[]): Promise<readonly number[]> {
    await this.apply(
      directory,
      usernames.map((username) => this.create(account(username))),
    );
    const numbers: number[] = [];
    for (const username of usernames) numbers.push(await this.number(directory, username));
    return numbers;
  }

  async number(directory: string, username: string): Promise<number> {
    return (await this.store.directories.find(directory, { nameKey: nameKey(username) }))?.number ?? 0;
  }

  async #fence(connector: string): Promise<number> {
    const known = this.#fences.get(connector);
    if (known !== undefined) return known;
    const request = { holder: 'test:1:1', run: `${connector}-1`, now, ttlMs: 60_000 };
    const answer = await this.store.leases.acquire(connector, request);
    if (!answer.granted) throw new Error('Somebody else has the lease.');
    this.#fences.set(connector, answer.fence);
    return answer.fence;
  }
}

/** A person of a snapshot whose username is the source id. */
export function user(sourceId: string, changes: Partial<SnapshotEntry> = {}): SnapshotEntry {
  const desired = { username: sourceId, fullName: `The ${sourceId}`, attributes: {} };
  return {
    kind: 'user',
    sourceId,
    ref: `ref ${sourceId}`,
    content: JSON.stringify({ uid: sourceId }),
    hash: `hash ${sourceId}`,
    disposition: 'mapped',
    problem: null,
    nameKey: nameKey(sourceId),
    desired: JSON.stringify(desired),
    desiredHash: `desired ${sourceId}`,
    ...changes,
  };
}

export function group(sourceId: string, name = sourceId): SnapshotEntry {
  return {
    ...user(sourceId),
    kind: 'group',
    content: JSON.stringify({ name }),
    nameKey: nameKey(name),
    desired: JSON.stringify(name),
    desiredHash: null,
  };
}

export function item(seq: number, changes: Partial<PlanItem> = {}): PlanItem {
  const { key: _key, ...blank } = blankChange;
  return { ...blank, seq, action: 'create', status: 'ADDED', ...changes };
}

export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
