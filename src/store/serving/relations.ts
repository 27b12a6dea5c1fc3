import { sql } from 'kysely';
import { inNumbers, inTexts, rows } from '../database.ts';
import { firstWithItsName, numbersOf, type Served } from './scope.ts';

/** Names of the groups that these people (by the keys of their names) are directly in; each has an entry. */
export async function groupsOfUsers(
  served: Served,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { db, dialect, aggregate } = served;
  const own = aggregate ? sql`1 = 1` : firstWithItsName(served, 'account', 'a');
  const found = await rows(
    db,
    sql<{ owner: string; name: string }>`select distinct a.name_key as owner, g.name, g.name_key
      from account a join membership m on m.account = a.number join directory_group g on g.no = m.group_no
      where a.name_key ${inTexts(dialect, keys)} and a.directory ${inNumbers(dialect, numbersOf(served))} and ${own}
      order by g.name_key`,
  );
  return gathered(keys, found);
}

/** Names of the groups that these groups (by key) are directly in, or that are directly in them; each has an entry. */
export async function groupsBeside(
  { db, dialect, ...served }: Served,
  keys: readonly string[],
  side: 'parents' | 'children',
): Promise<ReadonlyMap<string, readonly string[]>> {
  const [from, to] = side === 'parents' ? (['child', 'parent'] as const) : (['parent', 'child'] as const);
  const directories = numbersOf({ db, dialect, ...served });
  const found = await rows(
    db,
    sql<{ owner: string; name: string }>`select distinct f.name_key as owner, t.name, t.name_key
      from directory_group f join group_membership m on ${sql.ref(`m.${from}`)} = f.no
      join directory_group t on t.no = ${sql.ref(`m.${to}`)}
      where f.name_key ${inTexts(dialect, keys)} and f.directory ${inNumbers(dialect, directories)} order by t.name_key`,
  );
  return gathered(keys, found);
}

function gathered(
  owners: readonly string[],
  found: readonly { readonly owner: string; readonly name: string }[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>(owners.map((owner) => [owner, []]));
  for (const { owner, name } of found) names.get(owner)?.push(name);
  return names;
}
