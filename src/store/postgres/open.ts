import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Failure } from '../../core/errors.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import type { View } from '../view.ts';

const int8 = 20;

/** Opens a pool on the database that the URL names. Connects on first use. */
export function openPostgres(url: string, connections: number): Database {
  const types = {
    // Every bigint of the schema (numbers, times) stays below 2^53.
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({ connectionString: url, max: connections, types, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced at the next use; the failing query reports it.
  pool.on('error', () => {});
  pool.on('connect', reportLosses);
  return { dialect: 'postgres', db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) };
}

/** Reads one moment, on a connection that nobody else has until it ends. */
export async function openPostgresView({ db }: Database): Promise<View> {
  const view = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  return {
    dialect: 'postgres',
    db: view,
    end: async () => {
      await view.rollback().execute();
    },
  };
}

/** A connection that breaks in use fails the query that is on its way, as something that may be tried again. */
function reportLosses(client: pg.PoolClient): void {
  client.on('error', () => {});
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const reporting = (...args: unknown[]) => {
    const answer = query(...args);
    return answer instanceof Promise ? answer.catch(explain) : answer;
  };
  client.query = reporting as typeof client.query;
}

/** SQLSTATE classes in which the server or the connection is gone: connection, operator intervention. */
const lost = /^(08|57P)/;

function explain(error: Error & { readonly code?: string }): never {
  const { code, message } = error;
  // What the server says of a statement has an SQLSTATE; what the network says has another code, or none.
  const isSqlState = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  if (isSqlState && !lost.test(code)) throw error;
  throw new Failure('transient', `The database server ended the connection (${message}).`, {
    remedy: 'Check that PostgreSQL runs, then start the run again; what was written so far is intact.',
    cause: error,
  });
}
