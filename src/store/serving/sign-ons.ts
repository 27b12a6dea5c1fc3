import type { SignOnFactor, SignOnStore } from '../../core/ports/store/index.ts';
import type { Database } from '../database.ts';

export function signOnStore({ db }: Database): SignOnStore {
  return {
    create: async (application, { hash, account, createdAt, expiresAt, factors }) => {
      await db
        .insertInto('sign_on')
        .values({
          hash,
          application,
          account,
          created_at: createdAt,
          expires_at: expiresAt,
          factors: JSON.stringify(factors),
        })
        .execute();
    },
    find: async (hash, now) => {
      const query = db.selectFrom('sign_on').selectAll().where('hash', '=', hash).where('expires_at', '>', now);
      const row = await query.executeTakeFirst();
      if (row === undefined) return undefined;
      const { account, created_at: createdAt, expires_at: expiresAt, factors } = row;
      return { hash, account, createdAt, expiresAt, factors: JSON.parse(factors) as readonly SignOnFactor[] };
    },
    extend: async (hash, expiresAt) => {
      await db.updateTable('sign_on').set({ expires_at: expiresAt }).where('hash', '=', hash).execute();
    },
    end: async (hash) => {
      await db.deleteFrom('sign_on').where('hash', '=', hash).execute();
    },
    endOf: async (account, except) => {
      await db
        .deleteFrom('sign_on')
        .where('account', '=', account)
        .where('hash', '<>', except ?? '')
        .execute();
    },
    purge: async (now) => {
      await db.deleteFrom('sign_on').where('expires_at', '<=', now).execute();
    },
  };
}
