import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { WorkerAnswer, WorkerRequest } from './messages.ts';

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
connection.pragma('cache_size = -98304');
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

const runAll = connection.transaction((statement: Sqlite.Statement, rows: readonly (readonly unknown[])[]) => {
  let changes = 0;
  for (const row of rows) changes += statement.run(row).changes;
  return changes;
});

/** Fewer and larger statements: what SQLite spends on starting one is as much as on a narrow row. */
const rowsAtOnce = 50;

const insertAll = connection.transaction((head: string, tail: string, rows: readonly (readonly unknown[])[]) => {
  const tuple = `(${Array(rows[0]?.length ?? 0)
    .fill('?')
    .join(', ')})`;
  let changes = 0;
  let start = 0;
  if (rows.length >= rowsAtOnce) {
    const many = prepared(head + Array(rowsAtOnce).fill(tuple).join(', ') + tail);
    for (; start + rowsAtOnce <= rows.length; start += rowsAtOnce) {
      changes += many.run(rows.slice(start, start + rowsAtOnce).flat()).changes;
    }
  }
  const one = prepared(head + tuple + tail);
  for (const row of rows.slice(start)) changes += one.run(row).changes;
  return changes;
});

function answer(request: WorkerRequest): WorkerAnswer {
  const { id } = request;
  if (request.op === 'close') {
    connection.close();
    return { id, columns: [], rows: [], changes: 0 };
  }
  if (request.op === 'insert') return changed(id, insertAll(request.head, request.tail, request.rows));
  const statement = prepared(request.sql);
  if (request.op === 'many') return changed(id, runAll(statement, request.rows));
  if (statement.reader) {
    const rows = statement.raw(true).all(request.parameters) as unknown[][];
    return { id, columns: statement.columns().map(({ name }) => name), rows, changes: 0 };
  }
  return changed(id, statement.run(request.parameters).changes);
}

const changed = (id: number, changes: number): WorkerAnswer => ({ id, columns: [], rows: [], changes });

port.on('message', (request: WorkerRequest) => {
  try {
    port.postMessage(answer(request));
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : 'UNKNOWN';
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id: request.id, error: { message, code } } satisfies WorkerAnswer);
  }
  if (request.op === 'close') port.close();
});
