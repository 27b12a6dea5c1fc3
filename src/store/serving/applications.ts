import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { Application, ApplicationStore, NewApplication } from '../../core/ports/store/index.ts';
import { type Database, type Db, transaction } from '../database.ts';
import { columnsOf, toApplication } from './application-row.ts';
import { progressOf, recordFetch } from './fetches.ts';

export function applicationStore(database: Database): ApplicationStore {
  const { db } = database;
  return {
    list: async () => {
      const found = await db.selectFrom('application').selectAll().orderBy('name_key').execute();
      return found.map(toApplication);
    },
    find: async (name) => {
      const query = db.selectFrom('application').selectAll().where('name_key', '=', nameKey(name));
      const row = name.includes('\u0000') ? undefined : await query.executeTakeFirst();
      return row === undefined ? undefined : { ...toApplication(row), hash: row.hash };
    },
    create: (application) => create(db, application),
    change: (id, change) =>
      transaction(database, async (inner) => {
        const before = await get(inner.db, id);
        const changed = columnsOf({ ...before, ...change });
        await inner.db.updateTable('application').set(changed).where('no', '=', id).execute();
        return { before, after: await get(inner.db, id) };
      }),
    rotate: async (id, hash, now) => {
      await db.updateTable('application').set({ hash, password_at: now }).where('no', '=', id).execute();
      return get(db, id);
    },
    expireTokens: async (id) => {
      await db
        .updateTable('application')
        .set((eb) => ({ token_life: eb('token_life', '+', 1) }))
        .where('no', '=', id)
        .execute();
      return get(db, id);
    },
    remove: (id) =>
      transaction(database, async (inner) => {
        const query = inner.db.selectFrom('application').selectAll().where('no', '=', id);
        const row = await query.executeTakeFirst();
        await inner.db.deleteFrom('application').where('no', '=', id).execute();
        return row === undefined ? undefined : toApplication(row);
      }),
    seen: async (id, { requests, agent, at }) => {
      await db
        .updateTable('application')
        .set((eb) => ({ requests: eb('requests', '+', requests), agent, last_seen_at: at }))
        .where('no', '=', id)
        .execute();
    },
    fetched: (id, kind, states, at) => transaction(database, (inner) => recordFetch(inner.db, id, kind, states, at)),
    progress: (run) => progressOf(db, run),
  };
}

async function create(db: Db, { name, hash, now, ...settings }: NewApplication): Promise<Application> {
  const made = await db
    .insertInto('application')
    .values({
      name,
      name_key: nameKey(name),
      ...columnsOf(settings),
      hash,
      created_at: now,
      password_at: now,
      last_seen_at: null,
      fetched_at: null,
      requests: 0,
      agent: null,
      token_life: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made !== undefined) return toApplication(made);
  throw new Failure('already-exists', `There is an application "${name}" already.`, {
    remedy: 'Choose another name, or give that one another password.',
  });
}

async function get(db: Db, id: number): Promise<Application> {
  const row = await db.selectFrom('application').selectAll().where('no', '=', id).executeTakeFirst();
  if (row === undefined) throw new Failure('not-found', 'There is no such application any more.');
  return toApplication(row);
}
