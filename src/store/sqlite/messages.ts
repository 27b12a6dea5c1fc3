import type { SqlValue } from '../database.ts';
import type { Columned } from './columns.ts';

/** What is asked of a SQLite connection. */
export type WorkerTask =
  | { readonly op: 'begin' | 'commit' | 'rollback' }
  | { readonly op: 'query'; readonly sql: string; readonly parameters: readonly SqlValue[] }
  /** Runs the statement once per row; in a transaction of its own when none is open. */
  | { readonly op: 'many'; readonly sql: string; readonly rows: readonly (readonly SqlValue[])[] }
  /** Inserts rows, many at a time. `tail` is what follows them in the statement. */
  | {
      readonly op: 'insert';
      readonly table: string;
      readonly count: number;
      readonly rows: Columned<SqlValue>;
      readonly tail: string;
    };

/** A task on its way to the thread. `inside`: part of a transaction; once one part has failed, the others fail as well. */
export type WorkerRequest = (WorkerTask | { readonly op: 'open'; readonly file: string } | { readonly op: 'close' }) & {
  readonly id: number;
  readonly inside: boolean;
};

/** What a task gave: rows as lists, and how many rows it changed. */
export interface TaskResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
}

/** A result on its way from the thread. */
export interface WorkerResult {
  readonly count: number;
  readonly rows: Columned<unknown>;
  readonly changes: number;
}

export type WorkerAnswer = { readonly id: number } & (
  | WorkerResult
  | { readonly error: { readonly message: string; readonly code: string } }
);
