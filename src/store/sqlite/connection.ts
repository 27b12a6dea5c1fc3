import Sqlite from 'better-sqlite3';
import type { InsertRows, SqlValue } from '../database.ts';
import { sqliteFailure } from './failure.ts';
import { insertAll, runAll, Statements } from './statements.ts';

/** What a statement gave, and how many rows it changed. */
export interface Answer {
  readonly rows: readonly Record<string, unknown>[];
  readonly changes: number;
}

/** A SQLite file, open. Everything is done at once; failures are in words for an administrator. */
export class SqliteConnection {
  readonly #file: string;
  readonly #db: Sqlite.Database;
  readonly #statements: Statements;

  private constructor(file: string, open: (file: string) => Sqlite.Database) {
    this.#file = file;
    this.#db = this.#explaining(() => open(file));
    this.#statements = new Statements(this.#db);
  }

  static open(file: string): SqliteConnection {
    return new SqliteConnection(file, openToWrite);
  }

  /** Sees the data as it is now, whatever is written meanwhile. */
  static openView(file: string): SqliteConnection {
    return new SqliteConnection(file, openView);
  }

  begin(): void {
    this.#explaining(() => this.#db.exec('begin immediate'));
  }

  /** Ends the transaction in any case: what cannot be committed is taken back. */
  commit(): void {
    try {
      this.#explaining(() => this.#db.exec('commit'));
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  rollback(): void {
    if (this.#db.inTransaction) this.#explaining(() => this.#db.exec('rollback'));
  }

  query(sql: string, parameters: readonly SqlValue[]): Answer {
    return this.#explaining(() => {
      const statement = this.#statements.get(sql);
      if (!statement.reader) return { rows: [], changes: statement.run(parameters).changes };
      return { rows: statement.all(parameters) as Record<string, unknown>[], changes: 0 };
    });
  }

  /** Runs the statement once per row; in a transaction of its own when none is open. */
  many(sql: string, rows: readonly (readonly SqlValue[])[]): number {
    return this.#together(() => runAll(this.#statements.get(sql), rows));
  }

  insert(rows: InsertRows): number {
    return this.#together(() => insertAll(this.#statements, rows));
  }

  close(): void {
    this.#db.close();
  }

  #together(work: () => number): number {
    return this.#explaining(() => (this.#db.inTransaction ? work() : this.#db.transaction(work)()));
  }

  #explaining<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const code = error instanceof Sqlite.SqliteError ? error.code : 'UNKNOWN';
      throw sqliteFailure(this.#file, error instanceof Error ? error.message : String(error), code);
    }
  }
}

function openToWrite(file: string): Sqlite.Database {
  const db = new Sqlite(file, { timeout: 15_000 });
  db.pragma('journal_mode = wal');
  // The journal of a run must survive a power loss.
  db.pragma('synchronous = full');
  db.pragma('cache_size = -16384');
  db.pragma('wal_autocheckpoint = 20000');
  db.pragma('journal_size_limit = 67108864');
  db.pragma('temp_store = memory');
  db.pragma('foreign_keys = on');
  return db;
}

function openView(file: string): Sqlite.Database {
  const db = new Sqlite(file, { readonly: true, timeout: 15_000 });
  db.pragma('cache_size = -8192');
  db.exec('begin');
  // The moment is that of the first read.
  db.prepare('select 1 from directory').get();
  return db;
}
