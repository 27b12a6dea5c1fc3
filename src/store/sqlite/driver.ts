import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { InsertRows, ManyRows, type SqlValue } from '../database.ts';
import type { SqliteConnection } from './connection.ts';
import { Lock } from './lock.ts';
import { Turns } from './turns.ts';

/**
 * Kysely's way to SQLite. There is one connection: whoever opens a transaction has it until the commit, and everybody else
 * waits for that, in the order in which they came.
 */
export class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #lock = new Lock();
  readonly #turns = new Turns();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SharedConnection(this.#connection, this.#lock, this.#turns);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as SharedConnection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as SharedConnection).end('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as SharedConnection).end('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection.close();
  }
}

class SharedConnection implements DatabaseConnection {
  readonly #connection: SqliteConnection;
  readonly #lock: Lock;
  readonly #turns: Turns;
  /** Ends this connection's turn; undefined outside of a transaction. */
  #leave: (() => void) | undefined;

  constructor(connection: SqliteConnection, lock: Lock, turns: Turns) {
    this.#connection = connection;
    this.#lock = lock;
    this.#turns = turns;
  }

  async begin(): Promise<void> {
    const leave = await this.#lock.enter();
    try {
      this.#connection.begin();
      this.#leave = leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** A commit that fails has been taken back already; then there is nothing to roll back. */
  end(op: 'commit' | 'rollback'): void {
    const leave = this.#leave;
    if (leave === undefined) return;
    this.#leave = undefined;
    try {
      this.#connection[op]();
    } finally {
      leave();
    }
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    await this.#turns.letOthersIn();
    const leave = this.#leave === undefined ? await this.#lock.enter() : undefined;
    try {
      const [first] = parameters;
      if (first instanceof ManyRows) return { rows: [], ...affected(this.#connection.many(sql, first.rows)) };
      if (first instanceof InsertRows) return { rows: [], ...affected(this.#connection.insert(first)) };
      const { rows, changes } = this.#connection.query(sql, parameters as SqlValue[]);
      return { rows: rows as R[], ...affected(changes) };
    } finally {
      leave?.();
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it; the store reads in keyset pages instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads in keyset pages.');
  }
}

const affected = (changes: number) => ({ numAffectedRows: BigInt(changes) });
