import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type {
  DirectoryAuthentication,
  DirectoryGroup,
  DirectoryStore,
  DirectoryUser,
  Page,
} from '../../core/ports/store/index.ts';
import { accountColumns, type PrefixedAccount, prefixedAccount } from '../accounts.ts';
import { connectorNumber } from '../connectors.ts';
import { type Database, type Db, rows, transaction } from '../database.ts';
import { applyBatch } from './apply.ts';
import { groupPage, membershipsOf, summary, userPage } from './browse.ts';
import { eventToken, readEvents } from './events.ts';
import { adoptInterrupted } from './interrupted.ts';
import { changeLocally } from './local/index.ts';
import { memberPage, members } from './members.ts';
import { mirror } from './mirror.ts';
import { directoryNumber } from './numbers.ts';

const pageSize = 2_000;

export function directoryStore(database: Database): DirectoryStore {
  const { db } = database;
  return {
    ensure: async (directory, kind) => {
      const values = { id: directory, kind, life: randomUUID().slice(0, 8), last_event: 0, revision: 0 };
      await db
        .insertInto('directory')
        .values(values)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    list: async () => {
      const found = await db.selectFrom('directory').select('id').where('kind', '=', 'own').orderBy('id').execute();
      return found.map(({ id }) => id);
    },
    revision: async (directory) => {
      const no = await directoryNumber(db, directory);
      return (await db.selectFrom('directory').select('revision').where('no', '=', no).executeTakeFirstOrThrow())
        .revision;
    },
    managed: async (directory, connector) => {
      const d = await directoryNumber(db, directory);
      const c = await connectorNumber(db, connector);
      const [count] = await rows(
        db,
        sql<{ accounts: number; memberships: number }>`select
          (select count(*) from account where directory = ${d} and connector = ${c} and cleaned_up = 0
            and name_key is not null) as accounts,
          (select count(*) from membership m join directory_group g on g.no = m.group_no
            where g.directory = ${d} and m.connector = ${c}) as memberships`,
      );
      return { accounts: Number(count?.accounts ?? 0), memberships: Number(count?.memberships ?? 0) };
    },
    apply: (directory, changes, context, options) =>
      transaction(database, (inner) => applyBatch(inner, directory, changes, context, options)),
    change: (directory, change, now) => transaction(database, (inner) => changeLocally(inner, directory, change, now)),
    mirror: (directory, accounts, groups) => mirror(database, directory, accounts, groups),
    adoptInterrupted: (directory, connector, abandoned) =>
      transaction(database, (inner) => adoptInterrupted(inner, directory, connector, abandoned)),
    users: (directory) => users(db, directory),
    groups: (directory) => groups(database, directory),
    members: (directory, scope) => members(db, directory, scope),
    summary: (directory) => summary(db, directory),
    authentication: async (directory) => {
      const no = await directoryNumber(db, directory);
      const found = await db
        .selectFrom('directory')
        .select('authentication')
        .where('no', '=', no)
        .executeTakeFirstOrThrow();
      return found.authentication as DirectoryAuthentication;
    },
    setAuthentication: async (directory, authentication) => {
      const no = await directoryNumber(db, directory);
      await db.updateTable('directory').set({ authentication }).where('no', '=', no).execute();
    },
    userPage: (directory, query) => userPage(database, directory, query),
    groupPage: (directory, query) => groupPage(database, directory, query),
    memberPage: (directory, groupKey, query) => memberPage(database, directory, groupKey, query),
    membershipsOf: (directory, account) => membershipsOf(db, directory, account),
    find: (directory, ident) => find(db, directory, ident),
    eventToken: (directory) => eventToken(database, directory),
    events: (directory, token, limit) => readEvents(db, directory, token, limit),
  };
}

type UserRow = PrefixedAccount<'a'> & { connector: string | null };

const toUser = (row: UserRow): DirectoryUser => ({ ...prefixedAccount('a', row), connector: row.connector });

async function* users(db: Db, directory: string): AsyncIterable<readonly DirectoryUser[]> {
  const d = await directoryNumber(db, directory);
  let after = 0;
  for (;;) {
    const page = await rows(
      db,
      sql<UserRow>`select ${accountColumns('a')}, c.id as connector from account a left join connector c on c.no = a.connector
        where a.number > ${after} and a.directory = ${d} and a.name_key is not null order by a.number limit ${pageSize}`,
    );
    const found = page.map(toUser);
    const last = found.at(-1);
    if (last === undefined) return;
    yield found;
    after = last.number;
  }
}

async function find(db: Db, directory: string, ident: { number: number } | { nameKey: string }) {
  const d = await directoryNumber(db, directory);
  // No name holds a NUL, and PostgreSQL does not take one.
  if ('nameKey' in ident && ident.nameKey.includes('\u0000')) return undefined;
  const condition = 'number' in ident ? sql`a.number = ${ident.number}` : sql`a.name_key = ${ident.nameKey}`;
  const [row] = await rows(
    db,
    sql<UserRow>`select ${accountColumns('a')}, c.id as connector from account a left join connector c on c.no = a.connector
      where ${condition} and a.directory = ${d} and a.name_key is not null`,
  );
  return row === undefined ? undefined : toUser(row);
}

async function* groups(database: Database, directory: string): AsyncIterable<readonly DirectoryGroup[]> {
  let after: string | null = null;
  do {
    const page: Page<DirectoryGroup> = await groupPage(database, directory, { after, limit: pageSize });
    if (page.items.length > 0) yield page.items;
    after = page.next;
  } while (after !== null);
}
