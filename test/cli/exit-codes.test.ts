import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, fileConnector, people, type RunDocument, withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();
const nameless = { id: 'nameless', fullName: 'No Name' };

/** A company of 100, of which so many are left in the next export. */
async function shrunk(program: TestProgram, left: number, more: readonly (typeof nameless)[] = []) {
  const source = await fileConnector(program, people(100));
  await program.ok(['sync', 'acme']);
  await source.export([...people(left), ...more]);
  return { source, finished: await program.run(['sync', 'acme', '--json']) };
}

describe('what a run says to the shell', () => {
  test('3: some failed, all others are synced', () =>
    withProgram(onSqlite, async (program) => {
      await fileConnector(program, [...people(3), nameless]);
      const { code, json } = await program.run(['sync', 'acme', '--json']);
      expect(code).toBe(3);
      expect(json()).toMatchObject({ status: 'partially-failed', counts: { added: 3, failed: 1 } });
    }));

  test.each([
    [
      'too many would be disabled',
      80,
      /would disable 20 of 100 accounts; at most 10 are allowed \(guards\.maxDisable\)/,
    ],
    ['the listing is much smaller', 30, /The source listed 30 people, but 100 accounts are linked/],
    ['the listing is empty', 0, /The source listed 0 people, but 100 accounts are linked/],
  ])('4: %s: nothing is changed, and doctor tells', (_, left, message) =>
    withProgram(onSqlite, async (program) => {
      const { finished } = await shrunk(program, left);
      expect(finished.code).toBe(4);
      const run = finished.json<RunDocument>();
      expect(run.status).toBe('awaiting-approval');
      expect(run.messages.join('\n')).toMatch(message);
      const { users, members } = await directoryOf(program);
      expect(users.filter(({ active }) => active)).toHaveLength(100);
      expect(members).toHaveLength(200);
      const plan = await program.ok(['plan', 'show', run.run]);
      expect(plan.stdout).toMatch(/stopped: /);
      const doctor = await program.run(['doctor']);
      expect(doctor.code).toBe(2);
      expect(doctor.stdout).toMatch(/FAILED {2}Connector acme +Its last run was stopped: /);
      const simulated = await program.run(['sync', 'acme', '--simulate', '--json']);
      expect(simulated.code).toBe(4);
      expect(simulated.json()).toMatchObject({ status: 'refused' });
    }),
  );

  test('4 goes before 3: a guard stopped it, and somebody failed as well', () =>
    withProgram(onSqlite, async (program) => {
      const { finished } = await shrunk(program, 80, [nameless]);
      expect(finished.json()).toMatchObject({ status: 'awaiting-approval', counts: { failed: 1 } });
      expect(finished.code).toBe(4);
    }));

  test('5 goes before 4: an export that is cut off proves nothing', () =>
    withProgram(onSqlite, async (program) => {
      const { source } = await shrunk(program, 100);
      const before = await directoryOf(program);
      await source.export([]);
      await program.write('people.csv', 'id,username\nid0,person0\nid1');
      const { code, stdout } = await program.run(['sync', 'acme']);
      expect(stdout).toMatch(/people\.csv/);
      expect(stdout).toMatch(/line 3|:3/);
      expect(code).toBe(5);
      expect(await directoryOf(program)).toEqual(before);
    }));

  test('0: who leaves is disabled, within what the guards allow', () =>
    withProgram(onSqlite, async (program) => {
      const { finished } = await shrunk(program, 95);
      expect(finished.code).toBe(0);
      expect(finished.json()).toMatchObject({ status: 'succeeded', counts: { disabled: 5 } });
    }));
});

describe('doctor', () => {
  test('a mistyped name or a simulation does not make an installation ill', () =>
    withProgram(onSqlite, async (program) => {
      await fileConnector(program, people(3));
      expect((await program.ok(['doctor'])).stdout).toMatch(/Never run\. Try: user-sync sync acme --simulate/);
      await program.ok(['sync', 'acme']);
      expect((await program.run(['sync', 'acme', '--user', 'nobody'])).code).toBe(2);
      expect((await program.run(['explain', 'acme', 'nobody'])).code).toBe(2);
      expect((await program.ok(['doctor'])).stdout).toMatch(/Last run acme-1: succeeded/);
    }));

  test('a secret that is not there is told with its variable', () =>
    withProgram(onSqlite, async (program) => {
      const file = await program.write(
        'ldap.yaml',
        'connectors:\n  - id: acme\n    source: { type: ldap, url: "ldap://127.0.0.1:1", bindDn: cn=x, bindPassword: { env: ACME_SECRET }, userBase: dc=x }\n    target: { type: directory }\n',
      );
      await program.ok(['connector', 'apply', '-f', file]);
      const doctor = await program.run(['doctor', '--json']);
      expect(doctor.code).toBe(2);
      const { ok, checks } = doctor.json<{ ok: boolean; checks: { name: string; ok: boolean; message: string }[] }>();
      expect(ok).toBe(false);
      expect(checks.filter((check) => !check.ok)).toEqual([
        { name: 'Connector acme', ok: false, message: expect.stringMatching(/ACME_SECRET is not set\. Set it/) },
      ]);
      expect((await program.ok(['doctor'], { env: { ACME_SECRET: 'x' } })).stdout).toMatch(/Nothing is wrong\./);
    }));
});

const systemNode = '/usr/bin/node';

const noOldNode = ((): string | undefined => {
  if (!existsSync(systemNode)) return `there is no ${systemNode}`;
  const version = execFileSync(systemNode, ['--version'], { encoding: 'utf8' }).trim();
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major < 22 || (major === 22 && minor < 19) ? undefined : `${systemNode} is ${version}, which is new enough`;
})();

describe.skipIf(noOldNode !== undefined)(
  `under a Node that is too old${noOldNode === undefined ? '' : ` (${noOldNode})`}`,
  () => {
    test('it starts again under the one that it ships, with arguments, input, output and exit code', () =>
      withProgram(onSqlite, async (program) => {
        await fileConnector(program, [...people(3), nameless]);
        const sync = await program.run(['sync', 'acme', '--json'], { node: systemNode });
        expect(sync.code).toBe(3);
        expect(sync.json()).toMatchObject({ counts: { added: 3, failed: 1 } });
        const doctor = await program.run(['doctor'], { node: systemNode });
        expect(doctor.stdout).toMatch(/^ok +Node +Node 2[4-9]\./);
      }));

    test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it as any other', (signal) =>
      withProgram(onSqlite, async (program) => {
        await fileConnector(program, people(20_000));
        const running = program.start(['sync', 'acme'], { node: systemNode });
        await running.saysOnStderr('acme-1: reading');
        running.signal(signal);
        expect((await running.finished).code).toBe(130);
      }),
    );
  },
);
