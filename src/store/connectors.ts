import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type { ConnectorProgress, ConnectorStore, StoredConnector } from '../core/ports/store/index.ts';
import { type Database, type Db, transaction } from './database.ts';
import { forgetConnector } from './forget.ts';

/** The number by which the tables know a connector. */
export async function connectorNumber(db: Db, id: string): Promise<number> {
  const row = await db.selectFrom('connector').select('no').where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw noConnector(id);
  return row.no;
}

function noConnector(id: string): Failure {
  return new Failure('not-found', `There is no connector "${id}".`, {
    remedy: 'See which there are with: user-sync connector list',
  });
}

export function connectorStore(database: Database): ConnectorStore {
  const { db } = database;
  const stored = db.selectFrom('connector').select(['config', 'version', 'updated_at']);
  return {
    list: async () => (await stored.orderBy('id').execute()).map(toStored),
    get: async (id) => {
      const row = await stored.where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toStored(row);
    },
    put: (config, now) => transaction(database, (inner) => put(inner.db, config, now)),
    delete: (id) => transaction(database, (inner) => forgetConnector(inner, id)),
    progress: (id) => progress(db, id),
    setProgress: async (id, values) => {
      if (Object.keys(values).length === 0) await connectorNumber(db, id);
      else await setProgress(db, id, values);
    },
  };
}

async function setProgress(db: Db, id: string, values: Partial<ConnectorProgress>): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('connector')
    .set({
      ...(values.settledRun !== undefined && { settled_run: values.settledRun }),
      ...(values.settledRules !== undefined && { settled_rules: values.settledRules }),
      ...(values.settledRevision !== undefined && { settled_revision: values.settledRevision }),
      ...(values.mappedBy !== undefined && { mapped_by: values.mappedBy }),
      ...(values.cursor !== undefined && { cursor: values.cursor }),
      ...(values.cursorSource !== undefined && { cursor_source: values.cursorSource }),
      ...(values.fullAt !== undefined && { full_at: values.fullAt }),
    })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw noConnector(id);
}

function toStored(row: { config: string; version: number; updated_at: number }): StoredConnector {
  return { config: JSON.parse(row.config) as ConnectorConfig, version: row.version, updatedAt: row.updated_at };
}

async function put(db: Db, config: ConnectorConfig, now: number) {
  const row = await db
    .selectFrom('connector')
    .select(['config', 'version', 'updated_at'])
    .where('id', '=', config.id)
    .executeTakeFirst();
  const text = JSON.stringify(config);
  if (row === undefined) {
    await db
      .insertInto('connector')
      .values({ ...blank, id: config.id, config: text, updated_at: now })
      .execute();
    return { before: undefined, version: 1 };
  }
  const before = toStored(row);
  if (row.config === text) return { before, version: before.version };
  const version = before.version + 1;
  await db
    .updateTable('connector')
    .set({ config: text, version, updated_at: now })
    .where('id', '=', config.id)
    .execute();
  return { before, version };
}

const blank = { version: 1, last_run: 0, snapshot_run: 0, settled_run: 0 };

async function progress(db: Db, id: string): Promise<ConnectorProgress> {
  const row = await db
    .selectFrom('connector')
    .select(['settled_run', 'settled_rules', 'settled_revision', 'mapped_by', 'cursor', 'cursor_source', 'full_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw noConnector(id);
  return {
    settledRun: row.settled_run,
    settledRules: row.settled_rules,
    settledRevision: row.settled_revision,
    mappedBy: row.mapped_by,
    cursor: row.cursor,
    cursorSource: row.cursor_source,
    fullAt: row.full_at,
  };
}
