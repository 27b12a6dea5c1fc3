import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  CompiledQuery as Raw,
} from 'kysely';
import { ManyRows, type SqlValue } from '../database.ts';
import type { SqliteThread } from './thread.ts';

/**
 * Kysely's way to the thread. There is one connection: whoever opens a transaction has it alone, and everybody else's
 * statements wait until it ends.
 */
export class SqliteDriver implements Driver {
  readonly #thread: SqliteThread;
  #transaction:
    | { readonly owner: SharedConnection; readonly ended: Promise<void>; readonly end: () => void }
    | undefined;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedConnection(this.#thread, (connection) => this.#turn(connection));
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const owner = connection as SharedConnection;
    await this.#turn(owner);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#transaction = { owner, ended: promise, end: resolve };
    try {
      await owner.executeQuery(Raw.raw('begin immediate'));
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#end(connection, 'commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#end(connection, 'rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#thread.close();
  }

  async #end(connection: DatabaseConnection, statement: string): Promise<void> {
    try {
      await connection.executeQuery(Raw.raw(statement));
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const { end } = this.#transaction ?? {};
    this.#transaction = undefined;
    end?.();
  }

  async #turn(connection: SharedConnection): Promise<void> {
    while (this.#transaction !== undefined && this.#transaction.owner !== connection) await this.#transaction.ended;
  }
}

class SharedConnection implements DatabaseConnection {
  readonly #thread: SqliteThread;
  readonly #turn: (connection: SharedConnection) => Promise<void>;

  constructor(thread: SqliteThread, turn: (connection: SharedConnection) => Promise<void>) {
    this.#thread = thread;
    this.#turn = turn;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.#turn(this);
    const answer = await this.#ask(query);
    return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.changes) };
  }

  #ask({ sql, parameters }: CompiledQuery) {
    const [first] = parameters;
    if (!(first instanceof ManyRows)) return this.#thread.query(sql, parameters as SqlValue[]);
    const { rows, insert } = first;
    return insert === undefined ? this.#thread.many(sql, rows) : this.#thread.insert(insert.head, insert.tail, rows);
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it; the store reads in keyset pages instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads in keyset pages.');
  }
}
