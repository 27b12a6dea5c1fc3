import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { ApiToken, NewApiToken, TokenStore } from '../../core/ports/store/index.ts';
import { type Database, type Db, transaction } from '../database.ts';
import { toAdministrator } from './administrators.ts';

export function tokenStore(database: Database): TokenStore {
  const { db } = database;
  return {
    list: async () => (await joined(db).orderBy('api_token.no').execute()).map(toToken),
    find: async (hash) => {
      const row = await joined(db).where('api_token.hash', '=', hash).executeTakeFirst();
      return row === undefined ? undefined : toToken(row);
    },
    create: (token) => transaction(database, (inner) => create(inner.db, token)),
    used: async (id, now) => {
      await db.updateTable('api_token').set({ last_used: now }).where('no', '=', id).execute();
    },
    remove: (id) =>
      transaction(database, async (inner) => {
        const row = await joined(inner.db).where('api_token.no', '=', id).executeTakeFirst();
        await inner.db.deleteFrom('api_token').where('no', '=', id).execute();
        return row === undefined ? undefined : toToken(row);
      }),
  };
}

async function create(db: Db, token: NewApiToken): Promise<ApiToken> {
  const made = await db
    .insertInto('api_token')
    .values({
      hash: token.hash,
      name: token.name,
      name_key: nameKey(token.name),
      scopes: JSON.stringify(token.scopes),
      administrator: token.administrator,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      last_used: null,
      prefix: token.prefix,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('no')
    .executeTakeFirst();
  if (made === undefined) {
    throw new Failure('already-exists', `There is a token "${token.name}" already.`, {
      remedy: 'Choose another name, or revoke that one first.',
    });
  }
  return toToken(await joined(db).where('api_token.no', '=', made.no).executeTakeFirstOrThrow());
}

function joined(db: Db) {
  return db
    .selectFrom('api_token')
    .innerJoin('administrator', 'administrator.no', 'api_token.administrator')
    .selectAll('administrator')
    .select([
      'api_token.no as id',
      'api_token.name',
      'api_token.scopes',
      'api_token.created_at as since',
      'api_token.expires_at',
      'api_token.last_used',
      'api_token.prefix',
    ])
    .where('administrator.active', '=', 1);
}

type Row = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number];

function toToken(row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as ApiToken['scopes'],
    administrator: toAdministrator(row),
    createdAt: row.since,
    expiresAt: row.expires_at,
    lastUsed: row.last_used,
    prefix: row.prefix,
  };
}
