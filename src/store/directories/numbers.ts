import { Failure } from '../../core/errors.ts';
import type { Db } from '../database.ts';

/** The number by which the tables know a directory. */
export async function directoryNumber(db: Db, id: string): Promise<number> {
  const row = await db.selectFrom('directory').select('no').where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    throw new Failure('not-found', `There is no directory "${id}".`, {
      remedy: 'A directory is made by the first sync into it.',
    });
  }
  return row.no;
}
