import type { NewSession, Session, SessionStore } from '../../core/ports/store/index.ts';
import type { Database, Db } from '../database.ts';
import { toAdministrator } from './administrators.ts';

export function sessionStore({ db }: Database): SessionStore {
  return {
    create: async (session) => {
      await create(db, session);
    },
    find: async (hash) => {
      const row = await joined(db).where('session.hash', '=', hash).executeTakeFirst();
      return row === undefined ? undefined : toSession(row);
    },
    list: async () => {
      const rows = await joined(db).orderBy('session.last_seen', 'desc').orderBy('session.no', 'desc').execute();
      return rows.map(toSession);
    },
    seen: async (id, now) => {
      await db.updateTable('session').set({ last_seen: now }).where('no', '=', id).execute();
    },
    end: async (id) => {
      const { numDeletedRows } = await db.deleteFrom('session').where('no', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    endOthers: async (administrator, kept) => {
      await db.deleteFrom('session').where('administrator', '=', administrator).where('no', '<>', kept).execute();
    },
    purge: async (now, idleSince) => {
      await db
        .deleteFrom('session')
        .where(({ or, eb }) => or([eb('expires_at', '<=', now), eb('last_seen', '<', idleSince)]))
        .execute();
    },
  };
}

function create(db: Db, session: NewSession) {
  return db
    .insertInto('session')
    .values({
      hash: session.hash,
      administrator: session.administrator,
      created_at: session.createdAt,
      last_seen: session.createdAt,
      expires_at: session.expiresAt,
      address: session.address,
      agent: session.agent,
      proof: session.by,
    })
    .execute();
}

function joined(db: Db) {
  return db
    .selectFrom('session')
    .innerJoin('administrator', 'administrator.no', 'session.administrator')
    .selectAll('administrator')
    .select([
      'session.no as id',
      'session.created_at as since',
      'session.last_seen',
      'session.expires_at',
      'session.address',
      'session.agent',
      'session.proof',
    ])
    .where('administrator.active', '=', 1);
}

type Row = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number];

function toSession(row: Row): Session {
  return {
    id: row.id,
    administrator: toAdministrator(row),
    createdAt: row.since,
    lastSeen: row.last_seen,
    expiresAt: row.expires_at,
    address: row.address,
    agent: row.agent,
    by: row.proof as Session['by'],
  };
}
