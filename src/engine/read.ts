import { throwIfCancelled } from '../core/cancellation.ts';
import { Failure } from '../core/errors.ts';
import type { GroupRecord, UserRecord } from '../core/people.ts';
import type { SourceEvent } from '../core/ports/source.ts';
import type { RunContext } from './context.ts';
import { fingerprintGroup, fingerprintUser } from './map.ts';
import { SnapshotIndex } from './snapshot-index.ts';
import { SnapshotWriter } from './snapshot-writer.ts';
import { storable } from './storable.ts';

/** What a read proved. */
export interface ReadReport {
  /** Where the next delta starts. */
  readonly cursor: string | null;
  /** How many people a complete listing had; null after a delta. */
  readonly listed: number | null;
  readonly notices: readonly string[];
}

/** Reads everything into the snapshot. Who is not in a complete listing is gone; an incomplete one throws. */
export async function readFull(context: RunContext, run: number, remap: boolean): Promise<ReadReport> {
  const { connector, store, source, signal } = context;
  const users = await SnapshotIndex.load(store.snapshots.index(connector.id, 'user'));
  const groups = await SnapshotIndex.load(store.snapshots.index(connector.id, 'group'));
  const writer = new SnapshotWriter(context, run);
  const reading = new Reading(context, run);
  for await (const answer of source.read(signal)) {
    const event = reading.take(answer);
    if (event.type === 'users') {
      const fresh = latest(event.records).map(fingerprintUser);
      await writer.users(fresh.filter(({ record, hash }) => !users.see(record.sourceId, hash) || remap));
      reading.people += event.records.length;
    } else if (event.type === 'groups') {
      const fresh = latest(event.records).map(fingerprintGroup);
      await writer.groups(fresh.filter(({ record, hash }) => !groups.see(record.sourceId, hash) || remap));
    }
  }
  const { cursor } = reading.end();
  await writer.finish();
  await store.snapshots.remove(connector.id, run, [...users.unseen(), ...groups.unseen()]);
  return { cursor, listed: users.seen, notices: [...reading.notices, ...writer.notices] };
}

/** Reads what changed since the cursor. */
export async function readChanges(context: RunContext, run: number, cursor: string): Promise<ReadReport> {
  const { connector, store, source, signal } = context;
  const writer = new SnapshotWriter(context, run);
  const reading = new Reading(context, run);
  const present = { user: new Set<string>(), group: new Set<string>() };
  const listed = new Set<'user' | 'group'>();
  for await (const answer of source.changes(cursor, signal)) {
    const event = reading.take(answer);
    if (event.type === 'users') {
      const known = await knownHashes(context, 'user', event.records);
      const fresh = latest(event.records).map(fingerprintUser);
      await writer.users(fresh.filter(({ record, hash }) => known.get(record.sourceId) !== hash));
      reading.people += event.records.length;
    } else if (event.type === 'groups') {
      const known = await knownHashes(context, 'group', event.records);
      const fresh = latest(event.records).map(fingerprintGroup);
      await writer.groups(fresh.filter(({ record, hash }) => known.get(record.sourceId) !== hash));
    } else if (event.type === 'gone') {
      const known = await store.snapshots.lookup(connector.id, event.kind, event.sourceIds);
      await writer.remove(known.map(({ subject }) => subject));
    } else if (event.type === 'present') {
      listed.add(event.kind);
      for (const ref of event.refs) present[event.kind].add(ref);
    }
  }
  const end = reading.end();
  await writer.finish();
  for (const kind of listed)
    await store.snapshots.remove(connector.id, run, await missing(context, kind, present[kind]));
  return { cursor: end.cursor, listed: null, notices: [...reading.notices, ...writer.notices] };
}

/** Subjects whose reference was not listed, or now belongs to somebody newer. */
async function missing(context: RunContext, kind: 'user' | 'group', present: ReadonlySet<string>): Promise<number[]> {
  const newest = new Map<string, { subject: number; since: number }>();
  const gone: number[] = [];
  for await (const page of context.store.snapshots.refs(context.connector.id, kind)) {
    for (const { subject, ref, since } of page) {
      const other = newest.get(ref);
      if (!present.has(ref)) gone.push(subject);
      else if (other === undefined) newest.set(ref, { subject, since });
      else if (since > other.since) {
        gone.push(other.subject);
        newest.set(ref, { subject, since });
      } else gone.push(subject);
    }
  }
  return gone;
}

async function knownHashes(context: RunContext, kind: 'user' | 'group', records: readonly { sourceId: string }[]) {
  const ids = records.map(({ sourceId }) => sourceId);
  const known = await context.store.snapshots.lookup(context.connector.id, kind, ids);
  return new Map(known.map(({ sourceId, hash }) => [sourceId, hash]));
}

/** Of records that come twice on a page the last one counts. */
function latest<T extends UserRecord | GroupRecord>(records: readonly T[]): readonly T[] {
  const byId = new Map(records.map((record) => [record.sourceId, record]));
  return byId.size === records.length ? records : [...byId.values()];
}

/** What every read watches for: the end that proves it whole, notices, progress, cancellation. */
class Reading {
  readonly notices: string[] = [];
  people = 0;
  readonly #context: RunContext;
  readonly #run: string;
  #expected: number | null = null;
  #end: { readonly cursor: string | null } | undefined;

  constructor(context: RunContext, run: number) {
    this.#context = context;
    this.#run = `${context.connector.id}-${run}`;
  }

  /** Gives the event in a form that every store can hold. */
  take(event: SourceEvent): SourceEvent {
    throwIfCancelled(this.#context.signal);
    if (this.#end !== undefined) throw new Failure('incomplete', 'The source went on after the end of its answer.');
    if (event.type === 'notice') this.notices.push(event.message);
    if (event.type === 'expect') this.#expected = event.users;
    if (event.type === 'end') this.#end = event;
    this.#context.progress({ run: this.#run, phase: 'read', done: this.people, total: this.#expected });
    return storable(event);
  }

  end(): { readonly cursor: string | null } {
    if (this.#end !== undefined) return this.#end;
    throw new Failure(
      'incomplete',
      'The source stopped before the end of its listing, so nothing was concluded from it.',
    );
  }
}
