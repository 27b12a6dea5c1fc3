import { type RawBuilder, sql } from 'kysely';
import type { Attributes, DesiredAccount } from '../core/people.ts';
import type { ResultQuery, ResultStore, StoredResult } from '../core/ports/store/index.ts';
import { noCounts, type RunCounts } from '../core/runs.ts';
import { connectorNumber } from './connectors.ts';
import { type Database, type Db, inTexts, rows } from './database.ts';
import { type ItemRow, toItem } from './plans/items.ts';

const pageSize = 1_000;

export function resultStore(database: Database): ResultStore {
  const { db } = database;
  return {
    count: async (connector, run, coversAll) => count(db, await connectorNumber(db, connector), run, coversAll),
    list: (connector, run, coversAll, query) => list(database, connector, run, coversAll, query),
    conflicts: async (connector) => {
      const c = await connectorNumber(db, connector);
      // Runs that a guard stops tell of a conflict again and again; the last one counts.
      const newest = sql`not exists (select 1 from plan_item n where n.connector = i.connector and n.open = 1
        and n.subject = i.subject and n.run > i.run)`;
      const which = sql`i.connector = ${c} and i.open = 1 and i.conflict is not null and ${newest}`;
      return items(db, which, sql`order by i.run, i.seq`);
    },
  };
}

interface Sums {
  readonly status: string | null;
  readonly action: string;
  readonly items: number;
  readonly conflicts: number;
  readonly relinked: number;
  readonly renamed: number;
  readonly added: number;
  readonly removed: number;
}

const statusCounts: { readonly [status: string]: keyof RunCounts } = {
  ADDED: 'added',
  UPDATED: 'updated',
  ENABLED: 'enabled',
  DISABLED: 'disabled',
  DELETED: 'deleted',
  NOT_MODIFIED: 'notModified',
  FILTERED: 'filtered',
  FAILED: 'failed',
  SKIPPED: 'failed',
};

async function count(db: Db, c: number, run: number, coversAll: boolean): Promise<RunCounts> {
  const happens = sql`i.state in ('done', 'pending')`;
  const sum = (what: RawBuilder<unknown>) => sql`coalesce(sum(case when ${happens} then ${what} else 0 end), 0)`;
  const found = await rows(
    db,
    sql<Sums>`select i.status, i.action, count(*) as items,
      sum(case when i.conflict is not null then 1 else 0 end) as conflicts,
      ${sum(sql`i.relinks`)} as relinked, ${sum(sql`i.renames`)} as renamed,
      ${sum(sql`i.groups_added`)} as added, ${sum(sql`i.groups_removed`)} as removed
      from item i where i.connector = ${c} and i.run = ${run} and (i.status is not null or ${happens})
      group by i.status, i.action`,
  );
  const counts: { -readonly [K in keyof RunCounts]: number } = { ...noCounts };
  for (const row of found) {
    const items = Number(row.items);
    if (row.action === 'create-group') counts.groupsAdded += items;
    if (row.action === 'delete-group') counts.groupsRemoved += items;
    if (row.status !== null) {
      counts[statusCounts[row.status] ?? 'result'] += items;
      counts.result += items;
    }
    counts.conflicts += Number(row.conflicts);
    counts.relinked += Number(row.relinked);
    counts.renamed += Number(row.renamed);
    counts.membershipsAdded += Number(row.added);
    counts.membershipsRemoved += Number(row.removed);
  }
  return coversAll ? addUnstored(db, c, run, counts) : counts;
}

/** Versions that were valid in the run and have no item in it: those people were not modified, or filtered. */
function unstored(c: number, run: number): RawBuilder<unknown> {
  return sql`version v where v.connector = ${c} and v.kind = 'user' and v.since_run <= ${run}
    and (v.until_run is null or v.until_run > ${run}) and v.subject not in (
      select i.subject from item i where i.connector = ${c} and i.run = ${run} and i.status is not null
      and i.subject is not null)`;
}

async function addUnstored(db: Db, c: number, run: number, counts: RunCounts): Promise<RunCounts> {
  const [others] = await rows(
    db,
    sql<{ n: number; filtered: number }>`select count(*) as n,
      coalesce(sum(case when v.disposition = 'filtered' or v.outside = 1 then 1 else 0 end), 0) as filtered
      from ${unstored(c, run)}`,
  );
  const filtered = Number(others?.filtered ?? 0);
  const all = Number(others?.n ?? 0);
  return {
    ...counts,
    result: counts.result + all,
    filtered: counts.filtered + filtered,
    notModified: counts.notModified + all - filtered,
  };
}

async function* list(
  { db, dialect }: Database,
  connector: string,
  run: number,
  coversAll: boolean,
  query: ResultQuery,
): AsyncIterable<readonly StoredResult[]> {
  const c = await connectorNumber(db, connector);
  const about = query.subject === undefined ? sql`1 = 1` : sql`i.subject = ${query.subject}`;
  const { statuses } = query;
  const status = statuses === undefined ? sql`i.status is not null` : sql`i.status ${inTexts(dialect, statuses)}`;
  yield* paged((after) => {
    const which = sql`i.connector = ${c} and i.run = ${run} and i.seq > ${after} and ${about} and ${status}`;
    return items(db, which, sql`order by i.seq limit ${pageSize}`);
  });
  const wanted = (['NOT_MODIFIED', 'FILTERED'] as const).filter((one) => statuses?.includes(one) ?? true);
  if (!coversAll || wanted.length === 0) return;
  const person = query.subject === undefined ? sql`1 = 1` : sql`x.subject = ${query.subject}`;
  yield* paged((after) => others(db, c, run, sql`x.subject > ${after} and ${person}`, wanted));
}

type Positioned = StoredResult & { readonly position: number };

async function* paged(read: (after: number) => Promise<readonly Positioned[]>): AsyncIterable<readonly StoredResult[]> {
  let after = -1;
  for (;;) {
    const page = await read(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.position;
  }
}

interface ItemWithRecord extends ItemRow {
  readonly source_id: string;
  readonly content: string | null;
  readonly desired: string | null;
}

/** Items with the record as it was in their run, or as it was last. */
async function items(db: Db, which: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<Positioned[]> {
  const found = await rows(
    db,
    sql<ItemWithRecord>`select i.*, s.source_id, r.content, v.desired from item i
      join subject s on s.no = i.subject
      left join version v on v.subject = i.subject and v.since_run = (select max(w.since_run) from version w
        where w.subject = i.subject and w.since_run <= i.run and (w.until_run is null or w.until_run > i.run))
      left join record r on r.no = v.record where ${which} ${order}`,
  );
  return found.map((row) => {
    const item = toItem(row);
    return {
      position: item.seq,
      run: row.run,
      subject: item.subject ?? 0,
      sourceId: row.source_id,
      status: item.status ?? 'NOT_MODIFIED',
      situation: item.situation,
      message: item.message,
      reason: item.reason,
      input: parse<Attributes>(row.content),
      desired: parse<DesiredAccount>(row.desired),
      account: item.account,
      before: item.before,
      after: item.after,
      addGroups: item.addGroups,
      removeGroups: item.removeGroups,
      conflict: item.conflict,
    };
  });
}

function parse<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

interface OtherRow {
  readonly subject: number;
  readonly source_id: string;
  readonly content: string;
  readonly desired: string | null;
  readonly problem: string | null;
  readonly filtered: number;
}

async function others(
  db: Db,
  c: number,
  run: number,
  which: RawBuilder<unknown>,
  statuses: readonly ('NOT_MODIFIED' | 'FILTERED')[],
): Promise<Positioned[]> {
  const filtered = statuses.length === 2 ? sql`1 = 1` : sql`x.filtered = ${statuses[0] === 'FILTERED' ? 1 : 0}`;
  const found = await rows(
    db,
    sql<OtherRow>`select x.subject, s.source_id, r.content, x.desired, x.problem, x.filtered from (
        select v.*, case when v.disposition = 'filtered' or v.outside = 1 then 1 else 0 end as filtered
        from ${unstored(c, run)}) x
      join subject s on s.no = x.subject join record r on r.no = x.record
      where ${which} and ${filtered} order by x.subject limit ${pageSize}`,
  );
  return found.map((row) => ({
    position: row.subject,
    run,
    subject: row.subject,
    sourceId: row.source_id,
    status: row.filtered === 1 ? 'FILTERED' : 'NOT_MODIFIED',
    situation: row.filtered === 1 ? 'filtered' : 'linked',
    message: row.filtered === 1 ? (row.problem ?? 'The person is in none of the required groups.') : '',
    reason: '',
    input: parse<Attributes>(row.content),
    desired: parse<DesiredAccount>(row.desired),
    account: null,
    before: null,
    after: null,
    addGroups: [],
    removeGroups: [],
    conflict: null,
  }));
}
