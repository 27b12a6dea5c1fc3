import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  CompiledQuery as Raw,
} from 'kysely';
import { ManyRows, type SqlValue } from '../database.ts';
import type { SqliteThread } from './thread.ts';

/** Who has the one connection alone, until its transaction ends. */
interface Holder {
  readonly owner: SharedConnection;
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/**
 * Kysely's way to the thread. There is one connection: whoever opens a transaction has it alone, and everybody else's
 * statements wait until it ends. From finding it free to the request to the thread nothing is awaited, so that nobody
 * comes in between.
 */
export class SqliteDriver implements Driver {
  readonly #thread: SqliteThread;
  #holder: Holder | undefined;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedConnection(this.#thread, (connection) => this.#heldFrom(connection));
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const owner = connection as SharedConnection;
    for (let held = this.#heldFrom(owner); held !== undefined; held = this.#heldFrom(owner)) await held;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#holder = { owner, ended: promise, end: resolve };
    try {
      await owner.ask(Raw.raw('begin immediate'));
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#end(connection as SharedConnection, 'commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#end(connection as SharedConnection, 'rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#thread.close();
  }

  async #end(connection: SharedConnection, statement: string): Promise<void> {
    try {
      await connection.ask(Raw.raw(statement));
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const { end } = this.#holder ?? {};
    this.#holder = undefined;
    end?.();
  }

  /** When the connection is free again; undefined when it is, or is the asker's own. */
  #heldFrom(connection: SharedConnection): Promise<void> | undefined {
    return this.#holder?.owner === connection ? undefined : this.#holder?.ended;
  }
}

class SharedConnection implements DatabaseConnection {
  readonly #thread: SqliteThread;
  readonly #heldFrom: (connection: SharedConnection) => Promise<void> | undefined;

  constructor(thread: SqliteThread, heldFrom: (connection: SharedConnection) => Promise<void> | undefined) {
    this.#thread = thread;
    this.#heldFrom = heldFrom;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (let held = this.#heldFrom(this); held !== undefined; held = this.#heldFrom(this)) await held;
    const { rows, changes } = await this.ask(query);
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  /** Asks the thread at once, whoever holds the connection. */
  ask({ sql, parameters }: CompiledQuery) {
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
