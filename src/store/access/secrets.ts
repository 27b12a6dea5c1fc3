import type { Selectable } from 'kysely';
import { Failure } from '../../core/errors.ts';
import type { SealedSecret, SecretStore } from '../../core/ports/store/index.ts';
import { type Database, transaction } from '../database.ts';
import type { AccessSchema } from './tables.ts';

export function secretStore(database: Database): SecretStore {
  const { db } = database;
  const all = db.selectFrom('secret').selectAll();
  return {
    list: async () => (await all.orderBy('name').execute()).map(toSecret),
    get: async (name) => {
      const row = await all.where('name', '=', name).executeTakeFirst();
      return row === undefined ? undefined : toSecret(row);
    },
    put: (secret) => transaction(database, (inner) => put(inner, secret)),
    reseal: async (name, before, { sealed, keyId }) => {
      const { numUpdatedRows } = await db
        .updateTable('secret')
        .set({ sealed, key_id: keyId })
        .where('name', '=', name)
        .where('sealed', '=', before)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (name) => {
      const { numDeletedRows } = await db.deleteFrom('secret').where('name', '=', name).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    keys: async () => {
      const rows = await db.selectFrom('sealing_key').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(({ id, created_at }) => ({ id, createdAt: created_at }));
    },
    addKey: async ({ id, createdAt }) => {
      await db
        .insertInto('sealing_key')
        .values({ id, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    dropKey: (id) => transaction(database, (inner) => dropKey(inner, id)),
  };
}

async function put(database: Database, { name, sealed, keyId, setAt, setBy }: SealedSecret): Promise<void> {
  if (!(await holdKey(database, keyId))) {
    throw new Failure('busy', `The key ${keyId} has just been replaced.`, { remedy: 'Try again.' });
  }
  const values = { sealed, key_id: keyId, set_at: setAt, set_by: setBy };
  await database.db
    .insertInto('secret')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
}

async function dropKey(database: Database, id: string): Promise<boolean> {
  await holdKey(database, id);
  const used = await database.db.selectFrom('secret').select('name').where('key_id', '=', id).executeTakeFirst();
  if (used !== undefined) return false;
  await database.db.deleteFrom('sealing_key').where('id', '=', id).execute();
  return true;
}

/** Keeps the key as it is until the transaction ends; false when it is not there. */
async function holdKey({ db, dialect }: Database, id: string): Promise<boolean> {
  const key = db.selectFrom('sealing_key').select('id').where('id', '=', id);
  return (await hold(key, dialect).executeTakeFirst()) !== undefined;
}

function hold<Q extends { forUpdate(): Q }>(query: Q, dialect: Database['dialect']): Q {
  return dialect === 'postgres' ? query.forUpdate() : query;
}

function toSecret({ name, sealed, key_id, set_at, set_by }: Selectable<AccessSchema['secret']>): SealedSecret {
  return { name, sealed, keyId: key_id, setAt: set_at, setBy: set_by };
}
