import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { peopleLdif } from '../fakes/people.ts';
import { type SlapdServer, startSlapd } from '../fakes/slapd.ts';
import { programEngines, type TestProgram } from '../harness/program.ts';
import { type Directory, directoryOf, type RunDocument } from './company.ts';
import { startGate } from './gate.ts';
import { ldapConnector, missingSlapd, onSlapd, personLdif, suffix, withPassword } from './ldap-company.ts';

/** About a third of what the server answers to a whole reading. */
const aThird = 100_000;

describe.skipIf(missingSlapd !== undefined)(`a run that is in the middle of reading, ${onSlapd}`, () => {
  let server: SlapdServer;
  const secret = () => withPassword(server.adminPassword);

  beforeAll(async () => {
    const ldif = peopleLdif({ suffix, people: 1_000, groups: 10, membersPerGroup: 20 });
    server = await startSlapd({ suffix, ldif });
  });
  afterAll(() => server?.stop());

  describe.each(programEngines)('$name', ({ missing, create }) => {
    let acme: TestProgram;
    let before: Directory;

    beforeEach(async (context) => {
      if (missing !== undefined) context.skip(missing);
      acme = await create();
      await ldapConnector(acme, server);
      await acme.ok(['sync', 'acme'], secret());
      before = await directoryOf(acme);
      return () => acme.remove();
    });

    test('the server is killed: exit 5, nothing is changed, and the next run is fine', async () => {
      await server.add(personLdif('late'));
      const gate = await startGate(server.url, aThird);
      try {
        await ldapConnector(acme, { ...server, url: gate.url });
        const running = acme.start(['sync', 'acme', '--full', '--json'], secret());
        await gate.closed;
        await server.kill();
        await gate.stop();
        const broken = await running.finished;
        expect(broken.code).toBe(5);
        expect(broken.json()).toMatchObject({ status: 'failed', counts: { added: 0, disabled: 0, deleted: 0 } });
        expect(await directoryOf(acme)).toEqual(before);
      } finally {
        await gate.stop();
        await server.restart();
        await ldapConnector(acme, server);
      }
      // Not a delta: a slapd that was killed may start with an older contextCSN, as if nothing had been added.
      const next = (await acme.ok(['sync', 'acme', '--full', '--json'], secret())).json<RunDocument>();
      await server.delete(`uid=late,ou=people,${suffix}`);
      expect(next.counts).toMatchObject({ added: 1, updated: 0, disabled: 0, failed: 0 });
    });

    test('a second run is refused with the first one and its age; it takes over when the first is killed', async () => {
      const gate = await startGate(server.url, aThird);
      try {
        await ldapConnector(acme, { ...server, url: gate.url });
        const first = acme.start(['sync', 'acme', '--full'], secret());
        await gate.closed;
        await ldapConnector(acme, server);

        const refused = await acme.run(['sync', 'acme', '--json'], secret());
        expect(refused.code).toBe(4);
        const document = refused.json<RunDocument>();
        expect(document).toMatchObject({ run: 'acme-3', status: 'refused' });
        expect(document.messages.join('\n')).toMatch(/Run acme-2 of "acme" has been going on for \d+ s\./);
        const healthy = await acme.run(['doctor'], secret());
        expect(healthy.stdout).toMatch(/Run acme-2 is going on\./);

        first.signal('SIGKILL');
        await first.finished;
        const doctor = await acme.run(['doctor'], secret());
        expect(doctor.code).toBe(2);
        expect(doctor.stdout).toMatch(/FAILED {2}Connector acme +.*has died.*user-sync sync acme/);

        const next = await acme.ok(['sync', 'acme', '--json'], secret());
        expect(next.json()).toMatchObject({ run: 'acme-4', status: 'succeeded', counts: { added: 0, disabled: 0 } });
        const history = (await acme.ok(['run', 'list', 'acme', '--json'])).json<RunDocument[]>();
        expect(history.map(({ run, status }) => [run, status])).toEqual([
          ['acme-4', 'succeeded'],
          ['acme-3', 'refused'],
          ['acme-2', 'failed'],
          ['acme-1', 'succeeded'],
        ]);
        expect(await directoryOf(acme)).toEqual(before);
        expect((await acme.ok(['doctor'], secret())).stdout).toMatch(/Nothing is wrong\./);
      } finally {
        await gate.stop();
      }
    });

    test.each(['SIGINT', 'SIGTERM'] as const)(
      '%s: cancelled at once, exit 130, and nothing is changed',
      async (signal) => {
        const gate = await startGate(server.url, aThird);
        try {
          await ldapConnector(acme, { ...server, url: gate.url });
          const running = acme.start(['sync', 'acme', '--full', '--json'], { ...secret(), timeout: 15_000 });
          await gate.closed;
          running.signal(signal);
          const finished = await running.finished;
          expect(finished.code).toBe(130);
          expect(finished.json()).toMatchObject({ status: 'cancelled' });
          expect(finished.stderr).toMatch(/Stopping at the next batch/);
          expect(await directoryOf(acme)).toEqual(before);
        } finally {
          await gate.stop();
        }
      },
    );
  });
});
