import { type RawBuilder, sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { ServedGroup, ServedIdent, ServedRange, ServedUser } from '../../core/ports/store/index.ts';
import { inNumbers, inTexts, rows } from '../database.ts';
import { type GroupRow, groupColumns, toGroups, toUsers, type UserRow, userColumns } from './entries.ts';
import { membersWith } from './members-with.ts';
import { firstWithItsName, numbersOf, type Served, storable } from './scope.ts';

type Direction = 'above' | 'below';

export async function findUser(served: Served, ident: ServedIdent): Promise<ServedUser | undefined> {
  const found = await rows(
    served.db,
    sql<UserRow>`select ${userColumns} from account a
      where ${conditionOf(ident)} and a.name_key is not null and ${firstWithItsName(served, 'account', 'a')}`,
  );
  return (await toUsers(served, found))[0];
}

function conditionOf(ident: ServedIdent): RawBuilder<unknown> {
  if ('name' in ident) return sql`a.name_key = ${storable(nameKey(ident.name))}`;
  return 'key' in ident ? byKey(ident.key) : sql`a.number = ${ident.number}`;
}

/** Keys of the program's own directories end with the account's number. */
function byKey(key: string) {
  const number = /-([0-9]{1,15})$/.exec(key)?.[1];
  return sql`a.number = ${Number(number ?? -1)} and a.key = ${storable(key)}`;
}

export async function findGroup(served: Served, name: string): Promise<ServedGroup | undefined> {
  return (await groupsNamed(served, [nameKey(name)]))[0];
}

export async function groupsOfUser(served: Served, name: string, nested: boolean) {
  if ((await findUser(served, { name })) === undefined) return undefined;
  const direct = await directGroupsOf(served, nameKey(name));
  return groupsNamed(served, nested ? await reachable(served, direct, 'above') : direct);
}

export async function relatedGroups(served: Served, name: string, direction: Direction, nested: boolean) {
  if ((await findGroup(served, name)) === undefined) return undefined;
  const direct = await neighbours(served, [nameKey(name)], direction);
  const all = nested ? await reachable(served, direct, direction) : direct;
  return groupsNamed(
    served,
    all.filter((key) => key !== nameKey(name)),
  );
}

export async function usersOfGroup(
  served: Served,
  name: string,
  nested: boolean,
  { start, limit }: ServedRange,
): Promise<readonly ServedUser[] | undefined> {
  if ((await findGroup(served, name)) === undefined) return undefined;
  const keys = nested ? await reachable(served, [nameKey(name)], 'below') : [nameKey(name)];
  const { db, dialect } = served;
  const groups = sql`in (select no from directory_group
    where directory ${inNumbers(dialect, numbersOf(served))} and name_key ${inTexts(dialect, keys)})`;
  const found = await rows(
    db,
    sql<UserRow>`select distinct ${userColumns} from ${membersWith(served, groups)}
      order by a.name_key limit ${limit} offset ${start}`,
  );
  return toUsers(served, found);
}

export async function isMember(served: Served, group: string, user: string, nested: boolean): Promise<boolean> {
  const direct = await directGroupsOf(served, nameKey(user));
  if (direct.includes(nameKey(group))) return true;
  return nested && (await reachable(served, direct, 'above')).includes(nameKey(group));
}

/** Keys of the groups that the person is in; not aggregated, only those of the person's own directory. */
async function directGroupsOf(served: Served, userKey: string): Promise<readonly string[]> {
  const visible = served.aggregate ? sql`1 = 1` : firstWithItsName(served, 'account', 'a');
  const found = await rows(
    served.db,
    sql<{ key: string }>`select distinct g.name_key as "key" from account a join membership m on m.account = a.number
      join directory_group g on g.no = m.group_no
      where a.name_key = ${storable(userKey)} and a.directory ${inNumbers(served.dialect, numbersOf(served))} and ${visible}`,
  );
  return found.map(({ key }) => key);
}

/** The groups and all that lead on from them, however their circles run. */
async function reachable(served: Served, from: readonly string[], direction: Direction): Promise<readonly string[]> {
  const seen = new Set(from);
  for (let frontier = from; frontier.length > 0; ) {
    const next = await neighbours(served, frontier, direction);
    frontier = next.filter((key) => !seen.has(key));
    for (const key of frontier) seen.add(key);
  }
  return [...seen];
}

async function neighbours(served: Served, keys: readonly string[], direction: Direction): Promise<readonly string[]> {
  const [from, to] = direction === 'above' ? (['child', 'parent'] as const) : (['parent', 'child'] as const);
  const { db, dialect } = served;
  const found = await rows(
    db,
    sql<{ key: string }>`select distinct t.name_key as "key" from directory_group f
      join group_membership m on ${sql.ref(`m.${from}`)} = f.no join directory_group t on t.no = ${sql.ref(`m.${to}`)}
      where f.directory ${inNumbers(dialect, numbersOf(served))} and f.name_key ${inTexts(dialect, keys.map(storable))}`,
  );
  return found.map(({ key }) => key);
}

async function groupsNamed(served: Served, keys: readonly string[]): Promise<readonly ServedGroup[]> {
  if (keys.length === 0) return [];
  const found = await rows(
    served.db,
    sql<GroupRow>`select ${groupColumns} from directory_group g
      where g.name_key ${inTexts(served.dialect, keys.map(storable))} and ${firstWithItsName(served, 'directory_group', 'g')}
      order by g.name_key`,
  );
  return toGroups(served, found);
}
