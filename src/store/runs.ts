import { type Selectable, sql } from 'kysely';
import { Failure } from '../core/errors.ts';
import type { Run, RunStore } from '../core/ports/store/index.ts';
import { noCounts } from '../core/runs.ts';
import { connectorNumber } from './connectors.ts';
import { type Database, type Db, transaction } from './database.ts';
import type { Schema } from './schema.ts';

export function runStore(database: Database): RunStore {
  const { db } = database;
  return {
    create: (run) =>
      transaction(database, async (inner) => {
        const { no, number } = await nextNumber(inner.db, run.connector);
        await inner.db
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
          })
          .execute();
        return read(inner.db, run.connector, number);
      }),
    finish: async (id, end) => {
      const { connector, number } = parseRunId(id);
      await db
        .updateTable('run')
        .set({
          kind: end.kind,
          status: end.status,
          finished_at: end.now,
          counts: JSON.stringify(end.counts),
          messages: JSON.stringify(end.messages),
          guards: JSON.stringify(end.guards),
          phases: JSON.stringify(end.phases),
          covers_all: end.coversAll ? 1 : 0,
        })
        .where('connector', '=', await connectorNumber(db, connector))
        .where('number', '=', number)
        .execute();
    },
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
      const found = await select(db, connector).where('status', '=', 'running').execute();
      return found.map((row) => toRun(connector, row));
    },
  };
}

/** Takes a run's id apart; an id that cannot be one leads to connector `''`. */
export function parseRunId(id: string): { connector: string; number: number } {
  const match = /^([a-z0-9-]+)-([0-9]{1,15})$/.exec(id);
  return { connector: match?.[1] ?? '', number: Number(match?.[2] ?? 0) };
}

function select(db: Db, connector: string) {
  return db
    .selectFrom('run')
    .selectAll()
    .where('connector', '=', db.selectFrom('connector').select('no').where('id', '=', connector));
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

async function read(db: Db, connector: string, number: number): Promise<Run> {
  return toRun(connector, await select(db, connector).where('number', '=', number).executeTakeFirstOrThrow());
}

function toRun(connector: string, row: Selectable<Schema['run']>): Run {
  return {
    id: `${connector}-${row.number}`,
    connector,
    number: row.number,
    kind: row.kind as Run['kind'],
    simulated: row.simulated === 1,
    ident: row.ident,
    status: row.status as Run['status'],
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    counts: JSON.parse(row.counts) as Run['counts'],
    messages: JSON.parse(row.messages) as Run['messages'],
    guards: JSON.parse(row.guards) as Run['guards'],
    phases: JSON.parse(row.phases) as Run['phases'],
    coversAll: row.covers_all === 1,
  };
}
