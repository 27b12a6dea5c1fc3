import { sql } from 'kysely';
import type { Nesting, NestingView, StandingNesting } from '../../core/groups/nestings.ts';
import { nameKey } from '../../core/names.ts';
import { inTexts, rows } from '../database.ts';
import { changedGroups, type PlanningContext } from './scope.ts';

/** Whether groups may be in other groups than they should be. Groups that are as they were settled are in the right ones. */
export async function nestingsInQuestion({ db, c, rules }: PlanningContext): Promise<boolean> {
  const { scope, nested } = rules;
  if (scope.type !== 'changed') return scope.type === 'all';
  const changed = nested === 'keep' ? sql`or exists (${changedGroups(c, scope.since)})` : sql``;
  const found = await rows(
    db,
    sql`select 1 where exists (
      select 1 from plan_item where connector = ${c} and open = 1 and action = 'update-group') ${changed}`,
  );
  return found.length > 0;
}

/** Needs the groups above each group; see `fillGroupsAbove`. */
export async function nestingView(context: PlanningContext): Promise<NestingView> {
  return { wanted: await wantedNestings(context), standing: await standingNestings(context) };
}

/** Groups of one name are one group. */
async function wantedNestings({ db, c, rules }: PlanningContext): Promise<readonly Nesting[]> {
  if (rules.nested === 'flatten') return [];
  const found = await rows(
    db,
    sql<Nesting>`select min(g.desired) as child, min(n.name) as parent
      from version g cross join edge e cross join group_up u cross join target_group n
      where g.connector = ${c} and g.kind = 'group' and g.until_run is null and g.disposition = 'mapped'
      and e.member_ref = g.ref and e.connector = ${c} and e.until_run is null
      and u.no = e.group_subject and n.no = u.target group by g.name_key, n.no`,
  );
  return found.map(({ child, parent }) => ({ child: JSON.parse(child), parent: JSON.parse(parent) }));
}

interface StandingRow extends Nesting {
  readonly connector: number | null;
  readonly synced: number;
}

async function standingNestings({ db, c, d }: PlanningContext): Promise<readonly StandingNesting[]> {
  const found = await rows(
    db,
    sql<StandingRow>`select g.name as child, p.name as parent, m.connector,
      case when exists (select 1 from version v where v.name_key = g.name_key and v.connector = ${c} and v.kind = 'group'
        and v.until_run is null and v.disposition = 'mapped') then 1 else 0 end as synced
      from group_membership m join directory_group g on g.no = m.child join directory_group p on p.no = m.parent
      where g.directory = ${d}`,
  );
  return found.map(({ child, parent, connector, synced }) => ({
    child,
    parent,
    by: connector === null ? 'local' : connector === c ? 'own' : 'other',
    synced: synced === 1,
  }));
}

export async function peopleIn(
  { db, d, dialect }: PlanningContext,
  groups: readonly string[],
): Promise<readonly number[]> {
  const keys = inTexts(dialect, groups.map(nameKey));
  const found = await rows(
    db,
    sql<{ name_key: string; people: number }>`with recursive below (top, no) as (
        select no, no from directory_group where directory = ${d} and name_key ${keys}
        union select below.top, m.child from below cross join group_membership m where m.parent = below.no)
      select g.name_key, count(distinct m.account) as people
      from below cross join membership m cross join directory_group g
      where m.group_no = below.no and g.no = below.top group by g.name_key`,
  );
  const people = new Map(found.map((row) => [row.name_key, Number(row.people)]));
  return groups.map((group) => people.get(nameKey(group)) ?? 0);
}
