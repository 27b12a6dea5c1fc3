import { type RawBuilder, sql } from 'kysely';
import type { DirectoryMember, MemberScope, Page, SearchQuery } from '../../core/ports/store/index.ts';
import { type Database, type Db, inNumbers, rows } from '../database.ts';
import { nameAfter, pageOf } from '../pages.ts';
import { fits } from '../search.ts';
import { directoryNumber } from './numbers.ts';

/**
 * The start of a statement that knows the group, and where it is asked for every group below it, as `inner_group`. `union`
 * keeps a group only once, which ends the walk if groups contain each other.
 */
function innerGroups(group: number, { nested }: MemberScope): RawBuilder<unknown> {
  const below = sql`union select m.child from inner_group cross join group_membership m where m.parent = inner_group.no`;
  return sql`with recursive inner_group (no) as (
    select no from directory_group where no = ${group} ${nested === true ? below : sql``})`;
}

const inside = sql`(select m.account from inner_group cross join membership m where m.group_no = inner_group.no)`;

interface MemberRow {
  readonly number: number;
  readonly name_key: string;
  readonly username: string;
  readonly full_name: string | null;
  readonly active: number;
}

export async function memberPage(
  { db, dialect }: Database,
  directory: string,
  groupKey: string,
  query: SearchQuery & MemberScope,
): Promise<Page<DirectoryMember> | undefined> {
  const d = await directoryNumber(db, directory);
  const [group] = await rows(
    db,
    sql<{ no: number }>`select no from directory_group where directory = ${d} and name_key = ${nameAfter(groupKey)}`,
  );
  if (group === undefined) return undefined;
  const found = await rows(
    db,
    sql<MemberRow>`${innerGroups(group.no, query)} select a.number, a.name_key, a.username, a.full_name, a.active
      from account a where a.number in ${inside} and a.name_key > ${nameAfter(query.after)}
      and ${fits(dialect, query, ['a.username', 'a.full_name'])} order by a.name_key limit ${query.limit + 1}`,
  );
  const numbers = found.map(({ number }) => number);
  const memberships = await nearestMemberships({ db, dialect }, group.no, query, numbers);
  const member = ({ number, username, full_name, active }: MemberRow): DirectoryMember => {
    const { connector = null, through = null } = memberships.get(number) ?? {};
    return { number, username, fullName: full_name, active: active === 1, connector, through };
  };
  return pageOf(found, query.limit, (row) => row.name_key, member);
}

type Membership = Pick<DirectoryMember, 'connector' | 'through'>;

/** By which membership each of these accounts is in the group: the direct one, or else the one in the first group by name. */
async function nearestMemberships(
  { db, dialect }: Database,
  group: number,
  scope: MemberScope,
  accounts: readonly number[],
): Promise<ReadonlyMap<number, Membership>> {
  const found = await rows(
    db,
    sql<Membership & { account: number; no: number }>`${innerGroups(group, scope)}
      select m.account, g.no, g.name as through, c.id as connector
      from inner_group join membership m on m.group_no = inner_group.no join directory_group g on g.no = m.group_no
      left join connector c on c.no = m.connector
      where m.account ${inNumbers(dialect, accounts)} order by g.name_key`,
  );
  const nearest = new Map<number, Membership>();
  for (const { account, no, through, connector } of found) {
    if (no === group) nearest.set(account, { through: null, connector });
    else if (!nearest.has(account)) nearest.set(account, { through, connector });
  }
  return nearest;
}

const pageSize = 2_000;

export async function* members(
  db: Db,
  directory: string,
  scope: MemberScope = {},
): AsyncIterable<readonly { group: string; username: string }[]> {
  const d = await directoryNumber(db, directory);
  const groups = await rows(
    db,
    sql<{ no: number; name: string }>`select no, name from directory_group where directory = ${d} order by name_key`,
  );
  for (const { no, name: group } of groups) {
    let after = 0;
    for (;;) {
      const page = await rows(
        db,
        sql<{ number: number; username: string }>`${innerGroups(no, scope)} select a.number, a.username from account a
          where a.number in ${inside} and a.number > ${after} order by a.number limit ${pageSize}`,
      );
      const last = page.at(-1);
      if (last === undefined) break;
      yield page.map(({ username }) => ({ group, username }));
      after = last.number;
    }
  }
}
