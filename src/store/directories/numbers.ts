import { sql } from 'kysely';
import { Failure } from '../../core/errors.ts';
import { type Db, rows } from '../database.ts';

/** The number by which the tables know a directory. */
export async function directoryNumber(db: Db, id: string): Promise<number> {
  const row = await db.selectFrom('directory').select('no').where('id', '=', id).executeTakeFirst();
  return row?.no ?? noDirectory(id);
}

export function noDirectory(id: string): never {
  throw new Failure('not-found', `There is no directory "${id}".`, {
    remedy: 'A directory is made by the first sync into it.',
  });
}

/** The directory's number, and what tells this life of it from an earlier one. */
export async function lifeOf(db: Db, directory: string): Promise<{ no: number; life: string }> {
  const no = await directoryNumber(db, directory);
  const [row] = await rows(db, sql<{ life: string }>`select life from directory where no = ${no}`);
  return { no, life: row?.life ?? '' };
}
