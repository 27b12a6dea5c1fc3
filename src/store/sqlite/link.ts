import type { WorkerTask } from './messages.ts';

export interface Answered {
  readonly rows: readonly Record<string, unknown>[];
  readonly changes: number;
}

/** A way to one SQLite connection, in this thread or in one of its own. It opens one file, once. */
export interface SqliteLink {
  /** Opens (and makes) the database file. */
  open(file: string): Promise<void>;
  /** Done in the order in which it is asked. `inside`: part of the transaction that was begun last. */
  ask(task: WorkerTask, inside: boolean): Promise<Answered>;
  /** May be called more than once, and without having opened a file. */
  close(): Promise<void>;
}
