import { sql } from 'kysely';
import type { EdgeChange, SnapshotEntry } from '../../core/ports/store/index.ts';
import { bulk, type Columns, type Database, inNumbers, insertMany, inTexts, rows, takeNumbers } from '../database.ts';

const subjectColumns: Columns = [
  ['no', 'int'],
  ['source_id', 'text'],
];

const versionColumns: Columns = [
  ['subject', 'int'],
  ['record', 'int'],
  ['hash', 'text'],
  ['ref', 'text'],
  ['name_key', 'text'],
  ['disposition', 'text'],
  ['problem', 'text'],
  ['desired', 'text'],
  ['desired_hash', 'text'],
];

/** Adds or replaces the entries (all of one kind, no source id twice); returns their subjects' numbers, in order. */
export async function writeEntries(
  database: Database,
  connector: number,
  run: number,
  entries: readonly SnapshotEntry[],
): Promise<number[]> {
  const numbers = await numberSubjects(database, connector, entries);
  const known = entries.flatMap(({ sourceId }) => numbers.known.get(sourceId) ?? []);
  const records = await reusableRecords(database, known);
  await endVersions(database, run, known);
  const fresh = entries.filter(
    (entry) => records.get(recordKey(numbers.all.get(entry.sourceId), entry.hash)) === undefined,
  );
  const first = fresh.length === 0 ? 0 : await takeNumbers(database.db, 'record', fresh.length);
  const freshRecords = new Map(fresh.map((entry, index) => [entry.sourceId, first + index]));
  await insertMany(
    database,
    'record',
    [
      ['no', 'int'],
      ['content', 'text'],
    ],
    fresh.map((entry, index) => [first + index, entry.content]),
  );
  const subjects = entries.map(({ sourceId }) => numbers.all.get(sourceId) ?? 0);
  const versions = entries.map((entry, index) => {
    const subject = subjects[index] ?? 0;
    const record = freshRecords.get(entry.sourceId) ?? records.get(recordKey(subject, entry.hash)) ?? 0;
    const { hash, ref, nameKey, disposition, problem, desired, desiredHash } = entry;
    return [subject, record, hash, ref, nameKey, disposition, problem, desired, desiredHash];
  });
  const constants = { since_run: run, connector, kind: entries[0]?.kind ?? 'user' };
  await insertMany(database, 'version', versionColumns, versions, { constants });
  return subjects;
}

const recordKey = (subject: number | undefined, hash: string): string => `${subject} ${hash}`;

async function numberSubjects(database: Database, connector: number, entries: readonly SnapshotEntry[]) {
  const kind = entries[0]?.kind ?? 'user';
  const sourceIds = entries.map(({ sourceId }) => sourceId);
  const found = await rows(
    database.db,
    sql<{ no: number; source_id: string }>`select no, source_id from subject
      where source_id ${inTexts(database.dialect, sourceIds)} and connector = ${connector} and kind = ${kind}`,
  );
  const known = new Map(found.map(({ no, source_id }) => [source_id, no]));
  const unknown = sourceIds.filter((sourceId) => !known.has(sourceId));
  if (unknown.length === 0) return { known, all: known };
  const first = await takeNumbers(database.db, 'subject', unknown.length);
  const added = unknown.map((sourceId, index) => [first + index, sourceId] as const);
  await insertMany(database, 'subject', subjectColumns, added, { constants: { connector, kind } });
  return { known, all: new Map([...known, ...added.map(([no, sourceId]) => [sourceId, no] as const)]) };
}

/** Records that the subjects have now: a version whose content is the same again (only its mapping changed) shares it. */
async function reusableRecords({ db, dialect }: Database, subjects: readonly number[]): Promise<Map<string, number>> {
  if (subjects.length === 0) return new Map();
  const found = await rows(
    db,
    sql<{ subject: number; hash: string; record: number }>`select subject, hash, record from version
      where subject ${inNumbers(dialect, subjects)} and until_run is null`,
  );
  return new Map(found.map(({ subject, hash, record }) => [recordKey(subject, hash), record]));
}

async function endVersions({ db, dialect }: Database, run: number, subjects: readonly number[]): Promise<void> {
  if (subjects.length === 0) return;
  const set = inNumbers(dialect, subjects);
  // What this very run wrote before is replaced, not ended.
  await sql`delete from version where subject ${set} and since_run = ${run}`.execute(db);
  await sql`update version set until_run = ${run} where subject ${set} and until_run is null`.execute(db);
}

/** Ends the subjects' versions; of groups also the memberships. */
export async function remove(database: Database, run: number, subjects: readonly number[]): Promise<void> {
  if (subjects.length === 0) return;
  const { db, dialect } = database;
  const set = inNumbers(dialect, subjects);
  await endVersions(database, run, subjects);
  await sql`delete from edge where group_subject ${set} and since_run = ${run}`.execute(db);
  await sql`update edge set until_run = ${run} where group_subject ${set} and until_run is null`.execute(db);
}

export async function members(
  { db, dialect }: Database,
  groups: readonly number[],
): Promise<readonly (readonly string[])[]> {
  const found = await rows(
    db,
    sql<{ group: number; ref: string }>`select group_subject as "group", member_ref as "ref" from edge
      where group_subject ${inNumbers(dialect, groups)} and until_run is null`,
  );
  const byGroup = new Map<number, string[]>(groups.map((group) => [group, []]));
  for (const { group, ref } of found) byGroup.get(group)?.push(ref);
  return groups.map((group) => byGroup.get(group) ?? []);
}

const edgeColumns: Columns = [
  ['group_subject', 'int'],
  ['member_ref', 'text'],
];

/**
 * Gives groups a version of this run, whose fingerprint fits nothing: their members are not as the source listed them
 * last, so the next listing compares them one by one. A group that has a version of this run stays as it is.
 */
async function renewGroups({ db, dialect }: Database, run: number, groups: readonly number[]): Promise<void> {
  const old = sql`subject ${inNumbers(dialect, groups)} and until_run is null and since_run < ${run}`;
  await sql`insert into version (subject, since_run, connector, kind, record, hash, ref, name_key, disposition, problem,
      desired, desired_hash, outside)
    select subject, ${sql.lit(run)}, connector, kind, record, '', ref, name_key, disposition, problem, desired,
      desired_hash, outside from version where ${old}`.execute(db);
  await sql`update version set until_run = ${run} where ${old}`.execute(db);
}

export async function writeEdges(
  database: Database,
  connector: number,
  run: number,
  changes: readonly EdgeChange[],
): Promise<void> {
  const changed = changes.filter(({ add, remove: gone }) => add.length + gone.length > 0);
  await renewGroups(
    database,
    run,
    changed.map(({ group }) => group),
  );
  const gone = changed.flatMap(({ group, remove: refs }) => refs.map((ref) => [group, ref]));
  const same = 't.group_subject = r.group_subject and t.member_ref = r.member_ref';
  // What this very run wrote before goes; what earlier runs wrote ends.
  const exact = '(group_subject, member_ref, since_run)';
  await bulk(
    database,
    edgeColumns,
    gone,
    (source) =>
      `delete from edge where ${exact} in (select r.group_subject, r.member_ref, ${run} from (${source}) as r)`,
  );
  await bulk(
    database,
    edgeColumns,
    gone,
    (source) => `update edge as t set until_run = ${run} from (${source}) as r where ${same} and t.until_run is null`,
  );
  const added = changed.flatMap(({ group, add }) => add.map((ref) => [group, ref]));
  // A member that this run took away and gives back lives on.
  await insertMany(database, 'edge', edgeColumns, added, {
    constants: { since_run: run, connector },
    conflict: 'on conflict (group_subject, member_ref, since_run) do nothing',
  });
}
