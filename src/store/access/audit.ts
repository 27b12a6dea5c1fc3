import { type Selectable, sql } from 'kysely';
import type { AuditFilter, AuditRecord, AuditStore } from '../../core/ports/store/index.ts';
import type { Database } from '../database.ts';
import type { AccessSchema } from './tables.ts';

export function auditStore({ db, dialect }: Database): AuditStore {
  const position = sql.raw(dialect === 'sqlite' ? 'instr' : 'strpos');
  return {
    append: async ({ before, after, ...entry }) => {
      const values = { before: JSON.stringify(before ?? null), after: JSON.stringify(after ?? null) };
      await db
        .insertInto('audit')
        .values({ ...entry, ...values })
        .execute();
    },
    list: async (filter, { before, limit }) => {
      let query = db.selectFrom('audit').selectAll().where('number', '<', before);
      for (const name of ['actor', 'action', 'subject'] as const satisfies readonly (keyof AuditFilter)[]) {
        const part = filter[name];
        if (part === undefined || part === '') continue;
        query = query.where(sql<boolean>`${position}(lower(${sql.ref(name)}), ${part.toLowerCase()}) > 0`);
      }
      return (await query.orderBy('number', 'desc').limit(limit).execute()).map(toRecord);
    },
  };
}

function toRecord(row: Selectable<AccessSchema['audit']>): AuditRecord {
  const { number, at, actor, address, action, subject } = row;
  return { number, at, actor, address, action, subject, before: JSON.parse(row.before), after: JSON.parse(row.after) };
}
