import { sql } from 'kysely';
import type { PasswordFacts, PasswordStore } from '../../core/ports/store/index.ts';
import { type Database, rows } from '../database.ts';
import { noDirectory } from '../directories/numbers.ts';

export function passwordStore({ db }: Database): PasswordStore {
  return {
    factsOf: async (directory, account) => {
      const [row] = await rows(
        db,
        sql<PasswordFacts>`select d.authentication, p.hash from directory d left join password p on p.account = ${account}
          where d.id = ${directory}`,
      );
      return row ?? noDirectory(directory);
    },
    set: async (account, hash, now) => {
      await db
        .insertInto('password')
        .values({ account, hash, set_at: now })
        .onConflict((conflict) => conflict.column('account').doUpdateSet({ hash, set_at: now }))
        .execute();
    },
    remove: async (account) => {
      await db.deleteFrom('password').where('account', '=', account).execute();
    },
  };
}
