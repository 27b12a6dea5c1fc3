import { setImmediate } from 'node:timers/promises';
import { toObjects } from './columns.ts';
import { explained, SqliteConnection } from './connection.ts';
import { sqliteFailure } from './failure.ts';
import type { Answered, SqliteLink } from './link.ts';
import type { WorkerTask } from './messages.ts';

const longestTurnMs = 20;

/** A connection in this thread, for a program that has little to do and ends soon: it starts at once. */
export class InlineSqlite implements SqliteLink {
  #file = '';
  #pausedAt = 0;
  #connection: SqliteConnection | undefined;

  async open(file: string): Promise<void> {
    this.#file = file;
    this.#connection = this.#guarded(() => new SqliteConnection(file));
  }

  async ask(task: WorkerTask, inside: boolean): Promise<Answered> {
    const connection = this.#connection;
    if (connection === undefined) throw new Error('No database is open.');
    const result = this.#guarded(() => connection.perform(task, inside));
    await this.#letOthersIn();
    return { rows: toObjects(result.columns, result.rows), changes: result.changes };
  }

  async close(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Signals, timers and the network have their turn every so often; promises alone would never let them. */
  async #letOthersIn(): Promise<void> {
    const now = performance.now();
    if (now - this.#pausedAt < longestTurnMs) return;
    await setImmediate();
    this.#pausedAt = performance.now();
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const { message, code } = explained(error);
      throw sqliteFailure(this.#file, message, code);
    }
  }
}
