import type { GroupRecord, UserRecord } from '../core/people.ts';
import type { SnapshotEntry } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';
import { type Fingerprinted, groupMapping, mapUser } from './map.ts';

/** People are gathered until there are so many: fewer, larger writes touch every page of the store less often. */
const gathered = 5_000;

/** So many writes may be on their way to the store while the next page is read. */
const inFlight = 2;

/** Maps new and changed records and writes them, one page after the other, behind the reader's back. */
export class SnapshotWriter {
  readonly notices: string[] = [];
  readonly #context: RunContext;
  readonly #run: number;
  readonly #mapGroup;
  readonly #pending: Promise<void>[] = [];
  /** By source id: who comes twice counts as they came last. */
  #users = new Map<string, SnapshotEntry>();
  #last: Promise<void> = Promise.resolve();

  constructor(context: RunContext, run: number) {
    this.#context = context;
    this.#run = run;
    this.#mapGroup = groupMapping(context);
  }

  async users(records: readonly Fingerprinted<UserRecord>[]): Promise<void> {
    const { mapping } = this.#context;
    for (const fresh of records) this.#users.set(fresh.record.sourceId, mapUser(fresh, mapping));
    if (this.#users.size >= gathered) await this.#flush();
  }

  async groups(groups: readonly Fingerprinted<GroupRecord>[]): Promise<void> {
    await this.#flush();
    if (groups.length > 0) await this.#enqueue(() => this.#writeGroups(groups));
  }

  async remove(subjects: readonly number[]): Promise<void> {
    const { store, connector } = this.#context;
    await this.#flush();
    if (subjects.length > 0) await this.#enqueue(() => store.snapshots.remove(connector.id, this.#run, subjects));
  }

  /** Waits for everything that is on its way. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#last;
  }

  async #flush(): Promise<void> {
    const { store, connector } = this.#context;
    const entries = [...this.#users.values()];
    this.#users = new Map();
    if (entries.length > 0) await this.#enqueue(() => store.snapshots.write(connector.id, this.#run, entries));
  }

  async #writeGroups(groups: readonly Fingerprinted<GroupRecord>[]): Promise<void> {
    const { store, connector } = this.#context;
    const entries = groups.map(this.#mapGroup);
    for (const { problem, sourceId } of entries) {
      if (problem !== null) this.notices.push(`Group ${sourceId}: ${problem}`);
    }
    const subjects = await store.snapshots.write(connector.id, this.#run, entries);
    const before = await store.snapshots.members(connector.id, subjects);
    const changes = groups.map(({ record }, position) => {
      const group = subjects[position] ?? 0;
      const gone = new Set(before.get(group));
      const add = [...new Set(record.members)].filter((ref) => !gone.delete(ref));
      return { group, add, remove: [...gone] };
    });
    await store.snapshots.writeEdges(connector.id, this.#run, changes);
  }

  /** A write that fails makes every later one fail with the same error. */
  async #enqueue(write: () => Promise<unknown>): Promise<void> {
    this.#last = this.#last.then(async () => {
      await write();
    });
    // Who waits for it hears of a failure; nobody has to.
    this.#last.catch(() => {});
    this.#pending.push(this.#last);
    if (this.#pending.length > inFlight) await this.#pending.shift();
  }
}
