import type { InsertRows, SqlValue } from '../database.ts';

/** What is asked of the thread that owns the SQLite connection, in the order in which it is done. */
export type WorkerTask =
  | { readonly op: 'begin' | 'commit' | 'rollback' | 'close' }
  | { readonly op: 'query'; readonly sql: string; readonly parameters: readonly SqlValue[] }
  /** Runs the statement once per row; in a transaction of its own when none is open. */
  | { readonly op: 'many'; readonly sql: string; readonly rows: readonly (readonly SqlValue[])[] }
  /** Inserts the rows, many at a time. */
  | {
      readonly op: 'insert';
      readonly insert: InsertRows;
    };

/** `inside`: part of a transaction. Once one part has failed, the others fail as well, up to the commit. */
export type WorkerRequest = WorkerTask & { readonly id: number; readonly inside: boolean };

/** Rows as lists: objects would carry the names of their columns between the threads, once per row. */
export interface WorkerResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
}

export type WorkerAnswer = { readonly id: number } & (
  | WorkerResult
  | { readonly error: { readonly message: string; readonly code: string } }
);
