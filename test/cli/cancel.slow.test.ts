import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, fileConnector, people, type RunDocument, withProgram } from './company.ts';

/** More than two batches of the built-in directory, with the groups. */
const headcount = 10_500;
const attempts = 5;

describe('a run that is told to stop', () => {
  let prepared: TestProgram;

  beforeAll(async () => {
    prepared = await TestProgram.onSqlite();
    await fileConnector(prepared, people(headcount));
  });
  afterAll(() => prepared?.remove());

  /** Signals a first run in that phase; false when it was over before the signal came. */
  const stopped = async (acme: TestProgram, signal: NodeJS.Signals, phase: string): Promise<boolean> => {
    const running = acme.start(['sync', 'acme', '--json']);
    await running.saysOnStderr(`acme-1: ${phase}`);
    running.signal(signal);
    const finished = await running.finished;
    if (finished.code === 0) return false;
    const run = finished.json<RunDocument>();
    expect(finished.code).toBe(130);
    expect(finished.stderr).toMatch(/Stopping at the next batch/);
    expect(run.status).toBe('cancelled');
    const { users } = await directoryOf(acme);
    expect(users.length).toBeLessThan(headcount);
    expect(run.counts.added).toBe(users.length);

    const rest = (await acme.ok(['sync', 'acme', '--json'])).json<RunDocument>();
    expect(rest).toMatchObject({ status: 'succeeded', counts: { added: headcount - users.length, failed: 0 } });
    const after = await directoryOf(acme);
    expect(after.users).toHaveLength(headcount);
    expect(after.members).toHaveLength(2 * headcount);
    return true;
  };

  test.each([
    ['SIGINT', 'reading'],
    ['SIGTERM', 'planning'],
    ['SIGINT', 'applying'],
  ] as const)('%s while it is %s: cancelled, exit 130, and the next run does the rest', async (signal, phase) => {
    let done = false;
    for (let attempt = 0; !done && attempt < attempts; attempt += 1) {
      await withProgram(
        () => prepared.copy(),
        async (acme) => {
          done = await stopped(acme, signal, phase);
        },
      );
    }
    expect(done).toBe(true);
  });
});
