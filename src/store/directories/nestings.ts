import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { PlannedChange } from '../../core/ports/target.ts';
import { bulk, type Columns, type Database, type Db, inNumbers, insertMany, inTexts, rows } from '../database.ts';
import type { BatchState } from './batch.ts';
import type { WriteContext } from './write.ts';

/** Keys of the groups that each of these groups is directly in, by its key. */
export async function groupsAbove(
  { db, dialect }: Database,
  directory: number,
  children: readonly string[],
): Promise<Map<string, Set<string>>> {
  const above = new Map(children.map((child) => [nameKey(child), new Set<string>()]));
  if (above.size === 0) return above;
  const found = await rows(
    db,
    sql<{ child: string; parent: string }>`select c.name_key as child, p.name_key as parent from group_membership m
      join directory_group c on c.no = m.child join directory_group p on p.no = m.parent
      where c.directory = ${directory} and c.name_key ${inTexts(dialect, [...above.keys()])}`,
  );
  for (const { child, parent } of found) above.get(child)?.add(parent);
  return above;
}

/** Names of the groups that are direct members of each of these, by name. */
export async function subgroupsOf(
  { db, dialect }: Database,
  groups: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const subgroups = new Map<number, string[]>(groups.map((no) => [no, []]));
  const found = await rows(
    db,
    sql<{ parent: number; name: string }>`select m.parent, g.name from group_membership m
      join directory_group g on g.no = m.child where m.parent ${inNumbers(dialect, groups)} order by g.name_key`,
  );
  for (const { parent, name } of found) subgroups.get(parent)?.push(name);
  return subgroups;
}

/** Puts groups into others and takes them out. */
export async function writeNestings(
  { c, ...database }: WriteContext,
  changes: readonly PlannedChange[],
  known: BatchState['groups'],
): Promise<void> {
  const number = (name: string) => known.get(nameKey(name))?.no ?? null;
  const pairs = (of: (change: PlannedChange) => readonly string[]) =>
    changes.flatMap((change) => of(change).map((parent) => [number(change.group ?? ''), number(parent)]));
  const key: Columns = [
    ['child', 'int'],
    ['parent', 'int'],
  ];
  const removed = pairs(({ removeGroups }) => removeGroups);
  await bulk(database, key, removed, (source) => `delete from group_membership where (child, parent) in (${source})`);
  const added = pairs(({ addGroups }) => addGroups);
  const conflict = 'on conflict (child, parent) do nothing';
  await insertMany(database, 'group_membership', key, added, { constants: { connector: c }, conflict });
}

/** Nestings go with either of their groups. `groups`: the rest of a condition on their numbers. */
export async function deleteNestings(db: Db, groups: ReturnType<typeof inNumbers>): Promise<void> {
  await sql`delete from group_membership where child ${groups}`.execute(db);
  await sql`delete from group_membership where parent ${groups}`.execute(db);
}
