import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

const int8 = 20;

/** Opens a pool on the database that the URL names. Connects on first use. */
export function openPostgres(url: string): Database {
  const types = {
    // Every bigint of the schema (numbers, times) stays below 2^53.
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({ connectionString: url, max: 4, types, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced at the next use; the failing query reports it.
  pool.on('error', () => {});
  return { dialect: 'postgres', db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) };
}
