import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, fileConnector, people, type RunDocument, withProgram } from './company.ts';

const postgres = inject('postgres');
const missing = 'missing' in postgres ? postgres.missing : undefined;
const because = missing === undefined ? '' : ` (${missing})`;
const headcount = 800;

/** As a restart of the server, or a failover, does to everybody who is connected. */
async function endConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  } finally {
    await client.end();
  }
}

test.skipIf(missing !== undefined).each(['reading', 'planning', 'applying'])(
  `PostgreSQL ends every connection while a run is %s: it goes on or ends with 5, and the next run does the rest${because}`,
  (phase) =>
    withProgram(
      () => TestProgram.onPostgres(),
      async (acme) => {
        await fileConnector(acme, people(headcount));
        const running = acme.start(['sync', 'acme', '--json']);
        await running.saysOnStderr(`acme-1: ${phase}`);
        await endConnections(acme.databaseUrl ?? '');
        const { code, stderr, json } = await running.finished;
        expect(stderr).not.toMatch(/\n {4}at |Please report/);
        // A connection that was idle is replaced without a word.
        expect(['0 succeeded', '5 failed']).toContain(`${code} ${json<RunDocument>().status}`);
        const next = (await acme.ok(['sync', 'acme', '--json'])).json<RunDocument>();
        expect(next).toMatchObject({ status: 'succeeded', counts: { failed: 0, disabled: 0 } });
        expect((await directoryOf(acme)).members).toHaveLength(2 * headcount);
      },
    ),
);
