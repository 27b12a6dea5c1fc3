import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { Store } from '../../src/core/ports/store/index.ts';
import { openStore } from '../../src/store/index.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { createDatabase } from '../harness/postgres.ts';

/** Data that a test opens as a store and also looks at behind its back. */
export interface RawData {
  open(): Promise<Store>;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
}

export async function sqliteData(): Promise<RawData> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  return {
    open: () => sqliteStore(folder.path),
    query: async (sql) => {
      const connection = new Sqlite(`${folder.path}/user-sync.db`);
      try {
        const statement = connection.prepare(sql);
        if (statement.reader) return statement.all() as Record<string, unknown>[];
        statement.run();
        return [];
      } finally {
        connection.close();
      }
    },
  };
}

export async function postgresData(): Promise<RawData> {
  const server = inject('postgres');
  if ('missing' in server) throw new Error(server.missing);
  const { url, drop } = await createDatabase(server.url);
  onTestFinished(drop);
  return {
    open: () => openStore({ engine: 'postgres', url }),
    query: async (sql) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

export const rawData = [
  { name: 'SQLite', create: sqliteData },
  { name: 'PostgreSQL', create: postgresData },
] as const;
