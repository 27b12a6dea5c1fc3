import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { InsertRows, ManyRows, type SqlValue } from '../database.ts';
import { takeApart } from './columns.ts';
import type { SqliteLink } from './link.ts';
import { Lock } from './lock.ts';
import type { WorkerTask } from './messages.ts';

/**
 * Kysely's way to the thread. There is one connection, and requests are done in the order in which they are made: whoever
 * opens a transaction has the connection until the commit is on its way, and everybody else waits for that.
 */
export class SqliteDriver implements Driver {
  readonly #link: SqliteLink;
  readonly #lock = new Lock();

  constructor(link: SqliteLink) {
    this.#link = link;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedConnection(this.#link, this.#lock);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as SharedConnection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as SharedConnection).end('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as SharedConnection).end('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#link.close();
  }
}

/** So many rows may be on their way before somebody waits for them: they are copied, and take memory. */
const mostQueued = 15_000;

class SharedConnection implements DatabaseConnection {
  readonly #link: SqliteLink;
  readonly #lock: Lock;
  /** Rows on their way to the thread. */
  #queued = 0;
  /** Ends this connection's turn; undefined outside of a transaction. */
  #leave: (() => void) | undefined;

  constructor(link: SqliteLink, lock: Lock) {
    this.#link = link;
    this.#lock = lock;
  }

  async begin(): Promise<void> {
    this.#leave = await this.#lock.enter();
    this.#link.ask({ op: 'begin' }, true).catch(() => {});
  }

  /** A commit that fails has been taken back already; then there is nothing to roll back. */
  async end(op: 'commit' | 'rollback'): Promise<void> {
    const leave = this.#leave;
    if (leave === undefined) return;
    const answer = this.#link.ask({ op }, true);
    this.#leave = undefined;
    leave();
    await answer;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const [first] = parameters;
    if (first instanceof ManyRows) return this.#many({ op: 'many', sql, rows: first.rows }, first.rows.length);
    if (first instanceof InsertRows) {
      const { table, columns, rows, constants, tail } = first;
      const { same, ...apart } = takeApart(columns, rows);
      const task = { table, count: rows.length, rows: { ...apart, same: { ...same, ...constants } }, tail };
      return this.#many({ op: 'insert', ...task }, rows.length);
    }
    const { rows, changes } = await this.#ask({ op: 'query', sql, parameters: parameters as SqlValue[] });
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it; the store reads in keyset pages instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads in keyset pages.');
  }

  /** In a transaction nobody waits for many rows: the thread works on them while the next ones are made. */
  async #many<R>(task: WorkerTask, rows: number): Promise<QueryResult<R>> {
    this.#queued += rows;
    const done = this.#ask(task).finally(() => {
      this.#queued -= rows;
    });
    if (this.#leave === undefined || this.#queued > mostQueued) await done;
    // What fails fails again at the next request that is waited for, at the latest at the commit.
    else done.catch(() => {});
    return { rows: [] };
  }

  async #ask(task: WorkerTask) {
    if (this.#leave !== undefined) return this.#link.ask(task, true);
    const leave = await this.#lock.enter();
    const answer = this.#link.ask(task, false);
    leave();
    return answer;
  }
}
