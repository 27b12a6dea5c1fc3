import { type RawBuilder, sql } from 'kysely';
import type { BrowseQuery, ConflictQuery, Page, ResultOrder, StoredResult } from '../core/ports/store/index.ts';
import { connectorNumber } from './connectors.ts';
import { type Database, type Db, type Dialect, inNumbers, inTexts, rows } from './database.ts';
import { notAPage, pageOf } from './pages.ts';
import { items, openConflict, others, type Positioned, unstored } from './result-rows.ts';
import { jsonMember, type Search, searchFor } from './search.ts';

/**
 * Where a result stands: first the items of the plan by `seq` (part 0), then those whom nothing happened to by subject
 * (part 1). `key` is what the order compares before that.
 */
interface Position {
  readonly part: number;
  readonly pos: number;
  readonly key: string;
}

interface Look {
  readonly dialect: Dialect;
  readonly c: number;
  readonly run: number;
  readonly coversAll: boolean;
  readonly query: BrowseQuery;
  readonly search: Search | undefined;
}

/** Finds the positions of one page first, and then reads what is shown of them. */
export async function browse(
  { db, dialect }: Database,
  connector: string,
  run: number,
  coversAll: boolean,
  query: BrowseQuery,
): Promise<Page<StoredResult>> {
  const c = await connectorNumber(db, connector);
  const look: Look = { dialect, c, run, coversAll, query, search: searchFor(dialect, query.search) };
  const found = query.sort === 'order' ? await inOrder(db, look) : await sorted(db, look);
  const page = pageOf(found, query.limit, textOf, (position) => position);
  const at = (part: number) => page.items.filter((position) => position.part === part).map(({ pos }) => pos);
  const which = sql`i.connector = ${c} and i.run = ${run} and i.seq ${inNumbers(dialect, at(0))}`;
  const results = [
    byPosition(at(0).length === 0 ? [] : await items(db, which, sql``)),
    byPosition(at(1).length === 0 ? [] : await others(db, c, run, sql`x.subject ${inNumbers(dialect, at(1))}`)),
  ];
  return { ...page, items: page.items.flatMap(({ part, pos }) => results[part]?.get(pos) ?? []) };
}

export async function conflictPage(
  { db, dialect }: Database,
  connector: string,
  { search, kind, after, limit }: ConflictQuery,
): Promise<Page<StoredResult>> {
  const c = await connectorNumber(db, connector);
  const look = searchFor(dialect, search);
  const [run = 0, seq = 0] = after === null ? [] : itemAfter(after);
  const which = sql`${openConflict(c)} and (+i.run, +i.seq) > (${run}, ${seq})
    and ${kind === undefined ? sql`1 = 1` : sql`i.situation = ${kind}`} and ${look === undefined ? sql`1 = 1` : inPlanned(look)}`;
  const found = await items(db, which, sql`order by +i.run, +i.seq limit ${limit + 1}`);
  return pageOf(
    found,
    limit,
    (result) => `${result.run}.${result.position}`,
    (result) => result,
  );
}

function itemAfter(after: string): readonly number[] {
  if (!/^\d{1,15}\.\d{1,15}$/.test(after)) throw notAPage();
  return after.split('.').map(Number);
}

const byPosition = (results: readonly Positioned[]) => new Map(results.map((result) => [result.position, result]));

/** One part after the other, so that a page costs no more than it shows. */
async function inOrder(db: Db, look: Look): Promise<readonly Position[]> {
  const { after, limit } = look.query;
  const from = after === null ? { part: 0, pos: -1 } : positionOf(after);
  const read = (part: RawBuilder<unknown>, pos: number, wanted: number) =>
    rows(db, sql<Position>`select * from (${part}) x where x.pos > ${pos} order by x.pos limit ${wanted}`);
  const planned = from.part === 0 ? await read(plannedPart(look, sql`''`), from.pos, limit + 1) : [];
  if (planned.length > limit || !look.coversAll) return planned;
  const wanted = limit + 1 - planned.length;
  const begin = from.part === 1 ? from.pos : -1;
  // Each half has an index of its own that keeps the order; together they would be sorted as a whole.
  const current = await read(leftPart(look, sql`v.until_run is null`), begin, wanted);
  const ended = await read(leftPart(look, sql`v.until_run > ${look.run}`), begin, wanted);
  return [...planned, ...[...current, ...ended].sort((one, other) => one.pos - other.pos).slice(0, wanted)];
}

async function sorted(db: Db, look: Look): Promise<readonly Position[]> {
  const { query, dialect, run } = look;
  const binary = dialect === 'postgres' ? sql`collate "C"` : sql``;
  const descending = query.sort === '-username';
  const parts = [plannedPart(look, plannedKey(look, query.sort))];
  if (look.coversAll) parts.push(leftPart(look, sql`(v.until_run is null or v.until_run > ${run})`));
  let beyond = sql`1 = 1`;
  if (query.after !== null) {
    const { key, part, pos } = positionOf(query.after);
    const further = descending ? sql`x.key ${binary} < ${key}` : sql`x.key ${binary} > ${key}`;
    beyond = sql`(${further} or (x.key = ${key} and (x.part, x.pos) > (${sql.lit(part)}, ${sql.lit(pos)})))`;
  }
  return rows(
    db,
    sql<Position>`select * from (${sql.join(parts, sql` union all `)}) x where ${beyond}
      order by x.key ${binary} ${descending ? sql`desc` : sql`asc`}, x.part, x.pos limit ${query.limit + 1}`,
  );
}

function plannedPart({ dialect, c, run, query, search }: Look, key: RawBuilder<unknown>): RawBuilder<unknown> {
  const { statuses } = query;
  const status = statuses === undefined ? sql`i.status is not null` : sql`i.status ${inTexts(dialect, statuses)}`;
  return sql`select 0 as part, i.seq as pos, ${key} as key from item i where i.connector = ${c} and i.run = ${run}
    and i.subject is not null and ${status} and ${search === undefined ? sql`1 = 1` : inPlanned(search)}`;
}

const accountMembers = ['username', 'fullName', 'email', 'sourceId'];
const desiredMembers = ['username', 'fullName', 'email'];

/** The version of the item's record that was valid in the run. */
const itsVersion = sql`version v where v.subject = i.subject and v.since_run <= i.run
  and (v.until_run is null or v.until_run > i.run)`;

/** What was planned or what was there has it; of those who failed also what the source sent. */
function inPlanned(search: Search): RawBuilder<unknown> {
  const record = sql`select 1 from subject s left join record r on r.no = (select v.record from ${itsVersion})
    where s.no = i.subject and (${search.in(sql`s.source_id`)} or ${search.inJson(sql`r.content`)})`;
  return sql`(${search.inMembers(sql`i.after`, accountMembers)} or ${search.inMembers(sql`i.before`, accountMembers)}
    or (i.after is null and exists (${record})))`;
}

function plannedKey({ dialect }: Look, sort: ResultOrder): RawBuilder<unknown> {
  if (sort === 'status') return sql`i.status`;
  const username = (column: RawBuilder<unknown>) => sql`lower(${jsonMember(dialect, column, 'username')})`;
  return sql`coalesce(${username(sql`i.after`)}, ${username(sql`i.before`)}, (select v.name_key from ${itsVersion}), '')`;
}

function leftPart(look: Look, valid: RawBuilder<unknown>): RawBuilder<unknown> {
  const { c, run, query, search } = look;
  const filtered = sql`(v.disposition = 'filtered' or v.outside = 1)`;
  const wanted = [
    ...((query.statuses?.includes('FILTERED') ?? true) ? [filtered] : []),
    ...((query.statuses?.includes('NOT_MODIFIED') ?? true) ? [sql`not ${filtered}`] : []),
  ];
  const status = wanted.length === 0 ? sql`1 = 0` : sql`(${sql.join(wanted, sql` or `)})`;
  const byStatus = sql`case when ${filtered} then 'FILTERED' else 'NOT_MODIFIED' end`;
  const key = query.sort === 'status' ? byStatus : sql`coalesce(v.name_key, '')`;
  return sql`select 1 as part, v.subject as pos, ${key} as key from ${unstored(c, run)} and ${valid} and ${status}
    and ${search === undefined ? sql`1 = 1` : inLeft(search)}`;
}

function inLeft(search: Search): RawBuilder<unknown> {
  const source = sql`exists (select 1 from subject s where s.no = v.subject and ${search.in(sql`s.source_id`)})`;
  const raw = sql`exists (select 1 from record r where r.no = v.record and ${search.inJson(sql`r.content`)})`;
  return sql`(${search.inMembers(sql`v.desired`, desiredMembers)} or ${source} or (v.desired is null and ${raw}))`;
}

function textOf({ part, pos, key }: Position): string {
  return `${part}.${pos}.${key}`;
}

function positionOf(after: string): Position {
  const [, part = '', pos = '', key = ''] = /^([01])\.(\d{1,15})\.(.*)$/s.exec(after) ?? [];
  if (part === '' || key.includes('\u0000') || !key.isWellFormed()) throw notAPage();
  return { part: Number(part), pos: Number(pos), key };
}
