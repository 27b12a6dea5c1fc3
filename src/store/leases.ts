import type { Selectable } from 'kysely';
import type { LeaseAnswer, LeaseHolder, LeaseStore } from '../core/ports/store/index.ts';
import { type Database, transaction } from './database.ts';
import type { Schema } from './schema.ts';

export function leaseStore(database: Database): LeaseStore {
  const { db } = database;
  return {
    acquire: (name, request) => transaction(database, (inner) => acquire(inner, name, request)),
    held: async (name, now) => {
      const row = await db.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst();
      return row === undefined || row.expires_at <= now ? undefined : toHolder(row);
    },
    renew: async (name, fence, expiresAt) => {
      const { numUpdatedRows } = await db
        .updateTable('lease')
        .set({ expires_at: expiresAt })
        .where('name', '=', name)
        .where('fence', '=', fence)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    // The row stays, for its fence: the next holder's number must be a greater one.
    release: async (name, fence) => {
      await db
        .updateTable('lease')
        .set({ expires_at: 0 })
        .where('name', '=', name)
        .where('fence', '=', fence)
        .execute();
    },
    expire: async (name, holder) => {
      await db
        .updateTable('lease')
        .set({ expires_at: 0 })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute();
    },
  };
}

async function acquire(
  { db, dialect }: Database,
  name: string,
  request: { holder: string; run: string; now: number; ttlMs: number },
): Promise<LeaseAnswer> {
  const query = db.selectFrom('lease').selectAll().where('name', '=', name);
  const row = await (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (row !== undefined && row.expires_at > request.now) {
    return { granted: false, held: toHolder(row) };
  }
  const lease = {
    holder: request.holder,
    run: request.run,
    fence: (row?.fence ?? 0) + 1,
    since: request.now,
    expires_at: request.now + request.ttlMs,
  };
  const written = await db
    .insertInto('lease')
    .values({ name, ...lease })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(lease)
        .where('lease.fence', '=', lease.fence - 1),
    )
    .returning('fence')
    .executeTakeFirst();
  // On PostgreSQL another node may have made the first row in the meantime: then it holds the lease.
  if (written === undefined) return acquire({ db, dialect }, name, request);
  return { granted: true, fence: lease.fence };
}

function toHolder({ holder, run, since, expires_at }: Selectable<Schema['lease']>): LeaseHolder {
  return { holder, run, since, expiresAt: expires_at };
}
