import { type RawBuilder, sql } from 'kysely';
import type { PlanningRules } from '../../core/ports/store/index.ts';
import { type Database, type Dialect, inNumbers, rows } from '../database.ts';

/**
 * What the planning statements share: the rules with the tables' own numbers. `cross join` fixes the order of a join for
 * SQLite, which knows nothing of how few rows the scope has; PostgreSQL takes it as any other join.
 */
export interface PlanningContext extends Database {
  readonly rules: PlanningRules;
  /** Numbers of the connector and the directory. */
  readonly c: number;
  readonly d: number;
}

function temporary(dialect: Dialect): readonly string[] {
  const clustered = dialect === 'sqlite' ? ' without rowid' : '';
  return [
    'create temp table if not exists scope (subject bigint not null, account bigint, candidate bigint)',
    'create unique index if not exists scope_subject on scope (subject)',
    // Groups that people should be in, numbered; `name` is JSON, as every desired value.
    'create temp table if not exists target_group (no integer primary key, name_key text not null unique, name text not null)',
    'create temp table if not exists group_up (no bigint not null, ancestor bigint not null, target bigint)',
    'create index if not exists group_up_no on group_up (no)',
    'create temp table if not exists inside (subject bigint primary key)',
    `create temp table if not exists wanted (subject bigint not null, target bigint not null, primary key (subject, target))${clustered}`,
    // Of `target_group` with a plus, of `directory_group` with a minus.
    'create temp table if not exists group_change (subject bigint not null, change text not null, no bigint not null)',
    'create index if not exists group_change_subject on group_change (subject)',
  ];
}

const names = ['scope', 'target_group', 'group_up', 'inside', 'wanted', 'group_change'];

/** Empty temporary tables on this connection. */
export async function openTemporaryTables({ db, dialect }: Database): Promise<void> {
  for (const statement of temporary(dialect)) await sql.raw(statement).execute(db);
  await clearTemporaryTables({ db });
}

export async function clearTemporaryTables({ db }: Pick<Database, 'db'>): Promise<void> {
  for (const name of names) await sql.raw(`delete from ${name}`).execute(db);
}

/**
 * Fills `scope`; returns how many people are in it. `account` is the one that the link leads to; `candidate` the one that
 * matching would find: by the link, the source id on an account of nobody, or the name, unless the one who has it is still
 * there. Memberships are compared with it.
 */
export async function fillScope(context: PlanningContext): Promise<number> {
  const { db, c, d } = context;
  const byId = sql`(select min(p.number) from account p
    where p.source_id = s.source_id and p.directory = ${d} and p.connector is null
      and p.name_key is not null)`;
  const byName = sql`(select n.number from version v cross join account n where v.subject = s.no and v.until_run is null
    and n.name_key = v.name_key and n.directory = ${d} and not exists (
      select 1 from subject o cross join version ov where o.source_id = n.source_id and o.connector = ${c}
      and o.kind = 'user' and n.connector = ${c} and ov.subject = o.no and ov.until_run is null))`;
  await sql`insert into scope (subject, account, candidate)
    select s.no, a.number, coalesce(a.number, ${byId}, ${byName}) from (${subjects(context)}) x cross join subject s
    left join account a on a.source_id = s.source_id and a.directory = ${d} and a.connector = ${c}
    where s.no = x.subject on conflict do nothing`.execute(db);
  const [count] = await rows(db, sql<{ n: number }>`select count(*) as n from scope`);
  return Number(count?.n ?? 0);
}

function subjects(context: PlanningContext): RawBuilder<unknown> {
  const { c, d, dialect, rules } = context;
  const gone = sql`select s.no as subject from account a
    join subject s on s.source_id = a.source_id and s.connector = ${c} and s.kind = 'user'
    where a.connector = ${c} and a.directory = ${d} and a.gone_since is not null and a.cleaned_up = 0`;
  switch (rules.scope.type) {
    case 'subjects':
      return sql`select no as subject from subject where no ${inNumbers(dialect, rules.scope.subjects)}`;
    case 'all':
      return sql`select subject from version where connector = ${c} and kind = 'user' and until_run is null
        union ${gone}`;
    case 'changed':
      return sql`${changedSubjects(c, rules.scope.since)} union ${gone}`;
  }
}

/**
 * Whose record changed, whose result is open, and whose groups changed, directly or through a group above. A group whose
 * members change has a new version, because its members are part of what its fingerprint is made of.
 */
function changedSubjects(c: number, since: number): RawBuilder<unknown> {
  return sql`with recursive
    changed_group (no) as (${changedGroups(c, since)}),
    changed_edge (group_subject, member_ref) as (
      select e.group_subject, e.member_ref from changed_group cross join edge e
      where e.group_subject = changed_group.no and (e.since_run > ${since} or e.until_run > ${since})),
    below (no) as (
      select v.subject from changed_edge e cross join version v
        where v.ref = e.member_ref and v.connector = ${c} and v.kind = 'group' and v.until_run is null
      union select no from changed_group
      union select v.subject from below cross join edge e cross join version v
        where e.group_subject = below.no and e.until_run is null
        and v.ref = e.member_ref and v.connector = ${c} and v.kind = 'group' and v.until_run is null)
    select subject from version where connector = ${c} and kind = 'user' and since_run > ${since}
    union select subject from version where connector = ${c} and kind = 'user' and until_run > ${since}
    union select subject from plan_item where connector = ${c} and open = 1 and subject is not null
    union select v.subject from changed_edge e cross join version v
      where v.ref = e.member_ref and v.connector = ${c} and v.kind = 'user' and v.until_run is null
    union select v.subject from below cross join edge e cross join version v
      where e.group_subject = below.no and e.until_run is null
      and v.ref = e.member_ref and v.connector = ${c} and v.kind = 'user' and v.until_run is null`;
}

/** Groups that came, went, or have another name, other members or another place among those that are synced. */
export function changedGroups(c: number, since: number): RawBuilder<unknown> {
  return sql`select subject from version where connector = ${c} and kind = 'group' and since_run > ${since}
    union select subject from version where connector = ${c} and kind = 'group' and until_run > ${since}`;
}
