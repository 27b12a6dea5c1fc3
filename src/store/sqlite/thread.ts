import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/errors.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult, WorkerTask } from './messages.ts';

type Answered = { readonly rows: readonly Record<string, unknown>[]; readonly changes: number };

/** The thread's near end: requests are answered in the order in which they were made. The first one is to open a file. */
export class SqliteThread {
  readonly #worker: Worker;
  #file = '';
  readonly #waiting = new Map<number, { resolve: (answer: Answered) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #broken: Error | undefined;

  /** Starts the thread, which takes some time, so it may be done before it is known which file to open. */
  constructor(entry: URL) {
    this.#worker = new Worker(entry);
    this.#worker.on('message', (answer: WorkerAnswer) => this.#settle(answer));
    this.#worker.on('error', (error: Error & { code?: string }) =>
      this.#break(this.#failure(error.message, error.code ?? '')),
    );
    this.#worker.on('exit', () => this.#break(new Failure('transient', 'The database thread has ended.')));
  }

  /** Opens (and makes) the database file. */
  async open(file: string): Promise<void> {
    this.#file = file;
    await this.ask({ op: 'open', file }, false);
  }

  async close(): Promise<void> {
    if (this.#broken === undefined) await this.ask({ op: 'close' }, false);
    await this.#worker.terminate();
  }

  /** Done in the order in which it is asked. `inside`: part of the transaction that was begun last. */
  ask(task: WorkerTask, inside: boolean): Promise<Answered> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...task, id, inside } satisfies WorkerRequest);
    });
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(this.#failure(answer.error.message, answer.error.code));
    else waiting?.resolve({ rows: toObjects(answer), changes: answer.changes });
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }

  #failure(message: string, code: string): Error {
    const cause = new Error(`${code} ${message}`);
    if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) {
      return new Failure('transient', `The disk that holds ${this.#file} is full or does not work (${message}).`, {
        remedy: 'Make room, then start the run again; what was written so far is intact.',
        cause,
      });
    }
    if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY' || /directory does not exist/.test(message)) {
      return new Failure('configuration', `The database ${this.#file} cannot be opened for writing (${message}).`, {
        remedy: 'Check that the data directory exists and that this user may write in it.',
        cause,
      });
    }
    if (code.startsWith('SQLITE_BUSY')) {
      return new Failure('transient', `Another process keeps ${this.#file} locked.`, { cause });
    }
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
      return new Failure('configuration', `${this.#file} is not an intact database (${message}).`, {
        remedy: 'Restore it from a backup, or move it away to begin anew.',
        cause,
      });
    }
    return new Error(message, { cause });
  }
}

/** Copies of one object have one shape, however many columns there are. */
function toObjects({ count, rows }: WorkerResult): Record<string, unknown>[] {
  const { same, varying, values } = rows;
  const template: Record<string, unknown> = { ...same };
  for (const column of varying) template[column] = null;
  const objects: Record<string, unknown>[] = [];
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    const object = { ...template };
    for (const column of varying) {
      object[column] = values[at];
      at += 1;
    }
    objects.push(object);
  }
  return objects;
}
