import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/app/access/random.ts';
import type { Application } from '../../src/core/ports/store/index.ts';
import { sqliteStore } from '../harness/installation.ts';
import { TestProgram } from '../harness/program.ts';
import { fileConnector, people, withProgram } from './company.ts';

/** With a directory `main` of three people. */
async function synced(): Promise<TestProgram> {
  const program = await TestProgram.onSqlite();
  await fileConnector(program, people(3));
  await program.ok(['sync', 'acme']);
  return program;
}

interface Shown {
  readonly name: string;
  readonly password: string;
}

describe('application', () => {
  test('is added, listed, changed, given another password, made to read everything again, and deleted', () =>
    withProgram(synced, async (program) => {
      const application = (...args: string[]) => program.ok(['application', ...args]);
      expect((await application('list')).stdout).toMatch(/^No product reads a directory yet\./);
      const added = (await application('add', 'jira', '--json')).json<Shown>();
      expect(added).toEqual({ name: 'jira', password: expect.stringMatching(/^[\w-]{43}$/) });
      const address = ['--address', '10.0.0.0/24', '--address', '2001:db8::1'];
      const wiki = await application('add', 'Wiki', ...address, '--aggregate', '--may-write', 'memberships,users');
      expect(wiki.stdout).toMatch(
        /^Wiki can log in now\. It sees main\.\nPassword: [\w-]{43}\nIt is shown this once\./,
      );
      const listed = (await application('list', '--json')).json<Application[]>();
      expect(listed.map(({ name, directories }) => [name, directories])).toEqual([
        ['jira', ['main']],
        ['Wiki', ['main']],
      ]);
      expect(listed[0]).toMatchObject({ aggregateMemberships: false, addresses: [], mayWrite: [] });
      const settings = { addresses: ['10.0.0.0/24', '2001:db8::1'], mayWrite: ['users', 'memberships'] };
      expect(listed[1]).toMatchObject({ aggregateMemberships: true, ...settings });
      expect((await application('list')).stdout).toMatch(
        /^Wiki +main +never +0 +10\.0\.0\.0\/24, 2001:db8::1 +users, memberships$/m,
      );

      const changed = (await application('change', 'WIKI', '--no-aggregate', '--json')).json<Application>();
      expect(changed).toMatchObject({ name: 'Wiki', aggregateMemberships: false, ...settings });
      const open = await application('change', 'wiki', '--address', 'any', '--may-write', 'nothing', '--json');
      expect(open.json()).toMatchObject({ addresses: [], mayWrite: [] });

      const rotated = (await application('rotate', 'jira', '--json')).json<Shown>();
      expect(rotated).toEqual({ name: 'jira', password: expect.stringMatching(/^[\w-]{43}$/) });
      expect(rotated.password).not.toBe(added.password);
      expect((await application('resync', 'jira')).stdout).toMatch(/^jira reads everything again/);
      expect((await application('delete', 'wiki')).stdout).toMatch(/^Wiki is deleted\./);

      const store = await sqliteStore(program.data);
      try {
        expect(await store.applications.list()).toHaveLength(1);
        const jira = await store.applications.find('jira');
        expect([jira?.hash, jira?.tokenLife]).toEqual([hashOf(rotated.password), 1]);
        const entries = await store.audit.list({}, { before: Number.MAX_SAFE_INTEGER, limit: 100 });
        const noted = entries.filter(({ subject }) => subject.startsWith('application')).toReversed();
        expect(noted.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
          'application.created application jira',
          'application.created application Wiki',
          'application.changed application Wiki',
          'application.changed application Wiki',
          'application.password-rotated application jira',
          'application.tokens-expired application jira',
          'application.deleted application Wiki',
        ]);
        expect(noted[2]).toMatchObject({
          before: { aggregateMemberships: true },
          after: { aggregateMemberships: false },
        });
        expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${added.password}|${rotated.password}|${jira?.hash}`));
      } finally {
        await store.close();
      }
    }));

  test('what cannot be is refused with what would be right: exit 2', () =>
    withProgram(synced, async (program) => {
      const refused = async (...args: string[]) => {
        const { code, stderr, stdout } = await program.run(['application', ...args]);
        expect([args, code, stdout]).toEqual([args, 2, '']);
        expect(stderr).not.toMatch(/\n {4}at /);
        return stderr;
      };
      expect(await refused('add', 'jira', '--directory', 'contractors')).toMatch(
        /directories\[0\]: There is no directory "contractors"\. There are: main\./,
      );
      expect(await refused('add', 'jira', '--directory', 'main', '--directory', 'main')).toMatch(
        /"main" is named twice/,
      );
      expect(await refused('add', 'jira', '--address', '10.0.0.0/40')).toMatch(/"10\.0\.0\.0\/40" is no address/);
      expect(await refused('add', 'jira', '--may-write', 'passwords')).toMatch(/"passwords" is none of users, groups/);
      expect(await refused('add', ' ')).toMatch(/name: is empty/);
      expect(await refused('rotate', 'jira')).toMatch(/There is no application "jira"\.\nAdd it with/);
      await program.ok(['application', 'add', 'jira']);
      expect(await refused('add', 'JIRA')).toMatch(/There is an application "JIRA" already/);
      expect(await refused('resync', 'wiki')).toMatch(/There is no application "wiki"\.\nThere are: jira\./);
      expect(await refused('change', 'jira', '--directory', '')).toMatch(/There is no directory ""/);
    }));
});
