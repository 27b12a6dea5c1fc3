import { sql } from 'kysely';
import type { IndexEntry, RefEntry, SnapshotEntry, SnapshotStore, SubjectKind } from '../../core/ports/store/index.ts';
import { connectorNumber } from '../connectors.ts';
import { type Database, inTexts, rows, transaction } from '../database.ts';
import { groups, insiders, people } from './browse.ts';
import { findByName, findBySourceId, groupsOf } from './lookup.ts';
import { members, remove, writeEdges, writeEntries } from './write.ts';

const pageSize = 5_000;

/** On SQLite transactions take turns in the order in which they begin; on PostgreSQL each has a connection of its own. */
function inOrder<A extends readonly unknown[], R>(
  { dialect }: Database,
  work: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  if (dialect === 'sqlite') return work;
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => work(...args));
    // Whoever made the call hears of its failure; the ones after it go on.
    last = next.catch(() => {});
    return next;
  };
}

export function snapshotStore(database: Database): SnapshotStore {
  const { db } = database;
  const inTransaction = <T>(connector: string, work: (inner: Database, no: number) => Promise<T>): Promise<T> =>
    transaction(database, async (inner) => work(inner, await connectorNumber(inner.db, connector)));
  return {
    index: (connector, kind) => index(database, connector, kind),
    refs: (connector, kind) => refs(database, connector, kind),
    lookup: async (connector, kind, sourceIds) => {
      const no = await connectorNumber(db, connector);
      return rows(
        db,
        sql<IndexEntry>`select v.subject as "subject", s.source_id as "sourceId", v.hash as "hash"
          from subject s join version v on v.subject = s.no and v.until_run is null
          where s.source_id ${inTexts(database.dialect, sourceIds)} and s.connector = ${no} and s.kind = ${kind}`,
      );
    },
    write: inOrder(database, (connector: string, run: number, entries: readonly SnapshotEntry[]) =>
      inTransaction(connector, (inner, no) => writeEntries(inner, no, run, entries)),
    ),
    members: async (connector, groups) => {
      await connectorNumber(db, connector);
      return members(database, groups);
    },
    writeEdges: (connector, run, changes) =>
      inTransaction(connector, (inner, no) => writeEdges(inner, no, run, changes)),
    remove: (connector, run, subjects) => inTransaction(connector, (inner) => remove(inner, run, subjects)),
    commit: async (connector, run) => {
      const no = await connectorNumber(db, connector);
      await db.updateTable('connector').set({ snapshot_run: run }).where('no', '=', no).execute();
    },
    discard: (connector) => inTransaction(connector, discard),
    size: async (connector) => {
      const no = await connectorNumber(db, connector);
      const [size] = await rows(
        db,
        // One for each kind: the index of what is current has the kind before everything else.
        sql<{ users: number; groups: number }>`select
          (select count(*) from version where connector = ${no} and kind = 'user' and until_run is null) as "users",
          (select count(*) from version where connector = ${no} and kind = 'group' and until_run is null) as "groups"`,
      );
      return { users: Number(size?.users ?? 0), groups: Number(size?.groups ?? 0) };
    },
    people: (connector, query) => people(database, connector, query),
    groups: (connector, query) => groups(database, connector, query),
    insiders: (connector, names) => insiders(database, connector, names),
    findByName: (connector, nameKey) => findByName(db, connector, nameKey),
    findBySourceId: (connector, sourceId) => findBySourceId(db, connector, sourceId),
    groupsOf: (connector, ref) => groupsOf(db, connector, ref),
  };
}

async function* index(database: Database, connector: string, kind: SubjectKind): AsyncIterable<readonly IndexEntry[]> {
  const no = await connectorNumber(database.db, connector);
  yield* bySubject((after) =>
    rows(
      database.db,
      sql<IndexEntry>`select v.subject as "subject", s.source_id as "sourceId", v.hash as "hash"
        from version v join subject s on s.no = v.subject
        where v.connector = ${no} and v.kind = ${kind} and v.until_run is null and v.subject > ${after}
        order by v.subject limit ${pageSize}`,
    ),
  );
}

async function* refs(database: Database, connector: string, kind: SubjectKind): AsyncIterable<readonly RefEntry[]> {
  const no = await connectorNumber(database.db, connector);
  yield* bySubject((after) =>
    rows(
      database.db,
      sql<RefEntry>`select subject as "subject", ref as "ref", since_run as "since" from version
        where connector = ${no} and kind = ${kind} and until_run is null and subject > ${after}
        order by subject limit ${pageSize}`,
    ),
  );
}

async function* bySubject<T extends { subject: number }>(read: (after: number) => Promise<T[]>): AsyncIterable<T[]> {
  let after = 0;
  for (;;) {
    const page = await read(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < pageSize) return;
    after = last.subject;
  }
}

/** Takes back what runs wrote that never committed: their versions go, the versions that they ended live on. */
async function discard({ db }: Database, no: number): Promise<void> {
  const committed = sql`(select snapshot_run from connector where no = ${no})`;
  const touched = sql`(select subject from version where connector = ${no} and since_run > ${committed}
    union select subject from version where connector = ${no} and until_run > ${committed})`;
  for (const [table, subject] of [
    ['edge', 'group_subject'],
    ['version', 'subject'],
  ] as const) {
    const own = sql`${sql.ref(subject)} in ${touched}`;
    await sql`delete from ${sql.table(table)} where ${own} and since_run > ${committed}`.execute(db);
    await sql`update ${sql.table(table)} set until_run = null where ${own} and until_run > ${committed}`.execute(db);
  }
}
