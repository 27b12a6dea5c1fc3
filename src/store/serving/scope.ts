import { type RawBuilder, sql } from 'kysely';
import { Failure } from '../../core/errors.ts';
import type { DirectoryState, ServedScope } from '../../core/ports/store/index.ts';
import { type Database, inNumbers, rows } from '../database.ts';

/** The directories of a scope, found, and where they are read. */
export interface Served extends Database {
  readonly aggregate: boolean;
  /** In order; at least one. */
  readonly directories: readonly ServedDirectory[];
}

export interface ServedDirectory {
  readonly no: number;
  readonly id: string;
}

/** Throws `not-found` when one of the directories is not there. */
export async function servedIn(database: Database, { directories, aggregate }: ServedScope): Promise<Served> {
  const found = await database.db.selectFrom('directory').select(['no', 'id']).where('kind', '=', 'own').execute();
  const inOrder = directories.map((id) => {
    const directory = found.find((one) => one.id === id);
    if (directory !== undefined) return directory;
    throw new Failure('not-found', `There is no directory "${id}".`, {
      remedy: 'A directory is made by the first sync into it; until then, leave it out of the application.',
    });
  });
  return { dialect: database.dialect, db: database.db, aggregate, directories: inOrder };
}

/** Throws `busy` while a run has done a part of what it is going to do in one of the directories. */
export async function requireWhole(served: Served): Promise<void> {
  if (!(await isHalfDone(served))) return;
  throw new Failure('busy', 'A run is changing the directory at this moment.', {
    remedy: 'Ask again when it is over.',
  });
}

export async function isHalfDone(served: Served): Promise<boolean> {
  const [row] = await rows(
    served.db,
    sql`select 1 from directory_write where directory ${inNumbers(served.dialect, numbersOf(served))} limit 1`,
  );
  return row !== undefined;
}

export async function stateOf(served: Served): Promise<readonly DirectoryState[]> {
  const found = await rows(
    served.db,
    sql<{ no: number; life: string; event: number; at: number | null }>`select d.no, d.life, d.last_event as event, e.at
      from directory d left join event e on e.directory = d.no and e.number = d.last_event
      where d.no ${inNumbers(served.dialect, numbersOf(served))}`,
  );
  return served.directories.map(({ no, id }) => {
    const { life = '', event = 0, at = null } = found.find((row) => row.no === no) ?? {};
    return { directory: id, life, event, at: at ?? 0 };
  });
}

export const numbersOf = ({ directories }: Served): readonly number[] => directories.map(({ no }) => no);

/** What cannot be stored, and PostgreSQL does not take, is no name: the empty text stands for it. */
export function storable(text: string): string {
  return text.includes('\u0000') || !text.isWellFormed() ? '' : text;
}

/** A condition: the row (of `account` or `directory_group`, by its alias) is the first of the directories with its name. */
export function firstWithItsName({ directories }: Served, table: 'account' | 'directory_group', alias: string) {
  const row = (column: string) => sql.ref(`${alias}.${column}`);
  const each = directories.map(({ no }, index): RawBuilder<unknown> => {
    const before = directories.slice(0, index).map((earlier) => sql.lit(earlier.no));
    const here = sql`${row('directory')} = ${sql.lit(no)}`;
    if (before.length === 0) return here;
    return sql`(${here} and not exists (select 1 from ${sql.table(table)} earlier
      where earlier.name_key = ${row('name_key')} and earlier.directory in (${sql.join(before)})))`;
  });
  return sql`(${sql.join(each, sql` or `)})`;
}
