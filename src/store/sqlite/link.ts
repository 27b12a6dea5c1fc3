import type { WorkerResult, WorkerTask } from './messages.ts';

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

/** Copies of one object have one shape, however many columns there are. */
export function toObjects({ count, rows }: WorkerResult): Record<string, unknown>[] {
  const { same, varying, values } = rows;
  const template: Record<string, unknown> = { ...same };
  for (const column of varying) template[column] = null;
  const objects: Record<string, unknown>[] = [];
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    const object = { ...template };
    for (const column of varying) {
      object[column] = values[at];
      at += 1;
    }
    objects.push(object);
  }
  return objects;
}
