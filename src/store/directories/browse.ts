import { sql } from 'kysely';
import type {
  DirectoryAuthentication,
  DirectoryGroup,
  DirectorySummary,
  DirectoryUser,
  SearchQuery,
  UserMembership,
} from '../../core/ports/store/index.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import { type Database, type Db, rows } from '../database.ts';
import { nameAfter, pageOf } from '../pages.ts';
import { fits } from '../search.ts';
import { subgroupsOf } from './nestings.ts';
import { directoryNumber } from './numbers.ts';

export async function summary(db: Db, directory: string): Promise<DirectorySummary> {
  const d = await directoryNumber(db, directory);
  const [count] = await rows(
    db,
    sql<{ users: number; active: number; groups: number; authentication: string }>`select count(*) as users,
      coalesce(sum(active), 0) as active, (select authentication from directory where no = ${d}) as authentication,
      (select count(*) from directory_group where directory = ${d}) as "groups"
      from account where directory = ${d} and name_key is not null`,
  );
  const { users = 0, active = 0, groups = 0, authentication = 'none' } = count ?? {};
  return {
    id: directory,
    users: Number(users),
    active: Number(active),
    groups: Number(groups),
    authentication: authentication as DirectoryAuthentication,
  };
}

type UserRow = PrefixedAccount<'a'> & { readonly name_key: string; readonly connector: string | null };

export async function userPage({ db, dialect }: Database, directory: string, query: SearchQuery) {
  const d = await directoryNumber(db, directory);
  const columns = ['a.username', 'a.full_name', 'a.email', 'a.source_id'];
  const found = await rows(
    db,
    sql<UserRow>`select ${accountColumns('a')}, a.name_key, c.id as connector
      from account a left join connector c on c.no = a.connector
      where a.name_key > ${nameAfter(query.after)} and a.directory = ${d} and ${fits(dialect, query, columns)}
      order by a.name_key limit ${query.limit + 1}`,
  );
  const user = (row: UserRow): DirectoryUser => ({ ...prefixedAccount('a', row), connector: row.connector });
  return pageOf(found, query.limit, (row) => row.name_key, user);
}

type GroupRow = Omit<DirectoryGroup, 'subgroups'> & { readonly no: number; readonly name_key: string };

export async function groupPage({ db, dialect }: Database, directory: string, query: SearchQuery) {
  const d = await directoryNumber(db, directory);
  const found = await rows(
    db,
    sql<GroupRow>`select g.no, g.name, g.name_key, g.description, c.id as connector,
        (select count(*) from membership m where m.group_no = g.no) as members
      from directory_group g left join connector c on c.no = g.connector
      where g.directory = ${d} and g.name_key > ${nameAfter(query.after)}
      and ${fits(dialect, query, ['g.name', 'g.description'])} order by g.name_key limit ${query.limit + 1}`,
  );
  const subgroups = await subgroupsOf(
    { db, dialect },
    found.map(({ no }) => no),
  );
  const group = ({ no, name, description, connector, members }: GroupRow): DirectoryGroup => {
    return { name, description, connector, members: Number(members), subgroups: subgroups.get(no) ?? [] };
  };
  return pageOf(found, query.limit, (row) => row.name_key, group);
}

export async function membershipsOf(db: Db, directory: string, account: number): Promise<readonly UserMembership[]> {
  const d = await directoryNumber(db, directory);
  return rows(
    db,
    sql<UserMembership>`select g.name as "group", c.id as connector
      from membership m join directory_group g on g.no = m.group_no left join connector c on c.no = m.connector
      where m.account = ${account} and g.directory = ${d} order by g.name_key`,
  );
}
