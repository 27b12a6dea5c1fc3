import { type RawBuilder, sql } from 'kysely';
import type { ResultQuery, ResultStore, StoredResult } from '../core/ports/store/index.ts';
import { countOfStatus, noCounts, type ResultStatus, type RunCounts } from '../core/runs.ts';
import { connectorNumber } from './connectors.ts';
import { type Database, type Db, inTexts, rows } from './database.ts';
import { browse, conflictPage } from './result-pages.ts';
import { items, openConflict, others, type Positioned, pageSize, unstored } from './result-rows.ts';

export function resultStore(database: Database): ResultStore {
  const { db } = database;
  return {
    count: async (connector, run, coversAll) => count(db, await connectorNumber(db, connector), run, coversAll),
    list: (connector, run, coversAll, query) => list(database, connector, run, coversAll, query),
    browse: (connector, run, coversAll, query) => browse(database, connector, run, coversAll, query),
    countConflicts: async (connector) => {
      const c = await connectorNumber(db, connector);
      const [found] = await rows(
        db,
        sql<{ n: number }>`select count(distinct subject) as n from plan_item
          where connector = ${c} and open = 1 and subject is not null and conflict is not null`,
      );
      return Number(found?.n ?? 0);
    },
    conflicts: async (connector) => {
      const c = await connectorNumber(db, connector);
      return items(db, openConflict(c), sql`order by +i.run, +i.seq`);
    },
    conflictPage: (connector, query) => conflictPage(database, connector, query),
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
      counts[countOfStatus[row.status as ResultStatus]] += items;
      counts.result += items;
    }
    counts.conflicts += Number(row.conflicts);
    counts.relinked += Number(row.relinked);
    counts.renamed += Number(row.renamed);
    // Those are counts of people.
    if (row.action === 'update-group') continue;
    counts.membershipsAdded += Number(row.added);
    counts.membershipsRemoved += Number(row.removed);
  }
  return coversAll ? addUnstored(db, c, run, counts) : counts;
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
  const filtered = wanted.length === 2 ? sql`1 = 1` : sql`x.filtered = ${wanted[0] === 'FILTERED' ? 1 : 0}`;
  yield* paged((after) => others(db, c, run, sql`x.subject > ${after} and ${person} and ${filtered}`));
}

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
