import type { SqlValue } from '../database.ts';

/** What the store asks of the thread that owns the SQLite connection. */
export type WorkerRequest =
  | { readonly id: number; readonly op: 'query'; readonly sql: string; readonly parameters: readonly SqlValue[] }
  /** Runs the statement once per row; in a transaction of its own when none is open. */
  | { readonly id: number; readonly op: 'many'; readonly sql: string; readonly rows: readonly (readonly SqlValue[])[] }
  /** Inserts the rows, many at a time. */
  | {
      readonly id: number;
      readonly op: 'insert';
      readonly head: string;
      readonly tail: string;
      readonly rows: readonly (readonly SqlValue[])[];
    }
  | { readonly id: number; readonly op: 'close' };

export type WorkerAnswer =
  /** Rows as lists: objects would carry the names of their columns between the threads, once per row. */
  | {
      readonly id: number;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
      readonly changes: number;
    }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } };
