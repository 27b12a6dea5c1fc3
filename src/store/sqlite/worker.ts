import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { InsertRows } from '../database.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult } from './messages.ts';

/*
 * The thread that owns one SQLite connection. Statements here may take as long as they need: the event loop of the
 * program is another one, and it reads from the source while this one writes.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const connection = new Sqlite((workerData as { file: string }).file, { timeout: 15_000 });
connection.pragma('journal_mode = wal');
// The journal of a run must survive a power loss.
connection.pragma('synchronous = full');
connection.pragma('cache_size = -49152');
connection.pragma('wal_autocheckpoint = 20000');
connection.pragma('journal_size_limit = 67108864');
connection.pragma('temp_store = memory');
connection.pragma('foreign_keys = on');

const statements = new Map<string, Sqlite.Statement>();

function prepared(sql: string): Sqlite.Statement {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = connection.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

function runAll(statement: Sqlite.Statement, rows: readonly (readonly unknown[])[]): number {
  let changes = 0;
  for (const row of rows) changes += statement.run(row).changes;
  return changes;
}

/** Fewer and larger statements: what SQLite spends on starting one is as much as on a narrow row. */
const rowsAtOnce = 50;

function insertAll({ head, tuple, tail, width, values, constants }: InsertRows): number {
  const count = values.length / width;
  let changes = 0;
  let start = 0;
  const insert = (rows: number) => {
    const statement = prepared(head + Array(rows).fill(tuple).join(', ') + tail);
    const end = start + rows * width;
    changes += statement.run(values.slice(start, end), constants).changes;
    start = end;
  };
  for (let left = count; left > 0; left -= rowsAtOnce) {
    if (left >= rowsAtOnce) insert(rowsAtOnce);
    else for (let one = 0; one < left; one += 1) insert(1);
  }
  return changes;
}

/** Inside a transaction that is open already, or else in one of its own. */
function together(work: () => number): number {
  return connection.inTransaction ? work() : connection.transaction(work)();
}

/** Why the open transaction cannot be committed any more: a part of it failed, or it could not be begun. */
let broken: { readonly reason: unknown } | undefined;

function perform(task: WorkerRequest): WorkerResult {
  switch (task.op) {
    case 'begin':
      connection.exec('begin immediate');
      return changed(0);
    case 'commit':
      commit();
      return changed(0);
    case 'rollback':
      rollback();
      return changed(0);
    case 'close':
      connection.close();
      return changed(0);
    case 'insert':
      return changed(together(() => insertAll(task.insert)));
    case 'many':
      return changed(together(() => runAll(prepared(task.sql), task.rows)));
    case 'query':
      return query(prepared(task.sql), task.parameters);
  }
}

/** Ends the transaction in any case: what cannot be committed is taken back. */
function commit(): void {
  try {
    if (broken !== undefined) throw broken.reason;
    connection.exec('commit');
  } catch (error) {
    rollback();
    throw error;
  }
}

function rollback(): void {
  broken = undefined;
  if (connection.inTransaction) connection.exec('rollback');
}

function query(statement: Sqlite.Statement, parameters: readonly unknown[]): WorkerResult {
  if (!statement.reader) return changed(statement.run(parameters).changes);
  const rows = statement.raw(true).all(parameters) as unknown[][];
  return { columns: statement.columns().map(({ name }) => name), rows, changes: 0 };
}

function changed(changes: number): WorkerResult {
  return { columns: [], rows: [], changes };
}

function guarded(request: WorkerRequest): WorkerResult {
  const { op, inside } = request;
  if (!inside || op === 'commit' || op === 'rollback') return perform(request);
  if (broken !== undefined) throw broken.reason;
  try {
    return perform(request);
  } catch (error) {
    broken = { reason: error };
    throw error;
  }
}

port.on('message', (request: WorkerRequest) => {
  const { id } = request;
  try {
    port.postMessage({ id, ...guarded(request) } satisfies WorkerAnswer);
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : 'UNKNOWN';
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id, error: { message, code } } satisfies WorkerAnswer);
  }
  if (request.op === 'close') port.close();
});
