import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type {
  ConnectorProgress,
  ConnectorStore,
  ConnectorVersion,
  SaveOptions,
  StoredConnector,
} from '../core/ports/store/index.ts';
import { type Database, type Db, transaction } from './database.ts';
import { forgetConnector } from './forget.ts';
import { numberAfter, pageOf } from './pages.ts';
import type { Schema } from './schema.ts';

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
  const stored = db.selectFrom('connector').select(storedColumns);
  return {
    list: async () => (await stored.orderBy('id').execute()).map(toStored),
    get: async (id) => {
      const row = await stored.where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toStored(row);
    },
    put: (config, now, options = {}) => transaction(database, (inner) => put(inner.db, config, now, options)),
    versions: async (id, { after, limit }) => {
      const query = versionsOf(db, await connectorNumber(db, id)).orderBy('version', 'desc');
      const older = query.where('version', '<', numberAfter(after, Number.MAX_SAFE_INTEGER));
      return pageOf(await older.limit(limit + 1).execute(), limit, ({ version }) => String(version), toVersion);
    },
    version: async (id, version) => {
      const query = versionsOf(db, await connectorNumber(db, id));
      const row = await query.where('version', '=', version).executeTakeFirst();
      return row === undefined ? undefined : toVersion(row);
    },
    claimSchedule: async (id, from, to) => {
      await connectorNumber(db, id);
      const claim = db.updateTable('connector').set({ scheduled_at: to }).where('id', '=', id);
      return (await claim.where('scheduled_at', '=', from).executeTakeFirst()).numUpdatedRows > 0n;
    },
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

const storedColumns = ['config', 'version', 'updated_at', 'updated_by', 'scheduled_at'] as const;

type StoredRow = Pick<Selectable<Schema['connector']>, (typeof storedColumns)[number]>;

function toStored(row: StoredRow): StoredConnector {
  return {
    config: JSON.parse(row.config) as ConnectorConfig,
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    scheduledAt: row.scheduled_at,
  };
}

const versionsOf = (db: Db, no: number) =>
  db.selectFrom('connector_version').select(['version', 'config', 'at', 'saved_by']).where('connector', '=', no);

type VersionRow = Omit<Selectable<Schema['connector_version']>, 'connector'>;

function toVersion({ version, config, at, saved_by }: VersionRow): ConnectorVersion {
  return { version, config: JSON.parse(config) as ConnectorConfig, at, by: saved_by };
}

async function put(db: Db, config: ConnectorConfig, now: number, { by, expected }: SaveOptions) {
  const found = db.selectFrom('connector').select(['no', ...storedColumns]);
  const row = await found.where('id', '=', config.id).executeTakeFirst();
  refuseUnexpected(config.id, row?.version, expected);
  const text = JSON.stringify(config);
  const before = row === undefined ? undefined : toStored(row);
  if (row !== undefined && row.config === text) return { before, version: row.version };
  const version = (before?.version ?? 0) + 1;
  const values = { config: text, version, updated_at: now, updated_by: by ?? null };
  const no = row === undefined ? await insert(db, config.id, values) : row.no;
  if (before !== undefined) {
    const sameSchedule = isDeepStrictEqual(before.config.sync.schedule, config.sync.schedule);
    const change = sameSchedule ? values : { ...values, scheduled_at: now };
    await db.updateTable('connector').set(change).where('no', '=', no).execute();
  }
  await db
    .insertInto('connector_version')
    .values({ connector: no, version, config: text, at: now, saved_by: by ?? null })
    .execute();
  return { before, version };
}

function refuseUnexpected(id: string, version: number | undefined, expected: number | undefined): void {
  if (expected === undefined || expected === (version ?? 0)) return;
  if (expected === 0) {
    throw new Failure('already-exists', `There is a connector "${id}" already.`, { remedy: 'Choose another id.' });
  }
  if (version === undefined) throw noConnector(id);
  throw new Failure('outdated', `"${id}" has been changed in the meantime: version ${version} is the newest.`, {
    remedy: 'Look at what the other change did, then make yours again.',
  });
}

type Saved = { config: string; version: number; updated_at: number; updated_by: string | null };

async function insert(db: Db, id: string, values: Saved): Promise<number> {
  const { no } = await db
    .insertInto('connector')
    .values({ ...blank, id, ...values, scheduled_at: values.updated_at })
    .returning('no')
    .executeTakeFirstOrThrow();
  return no;
}

const blank = { last_run: 0, snapshot_run: 0, settled_run: 0 };

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
