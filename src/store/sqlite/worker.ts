import { parentPort } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { type Columned, takeApart } from './columns.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult, WorkerTask } from './messages.ts';

/*
 * The thread that owns one SQLite connection. Statements here may take as long as they need: the event loop of the
 * program is another one, and it reads from the source while this one writes.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;

let connection: Sqlite.Database;

function open(file: string): void {
  connection = new Sqlite(file, { timeout: 15_000 });
  connection.pragma('journal_mode = wal');
  // The journal of a run must survive a power loss.
  connection.pragma('synchronous = full');
  connection.pragma('cache_size = -49152');
  connection.pragma('wal_autocheckpoint = 20000');
  connection.pragma('journal_size_limit = 67108864');
  connection.pragma('temp_store = memory');
  connection.pragma('foreign_keys = on');
}

/** The statements used last; which columns are the same in all rows makes many of them. */
const statements = new Map<string, Sqlite.Statement>();
const mostStatements = 300;

function prepared(sql: string): Sqlite.Statement {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = connection.prepare(sql);
    if (statements.size >= mostStatements) statements.clear();
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

function insertAll({ table, count, rows, tail }: Extract<WorkerTask, { op: 'insert' }>): number {
  const { same, varying, values } = rows;
  const fixed = Object.keys(same);
  const names = [...fixed, ...varying].map((name) => `"${name}"`).join(', ');
  const tuple = `(${[...fixed.map((name) => `@${name}`), ...varying.map(() => '?')].join(', ')})`;
  const width = varying.length;
  let changes = 0;
  for (let start = 0; start < count; ) {
    const many = count - start >= rowsAtOnce ? rowsAtOnce : 1;
    const statement = prepared(
      `insert into "${table}" (${names}) values ${Array(many).fill(tuple).join(', ')} ${tail}`,
    );
    changes += statement.run(values.slice(start * width, (start + many) * width), same).changes;
    start += many;
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
    case 'open':
      open(task.file);
      return changed(0);
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
      connection?.close();
      return changed(0);
    case 'insert':
      return changed(together(() => insertAll(task)));
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
  const columns = statement.columns().map(({ name }) => name);
  return { count: rows.length, rows: takeApart(columns, rows), changes: 0 };
}

const nothing: Columned<unknown> = { same: {}, varying: [], values: [] };

function changed(changes: number): WorkerResult {
  return { count: 0, rows: nothing, changes };
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
