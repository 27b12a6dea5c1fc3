import { parentPort } from 'node:worker_threads';
import { takeApart } from './columns.ts';
import { explained, SqliteConnection } from './connection.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult } from './messages.ts';

/*
 * The thread that owns one SQLite connection. Statements here may take as long as they need: the event loop of the
 * program is another one, and it reads from the source while this one writes.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;

let connection: SqliteConnection | undefined;

const done: WorkerResult = { count: 0, rows: { same: {}, varying: [], values: [] }, changes: 0 };

function answer(request: WorkerRequest): WorkerResult {
  if (request.op === 'open') {
    connection = new SqliteConnection(request.file);
    return done;
  }
  if (request.op === 'close') {
    connection?.close();
    return done;
  }
  if (connection === undefined) throw new Error('No database is open.');
  const { columns, rows, changes } = connection.perform(request, request.inside);
  return { count: rows.length, rows: takeApart(columns, rows), changes };
}

port.on('message', (request: WorkerRequest) => {
  const { id } = request;
  try {
    port.postMessage({ id, ...answer(request) } satisfies WorkerAnswer);
  } catch (error) {
    port.postMessage({ id, error: explained(error) } satisfies WorkerAnswer);
  }
  if (request.op === 'close') port.close();
});
