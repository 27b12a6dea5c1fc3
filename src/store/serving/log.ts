import { sql } from 'kysely';
import type { DirectoryEvent, DirectoryState } from '../../core/ports/store/index.ts';
import { rows } from '../database.ts';
import type { Served } from './scope.ts';

/** One event of a directory's log. */
export interface LogEntry {
  /** The directory's number. */
  readonly directory: number;
  readonly number: number;
  readonly at: number;
  readonly type: DirectoryEvent['type'];
  readonly account: number | null;
  readonly name: string;
  /** Of a renamed account. */
  readonly oldName: string | null;
  /** It went into groups or left them. */
  readonly regrouped: boolean;
}

/**
 * The events between two states, directory by directory. Undefined when the earlier one is none of these directories, or
 * of another life; when the log does not reach back so far; or when there are more than `most`.
 */
export async function readLog(
  served: Served,
  since: readonly DirectoryState[],
  state: readonly DirectoryState[],
  most: number,
): Promise<readonly LogEntry[] | undefined> {
  if (since.length !== state.length) return undefined;
  const log: LogEntry[] = [];
  for (const [index, { no, id }] of served.directories.entries()) {
    const [from, to] = [since[index], state[index]];
    if (from?.directory !== id || from.life !== to?.life || from.event > to.event) return undefined;
    if (log.length + to.event - from.event > most) return undefined;
    // The earlier state's own event is read too: it must be the one that it was.
    const entries = await entriesOf(served, no, from.event);
    const own = from.event === 0 ? [] : entries.splice(0, 1);
    if (from.event > 0 && (own[0]?.number !== from.event || own[0].at !== from.at)) return undefined;
    if (entries.length !== to.event - from.event) return undefined;
    log.push(...entries);
  }
  return log;
}

async function entriesOf({ db }: Served, directory: number, from: number): Promise<LogEntry[]> {
  type Row = Omit<LogEntry, 'regrouped'> & { readonly groups: string | null };
  const found = await rows(
    db,
    sql<Row>`select directory, number, at, type, account, name, old_name as "oldName", groups
      from event where directory = ${directory} and number >= ${from} order by number`,
  );
  return found.map(({ groups, ...entry }) => ({ ...entry, regrouped: groups !== null }));
}
