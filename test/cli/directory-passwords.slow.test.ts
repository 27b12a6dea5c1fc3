import { describe, expect, test } from 'vitest';
import { isPassword } from '../../src/app/access/passwords.ts';
import { nameKey } from '../../src/core/names.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import { sqliteStore } from '../harness/installation.ts';
import { TestProgram } from '../harness/program.ts';
import { fileConnector, withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();
const password = 'correct horse battery';

async function withAda(work: (program: TestProgram) => Promise<void>): Promise<void> {
  await withProgram(onSqlite, async (program) => {
    await fileConnector(program, [{ id: '1', username: 'Ada' }]);
    await program.ok(['sync', 'acme']);
    await work(program);
  });
}

async function looking<T>(program: TestProgram, look: (store: Store) => Promise<T>): Promise<T> {
  const store = await sqliteStore(program.data);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

const hashOf = (program: TestProgram, username: string) =>
  looking(program, async ({ directories, passwords }) => {
    const user = await directories.find('main', { nameKey: nameKey(username) });
    return user === undefined ? null : (await passwords.factsOf('main', user.number)).hash;
  });

describe('directory password and directory authentication', () => {
  test('a password is set, replaced and removed; the audit log knows it, and no output holds it', () =>
    withAda(async (program) => {
      const first = await program.ok(['directory', 'password', 'ADA'], { input: `${password}\n` });
      expect(first.stdout).toBe(
        'Ada has a new password.\n' +
          'It does not count yet: the passwords of main are checked by nobody.\n' +
          'Let User Sync check them with: user-sync directory authentication local --directory main\n',
      );
      expect(await isPassword(password, await hashOf(program, 'ada'))).toBe(true);
      const json = ['--json', 'directory'];
      expect((await program.ok([...json, 'authentication', 'local'])).json()).toEqual({
        directory: 'main',
        authentication: 'local',
      });
      const again = await program.ok([...json, 'password', 'ada'], { input: 'another horse battery' });
      expect(again.json()).toEqual({
        directory: 'main',
        username: 'Ada',
        hasPassword: true,
        authentication: 'local',
      });
      expect(await isPassword(password, await hashOf(program, 'ada'))).toBe(false);
      expect((await program.ok(['directory', 'password', 'ada', '--remove'])).stdout).toBe(
        'Ada has no password any more.\n',
      );
      expect(await hashOf(program, 'ada')).toBeNull();
      await program.ok(['directory', 'authentication', 'local']);
      expect((await program.ok(['directory', 'authentication'])).stdout).toBe(
        'The passwords of main are checked by User Sync.\n',
      );
      const entries = await looking(program, ({ audit }) =>
        audit.list({}, { before: Number.MAX_SAFE_INTEGER, limit: 4 }),
      );
      expect(
        entries.map(({ action, subject, before, after }) => ({ action, subject, before, after })).toReversed(),
      ).toEqual([
        { action: 'user.changed', subject: 'user Ada of main', before: null, after: { password: 'a new one' } },
        {
          action: 'directory.changed',
          subject: 'directory main',
          before: { authentication: 'none' },
          after: { authentication: 'local' },
        },
        { action: 'user.changed', subject: 'user Ada of main', before: null, after: { password: 'a new one' } },
        { action: 'user.changed', subject: 'user Ada of main', before: null, after: { password: 'removed' } },
      ]);
    }));

  test.each<[string, string[], string, RegExp]>([
    ['a short password', ['password', 'ada'], 'horse', /too short; at least 12 characters/],
    ['no password', ['password', 'ada'], '', /nothing was given on standard input/],
    ['nobody', ['password', 'nobody'], password, /There is no user "nobody" in the directory "main"/],
    ['nothing to remove', ['password', 'ada', '--remove'], '', /Ada has no password in the directory "main"/],
    ['no such directory', ['password', 'ada', '--directory', 'other'], password, /There is no directory "other"/],
    ['no such directory, shown', ['authentication', '--directory', 'other'], '', /There are: main/],
    ['a way that there is not', ['authentication', 'ldap'], '', /Allowed choices are none, source, local/],
  ])('%s is refused', (_name, args, input, says) =>
    withAda(async (program) => {
      const { code, stdout, stderr } = await program.run(['directory', ...args], { input });
      expect(code).not.toBe(0);
      expect(stderr).toMatch(says);
      if (input !== '') expect(stdout + stderr).not.toContain(input);
      expect(await hashOf(program, 'ada')).toBeNull();
    }),
  );
});
