import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/errors.ts';
import { putTogether } from './columns.ts';
import { sqliteFailure } from './failure.ts';
import type { Answered, SqliteLink } from './link.ts';
import type { WorkerAnswer, WorkerRequest, WorkerTask } from './messages.ts';

/**
 * A connection in a thread of its own: the event loop is never blocked, and the program reads and decides while SQLite
 * writes. Starting one takes some time, so it may be done before it is known which file to open.
 */
export class SqliteThread implements SqliteLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: Answered) => void; reject: (error: Error) => void }>();
  #file = '';
  #lastId = 0;
  #broken: Error | undefined;

  constructor(entry: URL) {
    this.#worker = new Worker(entry);
    this.#worker.on('message', (answer: WorkerAnswer) => this.#settle(answer));
    this.#worker.on('error', (error: Error & { code?: string }) =>
      this.#break(sqliteFailure(this.#file, error.message, error.code ?? '')),
    );
    this.#worker.on('exit', () => this.#break(new Failure('transient', 'The database thread has ended.')));
  }

  async open(file: string): Promise<void> {
    this.#file = file;
    await this.#request({ op: 'open', file, inside: false });
  }

  ask(task: WorkerTask, inside: boolean): Promise<Answered> {
    return this.#request({ ...task, inside });
  }

  async close(): Promise<void> {
    if (this.#broken === undefined) await this.#request({ op: 'close', inside: false });
    await this.#worker.terminate();
  }

  #request(request: Unnumbered<WorkerRequest>): Promise<Answered> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id } satisfies WorkerRequest);
    });
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(sqliteFailure(this.#file, answer.error.message, answer.error.code));
    else waiting?.resolve({ rows: putTogether(answer.count, answer.rows), changes: answer.changes });
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }
}

type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;
