import { sql } from 'kysely';
import type { Database } from '../database.ts';

/** With fewer rows than this no choice of PostgreSQL's can be slow. */
const fewRows = 1_000;

/**
 * Tells PostgreSQL how much there is in tables that were filled a moment ago: it would look for itself in a minute, and plan
 * for empty tables until then. SQLite needs no telling: its statements say in which order they join.
 */
export async function tellStatistics(
  { db, dialect }: Database,
  rows: number,
  tables: readonly string[],
): Promise<void> {
  if (dialect === 'sqlite' || rows < fewRows) return;
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}
