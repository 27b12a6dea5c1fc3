import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { GroupPlan, PlanningRules } from '../../core/ports/store/index.ts';
import { inTexts, rows, transaction } from '../database.ts';
import type { PlanningContext } from './scope.ts';

/** Numbers the groups that people of the connector may belong to. Groups of one name are one group. */
export async function fillTargetGroups({ db, c, rules }: PlanningContext): Promise<void> {
  await sql`insert into target_group (no, name_key, name)
    select row_number() over (order by name_key), name_key, min(desired) from version
    where connector = ${c} and kind = 'group' and until_run is null and disposition = 'mapped'
    group by name_key`.execute(db);
  for (const name of rules.alwaysAssign) {
    await sql`insert into target_group (no, name_key, name)
      select coalesce(max(no), 0) + 1, ${sql.lit(nameKey(name))}, ${sql.lit(JSON.stringify(name))} from target_group
      where true on conflict do nothing`.execute(db);
  }
}

/**
 * Every current group with itself and all groups above it. `union` keeps a pair only once, which ends the walk when
 * groups contain each other. Those whose members the group's members become have their number: every synced one or,
 * where groups are kept in groups, the nearest.
 */
export async function fillGroupsAbove({ db, c, rules }: PlanningContext): Promise<void> {
  const keep = rules.nested === 'keep';
  const skipped = sql`up.near = 1 and g.disposition <> 'mapped'`;
  const near = keep ? sql`case when ${skipped} then 1 else 0 end` : sql`1`;
  // What is farther away counts for required groups only.
  const asFar = keep && rules.required.length === 0 ? skipped : sql`1 = 1`;
  await sql`insert into group_up (no, ancestor, target)
    with recursive up (no, ancestor, near) as (
      select subject, subject, 1 from version where connector = ${c} and kind = 'group' and until_run is null
      union select up.no, e.group_subject, ${near} from up cross join version g cross join edge e
        where g.subject = up.ancestor and g.until_run is null
        and e.member_ref = g.ref and e.connector = ${c} and e.until_run is null and ${asFar})
    select up.no, up.ancestor, target_group.no from up cross join version g
    left join target_group on up.near = 1 and g.disposition = 'mapped' and target_group.name_key = g.name_key
    where g.subject = up.ancestor and g.until_run is null`.execute(db);
}

/** Marks who is in none of the required groups. */
export async function markOutside(context: PlanningContext): Promise<void> {
  const { db, c, dialect, rules } = context;
  const required = rules.required.map(nameKey);
  if (required.length > 0) {
    await sql`insert into inside (subject)
      select t.subject from scope t cross join version v cross join edge e cross join group_up u cross join version g
      where v.subject = t.subject and v.until_run is null
      and e.member_ref = v.ref and e.connector = ${c} and e.until_run is null and u.no = e.group_subject
      and g.subject = u.ancestor and g.until_run is null and g.name_key ${inTexts(dialect, required)}
      on conflict do nothing`.execute(db);
  }
  if (!rules.readOnly) {
    await flip(context, 1, required.length > 0);
    await flip(context, 0, required.length > 0);
  }
}

/** The required groups that the snapshot does not have. */
export async function unknownRequired({ db, c, dialect, rules }: PlanningContext): Promise<string[]> {
  const required = rules.required.map(nameKey);
  if (required.length === 0) return [];
  const known = await rows(
    db,
    sql<{ name_key: string }>`select name_key from version where connector = ${c} and kind = 'group'
      and until_run is null and name_key ${inTexts(dialect, required)}`,
  );
  const found = new Set(known.map(({ name_key }) => name_key));
  return rules.required.filter((name) => !found.has(nameKey(name)));
}

/** Whether somebody is outside belongs to the version, so that old runs stay as they were: a change makes a new one. */
async function flip(context: PlanningContext, outside: 0 | 1, restricted: boolean): Promise<void> {
  if (outside === 1 && !restricted) return;
  const { rules } = context;
  const isInside = sql`exists (select 1 from inside i where i.subject = version.subject)`;
  const belongs = outside === 1 ? sql`not ${isInside}` : restricted ? isInside : sql`1 = 1`;
  const wrong = sql`until_run is null and outside <> ${outside} and subject in (select subject from scope) and ${belongs}`;
  await transaction(context, async ({ db }) => {
    await sql`update version set outside = ${outside} where since_run = ${rules.run} and ${wrong}`.execute(db);
    await sql`insert into version (subject, since_run, connector, kind, record, hash, ref, name_key, disposition,
        problem, desired, desired_hash, outside)
      select subject, ${sql.lit(rules.run)}, connector, kind, record, hash, ref, name_key, disposition, problem, desired,
        desired_hash, ${sql.lit(outside)} from version where since_run < ${rules.run} and ${wrong}`.execute(db);
    await sql`update version set until_run = ${rules.run} where since_run < ${rules.run} and ${wrong}`.execute(db);
  });
}

/** Fills `wanted` (who belongs where) and `group_change` (what is missing, and what is there without a reason). */
export async function fillGroupChanges(context: PlanningContext): Promise<void> {
  const { db, c, rules } = context;
  const staying = sql`v.subject = t.subject and v.until_run is null and v.disposition = 'mapped' and v.outside = 0`;
  await sql`insert into wanted (subject, target)
    select t.subject, u.target from scope t cross join version v cross join edge e cross join group_up u
    where ${staying} and e.member_ref = v.ref and e.connector = ${c} and e.until_run is null
    and u.no = e.group_subject and u.target is not null on conflict do nothing`.execute(db);
  for (const name of rules.alwaysAssign) {
    await sql`insert into wanted (subject, target)
      select t.subject, target_group.no from scope t cross join version v cross join target_group
      where ${staying} and target_group.name_key = ${nameKey(name)} on conflict do nothing`.execute(db);
  }
  await addMissing(context);
  await removeUnwanted(context);
}

async function addMissing({ db, d }: PlanningContext): Promise<void> {
  await sql`insert into group_change (subject, change, no)
    select w.subject, '+', w.target from wanted w cross join target_group n cross join scope t
    left join directory_group g on g.directory = ${d} and g.name_key = n.name_key
    left join membership m on m.account = t.candidate and m.group_no = g.no
    where n.no = w.target and t.subject = w.subject and m.account is null`.execute(db);
}

async function removeUnwanted({ db, c, rules }: PlanningContext): Promise<void> {
  const own = rules.keepLocal ? sql`m.connector = ${c}` : sql`(m.connector = ${c} or m.connector is null)`;
  const leaving = rules.cleanupRemovesGroups
    ? sql`(v.subject is null or v.disposition <> 'failed')`
    : sql`(v.disposition = 'mapped' and v.outside = 0)`;
  await sql`insert into group_change (subject, change, no)
    select t.subject, '-', g.no from scope t cross join membership m cross join directory_group g
    left join version v on v.subject = t.subject and v.until_run is null
    left join target_group n on n.name_key = g.name_key
    left join wanted w on w.subject = t.subject and w.target = n.no
    where m.account = t.candidate and ${own} and g.no = m.group_no and w.subject is null and ${leaving}`.execute(db);
}

export async function planGroups(context: PlanningContext): Promise<GroupPlan> {
  const { db, c, d, rules } = context;
  const { scope } = rules;
  const current = sql`select name_key, desired as name from version where connector = ${c} and kind = 'group'
    and until_run is null and disposition = 'mapped'`;
  const ofPeople = sql`select name_key, name from target_group where no in (select target from wanted)`;
  const wanted = {
    all: current,
    changed: sql`${current} and since_run > ${since(rules)} union ${ofPeople}`,
    subjects: ofPeople,
  }[scope.type];
  const create = await rows(
    db,
    sql<{ name: string }>`select min(w.name) as name from (${wanted}) w
      left join directory_group g on g.directory = ${d} and g.name_key = w.name_key
      where g.no is null group by w.name_key order by w.name_key`,
  );
  const assigned = await missingGroups(db, d, rules.alwaysAssign);
  const names = new Map(create.map(({ name }) => JSON.parse(name) as string).map((name) => [nameKey(name), name]));
  for (const name of assigned) if (!names.has(nameKey(name))) names.set(nameKey(name), name);
  const remove = scope.type === 'subjects' ? [] : await groupsToRemove(context);
  const always = new Set(rules.alwaysAssign.map(nameKey));
  return {
    create: [...names.values()],
    remove: remove.filter(({ name_key }) => !always.has(name_key)).map(({ name }) => name),
  };
}

const since = ({ scope }: PlanningRules): number => (scope.type === 'changed' ? scope.since : 0);

/** Groups of the connector without a record; after a change at the source only those whose record went can be some. */
function groupsToRemove({ db, c, d, rules }: PlanningContext): Promise<{ name: string; name_key: string }[]> {
  const gone = sql`select name_key from version
    where connector = ${c} and kind = 'group' and until_run > ${since(rules)}`;
  return rows(
    db,
    sql`select g.name, g.name_key from directory_group g
      left join version v on v.name_key = g.name_key and v.connector = ${c} and v.kind = 'group'
        and v.until_run is null and v.disposition = 'mapped'
      where g.directory = ${d} and g.connector = ${c} and v.subject is null
        and ${rules.scope.type === 'all' ? sql`1 = 1` : sql`g.name_key in (${gone})`}
        and not exists (select 1 from membership m where m.group_no = g.no and (m.connector is null or m.connector <> ${c}))
        and not exists (
          select 1 from group_membership m where m.parent = g.no and (m.connector is null or m.connector <> ${c}))
      order by g.name_key`,
  );
}

async function missingGroups(db: PlanningContext['db'], d: number, groups: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const name of groups) {
    const query = db.selectFrom('directory_group').select('no').where('directory', '=', d);
    const row = await query.where('name_key', '=', nameKey(name)).executeTakeFirst();
    if (row === undefined) missing.push(name);
  }
  return missing;
}
