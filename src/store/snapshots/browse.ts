import { type RawBuilder, sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { Page, SearchQuery, SnapshotGroup, SnapshotUser } from '../../core/ports/store/index.ts';
import { connectorNumber } from '../connectors.ts';
import { type Database, inTexts, rows } from '../database.ts';
import { nameAfter, numberAfter, pageOf } from '../pages.ts';
import { searchFor } from '../search.ts';
import { toUser, type UserRow, userColumns } from './lookup.ts';

export async function people(
  { db, dialect }: Database,
  connector: string,
  query: SearchQuery,
): Promise<Page<SnapshotUser>> {
  const no = await connectorNumber(db, connector);
  const found = await rows(
    db,
    sql<UserRow>`select ${userColumns} from version v join subject s on s.no = v.subject join record r on r.no = v.record
      where v.connector = ${no} and v.kind = 'user' and v.until_run is null
      and v.subject > ${numberAfter(query.after, 0)} and ${fits(dialect, query)}
      order by v.subject limit ${query.limit + 1}`,
  );
  return pageOf(found, query.limit, ({ subject }) => String(subject), toUser);
}

function fits(dialect: Database['dialect'], query: SearchQuery): RawBuilder<unknown> {
  const search = searchFor(dialect, query.search);
  if (search === undefined) return sql`1 = 1`;
  const desired = search.inMembers(sql`v.desired`, ['username', 'fullName', 'email']);
  return sql`(${desired} or ${search.inJson(sql`r.content`)} or ${search.in(sql`s.source_id`)})`;
}

interface GroupRow {
  readonly name_key: string;
  readonly desired: string;
  readonly synced: number;
  readonly members: number;
}

/** Groups of one name are one to whoever chooses by name; those without a usable name are left out. */
export async function groups(
  { db, dialect }: Database,
  connector: string,
  query: SearchQuery,
): Promise<Page<SnapshotGroup>> {
  const no = await connectorNumber(db, connector);
  const search = searchFor(dialect, query.search);
  const found = await rows(
    db,
    sql<GroupRow>`select v.name_key, min(v.desired) as desired,
        max(case when v.disposition = 'mapped' then 1 else 0 end) as synced,
        sum((select count(*) from edge e where e.group_subject = v.subject and e.until_run is null)) as members
      from version v where v.connector = ${no} and v.kind = 'group' and v.until_run is null
      and v.name_key > ${nameAfter(query.after)} and ${search?.in(sql`v.name_key`) ?? sql`1 = 1`}
      group by v.name_key order by v.name_key limit ${query.limit + 1}`,
  );
  const group = (row: GroupRow): SnapshotGroup => ({
    name: JSON.parse(row.desired) as string,
    members: Number(row.members),
    synced: row.synced === 1,
  });
  return pageOf(found, query.limit, (row) => row.name_key, group);
}

const pageSize = 10_000;

export async function* insiders(
  { db, dialect }: Database,
  connector: string,
  names: readonly string[],
): AsyncIterable<readonly number[]> {
  const c = await connectorNumber(db, connector);
  const keys = inTexts(dialect, names.map(nameKey));
  let after = 0;
  for (;;) {
    // `union` keeps a group only once, which ends the walk when groups contain each other.
    const page = await rows(
      db,
      sql<{ subject: number }>`with recursive below (no) as (
          select subject from version where connector = ${c} and kind = 'group' and until_run is null and name_key ${keys}
          union select v.subject from below cross join edge e cross join version v
            where e.group_subject = below.no and e.until_run is null
            and v.ref = e.member_ref and v.connector = ${c} and v.kind = 'group' and v.until_run is null)
        select distinct v.subject from below cross join edge e cross join version v
        where e.group_subject = below.no and e.until_run is null
        and v.ref = e.member_ref and v.connector = ${c} and v.kind = 'user' and v.until_run is null
        and +v.subject > ${after} order by v.subject limit ${pageSize}`,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map(({ subject }) => subject);
    after = last.subject;
  }
}
