import { type Selectable, sql } from 'kysely';
import type { ApplicationProgress, DirectoryState, FetchKind } from '../../core/ports/store/index.ts';
import { type Db, rows } from '../database.ts';
import { parseRunId } from '../runs.ts';
import type { Schema } from '../schema.ts';
import { toApplication } from './application-row.ts';

/** So many states of a directory are remembered for an application: who reads every minute has a day of them. */
const mostRemembered = 1_500;

/** A state that it had before keeps its time: that is since when it has it. */
export async function recordFetch(
  db: Db,
  application: number,
  kind: FetchKind,
  states: readonly DirectoryState[],
  at: number,
): Promise<void> {
  await db.updateTable('application').set({ fetched_at: at }).where('no', '=', application).execute();
  for (const { directory, event } of states) {
    const d = sql`(select no from directory where id = ${directory})`;
    await sql`insert into fetched (application, directory, event, kind, at)
      select ${sql.lit(application)}, no, ${sql.lit(event)}, ${kind}, ${sql.lit(at)} from directory where id = ${directory}
      on conflict (application, directory, event) do nothing`.execute(db);
    await sql`delete from fetched where application = ${application} and directory = ${d} and event <= (
      select event from fetched where application = ${application} and directory = ${d}
      order by event desc limit 1 offset ${mostRemembered})`.execute(db);
  }
}

/** A run that changed nothing left the directory as the runs before it had left it. */
export async function progressOf(db: Db, run: string): Promise<readonly ApplicationProgress[]> {
  const { connector, number } = parseRunId(run);
  const [about] = await rows(
    db,
    sql<{ directory: string; no: number; last_event: number | null }>`select r.directory, d.no, r.last_event
      from run r join connector c on c.no = r.connector join directory d on d.id = r.directory
      where c.id = ${connector} and r.number = ${number}`,
  );
  if (about === undefined) return [];
  const applications = await db.selectFrom('application').selectAll().orderBy('name_key').execute();
  const readers = applications.filter((row) => toApplication(row).directories.includes(about.directory));
  return Promise.all(readers.map((row) => progressIn(db, row, about.no, about.last_event)));
}

async function progressIn(
  db: Db,
  { no, name, fetched_at }: Selectable<Schema['application']>,
  directory: number,
  event: number | null,
): Promise<ApplicationProgress> {
  const fetched = db
    .selectFrom('fetched')
    .select(['at', 'kind'])
    .where('application', '=', no)
    .where('directory', '=', directory);
  const reached =
    event === null ? undefined : await fetched.where('event', '>=', event).orderBy('event').executeTakeFirst();
  return {
    application: name,
    reachedAt: reached?.at ?? null,
    kind: (reached?.kind ?? null) as FetchKind | null,
    fetchedAt: fetched_at,
  };
}
