import type { SqlValue } from '../database.ts';
import type { Columned } from './columns.ts';

/** What is asked of the thread that owns the SQLite connection, in the order in which it is done. */
export type WorkerTask =
  | { readonly op: 'open'; readonly file: string }
  | { readonly op: 'begin' | 'commit' | 'rollback' | 'close' }
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

/** `inside`: part of a transaction. Once one part has failed, the others fail as well, up to the commit. */
export type WorkerRequest = WorkerTask & { readonly id: number; readonly inside: boolean };

export interface WorkerResult {
  readonly count: number;
  readonly rows: Columned<unknown>;
  readonly changes: number;
}

export type WorkerAnswer = { readonly id: number } & (
  | WorkerResult
  | { readonly error: { readonly message: string; readonly code: string } }
);
