import Sqlite from 'better-sqlite3';
import type { TaskResult, WorkerTask } from './messages.ts';
import { insertAll, runAll, Statements } from './statements.ts';

/** One SQLite connection that does what it is asked, at once. */
export class SqliteConnection {
  readonly #db: Sqlite.Database;
  readonly #statements: Statements;
  /** Why the open transaction cannot be committed any more: a part of it failed, or it could not be begun. */
  #broken: { readonly reason: unknown } | undefined;

  constructor(file: string) {
    this.#db = new Sqlite(file, { timeout: 15_000 });
    this.#db.pragma('journal_mode = wal');
    // The journal of a run must survive a power loss.
    this.#db.pragma('synchronous = full');
    this.#db.pragma('cache_size = -24576');
    this.#db.pragma('wal_autocheckpoint = 20000');
    this.#db.pragma('journal_size_limit = 67108864');
    this.#db.pragma('temp_store = memory');
    this.#db.pragma('foreign_keys = on');
    this.#statements = new Statements(this.#db);
  }

  perform(task: WorkerTask, inside: boolean): TaskResult {
    if (!inside || task.op === 'commit' || task.op === 'rollback') return this.#perform(task);
    if (this.#broken !== undefined) throw this.#broken.reason;
    try {
      return this.#perform(task);
    } catch (error) {
      this.#broken = { reason: error };
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }

  #perform(task: WorkerTask): TaskResult {
    switch (task.op) {
      case 'begin':
        this.#db.exec('begin immediate');
        return changed(0);
      case 'commit':
        this.#commit();
        return changed(0);
      case 'rollback':
        this.#rollback();
        return changed(0);
      case 'insert':
        return changed(this.#together(() => insertAll(this.#statements, task)));
      case 'many':
        return changed(this.#together(() => runAll(this.#statements.get(task.sql), task.rows)));
      case 'query':
        return query(this.#statements.get(task.sql), task.parameters);
    }
  }

  /** Ends the transaction in any case: what cannot be committed is taken back. */
  #commit(): void {
    try {
      if (this.#broken !== undefined) throw this.#broken.reason;
      this.#db.exec('commit');
    } catch (error) {
      this.#rollback();
      throw error;
    }
  }

  #rollback(): void {
    this.#broken = undefined;
    if (this.#db.inTransaction) this.#db.exec('rollback');
  }

  /** Inside a transaction that is open already, or else in one of its own. */
  #together(work: () => number): number {
    return this.#db.inTransaction ? work() : this.#db.transaction(work)();
  }
}

function query(statement: Sqlite.Statement, parameters: readonly unknown[]): TaskResult {
  if (!statement.reader) return changed(statement.run(parameters).changes);
  const rows = statement.raw(true).all(parameters) as unknown[][];
  return { columns: statement.columns().map(({ name }) => name), rows, changes: 0 };
}

function changed(changes: number): TaskResult {
  return { columns: [], rows: [], changes };
}

/** Message and code of what a connection threw; a fault of another kind has no code. */
export function explained(error: unknown): { readonly message: string; readonly code: string } {
  const code = error instanceof Sqlite.SqliteError ? error.code : 'UNKNOWN';
  return { message: error instanceof Error ? error.message : String(error), code };
}
