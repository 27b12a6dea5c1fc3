import type { GroupRecord, UserRecord } from '../core/people.ts';
import type { SnapshotEntry } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';
import { type Fingerprinted, groupMapping, mapUser } from './map.ts';

/** People are gathered until there are so many. */
const gathered = 2_000;

/** Groups are written together as long as they have no more members than this. */
const membersAtOnce = 20_000;

/** So many writes may be on their way to the store while the next page is read. */
const inFlight = 2;

/** Maps new and changed records and writes them behind the reader's back. */
export class SnapshotWriter {
  readonly notices: string[] = [];
  readonly #context: RunContext;
  readonly #run: number;
  readonly #mapGroup;
  readonly #pending: Promise<unknown>[] = [];
  /** By source id: who comes twice counts as they came last. */
  #users = new Map<string, SnapshotEntry>();
  #lastGroups: Promise<void> = Promise.resolve();

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

  /** Groups are compared with the members that they have, so one write follows the other. */
  async groups(groups: readonly Fingerprinted<GroupRecord>[]): Promise<void> {
    for (const chunk of byMembers(groups)) {
      await this.#enqueue(() => {
        this.#lastGroups = this.#lastGroups.then(() => this.#writeGroups(chunk));
        return this.#lastGroups;
      });
    }
  }

  /** Waits for everything that is on its way. */
  async finish(): Promise<void> {
    await this.#flush();
    await Promise.all(this.#pending);
  }

  /** Ends what is gone; what is on its way to the store comes first. */
  async remove(subjects: readonly number[]): Promise<void> {
    const { store, connector } = this.#context;
    await this.finish();
    if (subjects.length > 0) await store.snapshots.remove(connector.id, this.#run, subjects);
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
      const gone = new Set(before[position]);
      const add = [...new Set(record.members)].filter((ref) => !gone.delete(ref));
      return { group, add, remove: [...gone] };
    });
    await store.snapshots.writeEdges(connector.id, this.#run, changes);
  }

  /** A write that failed is heard of when it is waited for: at the latest by `finish`. */
  async #enqueue(write: () => Promise<unknown>): Promise<void> {
    const writing = write();
    writing.catch(() => {});
    this.#pending.push(writing);
    if (this.#pending.length > inFlight) await this.#pending.shift();
  }
}

function* byMembers(groups: readonly Fingerprinted<GroupRecord>[]): Generator<Fingerprinted<GroupRecord>[]> {
  let chunk: Fingerprinted<GroupRecord>[] = [];
  let members = 0;
  for (const group of groups) {
    chunk.push(group);
    members += group.record.members.length;
    if (members < membersAtOnce) continue;
    yield chunk;
    chunk = [];
    members = 0;
  }
  if (chunk.length > 0) yield chunk;
}
