import { sql } from 'kysely';
import type { ServedChanges } from '../../core/ports/store/index.ts';
import { inTexts, rows } from '../database.ts';
import { type GroupRow, groupColumns, toGroups } from './entries.ts';
import { groupsBeside } from './relations.ts';
import { firstWithItsName, type Served } from './scope.ts';
import type { TouchedGroup } from './touched.ts';

/** Undefined when a group is gone from one directory and there in another: whom it still has cannot be told from the log. */
export async function changesOfGroups(
  served: Served,
  touched: readonly TouchedGroup[],
): Promise<Pick<ServedChanges, 'deletedGroups' | 'groups'> | undefined> {
  const found = await groupsWith(served, touched);
  const present = new Map(found.map((row) => [row.name_key, row]));
  if (served.directories.length > 1 && touched.some(({ key, deleted }) => deleted && present.has(key)))
    return undefined;
  const entities = new Map((await toGroups(served, found)).map((group, index) => [found[index]?.name_key, group]));
  const keys = touched.map(({ key }) => key);
  const parents = await groupsBeside(served, keys, 'parents');
  const children = await groupsBeside(served, keys, 'children');
  const groups = touched.flatMap(({ key, firstName, deleted, renested }) => {
    const group = entities.get(key);
    if (group === undefined) return [];
    const created = firstName === null || deleted;
    const nesting = { parents: parents.get(key) ?? [], children: children.get(key) ?? [] };
    return { group, created, nesting: created || renested ? nesting : undefined };
  });
  const deletedGroups = touched.flatMap(({ firstName, deleted }) => (deleted && firstName !== null ? [firstName] : []));
  return { deletedGroups, groups };
}

function groupsWith(served: Served, touched: readonly TouchedGroup[]): Promise<GroupRow[]> {
  const keys = touched.map(({ key }) => key);
  return rows(
    served.db,
    sql<GroupRow>`select ${groupColumns} from directory_group g
      where g.name_key ${inTexts(served.dialect, keys)} and ${firstWithItsName(served, 'directory_group', 'g')}`,
  );
}
