import { type Selectable, sql } from 'kysely';
import { Failure } from '../core/errors.ts';
import type {
  NewRun,
  Page,
  Run,
  RunEnd,
  RunProgress,
  RunRequest,
  RunStore,
  RunsQuery,
} from '../core/ports/store/index.ts';
import { noCounts } from '../core/runs.ts';
import { connectorNumber } from './connectors.ts';
import { type Database, type Db, rows, transaction } from './database.ts';
import { notAPage, pageOf } from './pages.ts';
import type { Schema } from './schema.ts';

export function runStore(database: Database): RunStore {
  const { db } = database;
  return {
    create: (run) => transaction(database, (inner) => create(inner.db, run)),
    finish: (id, end) => transaction(database, (inner) => finish(inner.db, id, end)),
    get: async (id) => {
      const { connector, number } = parseRunId(id);
      const row = await select(db, connector).where('number', '=', number).executeTakeFirst();
      return row === undefined ? undefined : toRun(connector, row);
    },
    list: async (connector, limit) => {
      await connectorNumber(db, connector);
      const found = await select(db, connector).orderBy('number', 'desc').limit(limit).execute();
      return found.map((row) => toRun(connector, row));
    },
    unfinished: async (connector) => {
      await connectorNumber(db, connector);
      const found = await select(db, connector).where('status', '=', 'running').orderBy('number').execute();
      return found.map((row) => toRun(connector, row));
    },
    page: (query) => page(db, query),
    note: async (id, progress) => {
      if (progress !== null) {
        await update(db, id)
          .set({ progress: JSON.stringify(progress) })
          .execute();
      }
      const { connector, number } = parseRunId(id);
      const row = await select(db, connector).where('number', '=', number).executeTakeFirst();
      return { cancelRequested: row?.cancel_requested === 1 };
    },
    requestCancel: async (id) => {
      const asked = update(db, id).set({ cancel_requested: 1 }).where('status', '=', 'running');
      return (await asked.executeTakeFirst()).numUpdatedRows > 0n;
    },
    interrupted: async () => {
      const found = await rows(db, sql<RunRow>`${everyRun} where r.interrupted = 1 order by r.started_at, r.number`);
      return found.map((row) => toRun(row.id, row));
    },
    clearInterrupted: async (id) => {
      await update(db, id).set({ interrupted: 0 }).execute();
    },
  };
}

async function finish(db: Db, id: string, end: RunEnd): Promise<void> {
  const interrupted = end.interrupted === true;
  await connectorNumber(db, parseRunId(id).connector);
  await update(db, id)
    .set((eb) => ({
      kind: end.kind,
      status: end.status,
      finished_at: end.now,
      counts: JSON.stringify(end.counts),
      messages: JSON.stringify(end.messages),
      guards: JSON.stringify(end.guards),
      phases: JSON.stringify(end.phases),
      covers_all: end.coversAll ? 1 : 0,
      progress: null,
      interrupted: interrupted ? 1 : 0,
      last_event: eb.selectFrom('directory').select('last_event').whereRef('directory.id', '=', 'run.directory'),
    }))
    .execute();
  if (!interrupted) await endWriting(db, id);
}

/**
 * What this run and those before it have written is whole now. What an interrupted run has begun is whole when the run that
 * goes on with it is over.
 */
async function endWriting(db: Db, id: string): Promise<void> {
  const { connector, number } = parseRunId(id);
  await sql`delete from directory_write where run <= ${number} and connector in (
    select r.connector from run r join connector c on c.no = r.connector
    where c.id = ${connector} and r.number = ${number} and r.simulated = 0)`.execute(db);
}

/** Takes a run's id apart; an id that cannot be one leads to connector `''`. */
export function parseRunId(id: string): { connector: string; number: number } {
  const match = /^([a-z0-9-]+)-([0-9]{1,15})$/.exec(id);
  return { connector: match?.[1] ?? '', number: Number(match?.[2] ?? 0) };
}

function select(db: Db, connector: string) {
  return db.selectFrom('run').selectAll().where('connector', '=', numberOf(db, connector));
}

function update(db: Db, id: string) {
  const { connector, number } = parseRunId(id);
  return db.updateTable('run').where('connector', '=', numberOf(db, connector)).where('number', '=', number);
}

const numberOf = (db: Db, connector: string) => db.selectFrom('connector').select('no').where('id', '=', connector);

type RunRow = Selectable<Schema['run']> & { readonly id: string };

const everyRun = sql`select r.*, c.id from run r join connector c on c.no = r.connector`;

async function page(db: Db, { connector, withErrors, after, limit }: RunsQuery): Promise<Page<Run>> {
  const c = connector === undefined ? undefined : await connectorNumber(db, connector);
  const found = await rows(
    db,
    sql<RunRow>`${everyRun} where ${c === undefined ? sql`1 = 1` : sql`r.connector = ${c}`}
      and ${withErrors === true ? sql`r.status not in ('succeeded', 'running')` : sql`1 = 1`}
      and ${after === null ? sql`1 = 1` : sql`(r.started_at, r.connector, r.number) < (${sql.join(position(after))})`}
      order by r.started_at desc, r.connector desc, r.number desc limit ${limit + 1}`,
  );
  const next = (row: RunRow) => [row.started_at, row.connector, row.number].join('.');
  return pageOf(found, limit, next, (row) => toRun(row.id, row));
}

function position(after: string): number[] {
  if (!/^\d{1,15}\.\d{1,15}\.\d{1,15}$/.test(after)) throw notAPage();
  return after.split('.').map(Number);
}

const noRequest: RunRequest = { full: false, byUsername: false };

async function create(db: Db, run: NewRun): Promise<Run> {
  const { no, number } = await nextNumber(db, run.connector);
  await db
    .insertInto('run')
    .values({
      connector: no,
      number,
      kind: run.kind,
      simulated: run.simulated ? 1 : 0,
      ident: run.ident,
      status: 'running',
      started_at: run.now,
      finished_at: null,
      counts: JSON.stringify(noCounts),
      messages: '[]',
      guards: '[]',
      phases: '{}',
      covers_all: 0,
      started_by: run.startedBy ?? null,
      request: JSON.stringify(run.request ?? noRequest),
      progress: null,
      cancel_requested: 0,
      interrupted: 0,
      directory: run.directory ?? null,
      last_event: null,
    })
    .execute();
  return toRun(run.connector, await select(db, run.connector).where('number', '=', number).executeTakeFirstOrThrow());
}

async function nextNumber(db: Db, connector: string): Promise<{ no: number; number: number }> {
  const row = await db
    .updateTable('connector')
    .set({ last_run: sql`last_run + 1` })
    .where('id', '=', connector)
    .returning(['no', 'last_run as number'])
    .executeTakeFirst();
  if (row === undefined) throw new Failure('not-found', `There is no connector "${connector}".`);
  return row;
}

function toRun(connector: string, row: Selectable<Schema['run']>): Run {
  return {
    id: `${connector}-${row.number}`,
    connector,
    number: row.number,
    kind: row.kind as Run['kind'],
    simulated: row.simulated === 1,
    ident: row.ident,
    request: row.request === null ? noRequest : (JSON.parse(row.request) as RunRequest),
    startedBy: row.started_by,
    status: row.status as Run['status'],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    counts: JSON.parse(row.counts) as Run['counts'],
    messages: JSON.parse(row.messages) as Run['messages'],
    guards: JSON.parse(row.guards) as Run['guards'],
    phases: JSON.parse(row.phases) as Run['phases'],
    coversAll: row.covers_all === 1,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as RunProgress),
    interrupted: row.interrupted === 1,
  };
}
