import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sqliteStore } from '../harness/installation.ts';
import { TestProgram } from '../harness/program.ts';
import { withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();
const password = 'correct horse battery';

interface Listed {
  readonly username: string;
  readonly role: string;
  readonly active: boolean;
}

describe('admin', () => {
  test('adds somebody who can then log in, and sets a new password for who is locked out', () =>
    withProgram(onSqlite, async (program) => {
      expect((await program.ok(['admin', 'list'])).stdout).toMatch(/There is nobody yet/);
      const added = await program.ok(['admin', 'add', 'ada'], { input: `${password}\n` });
      expect(added.stdout).toBe('ada can log in now, as administrator.\n');
      await program.ok(['admin', 'add', 'bob', '--role', 'viewer'], { input: password });
      const listed = (await program.ok(['admin', 'list', '--json'])).json<Listed[]>();
      expect(listed.map(({ username, role, active }) => [username, role, active])).toEqual([
        ['ada', 'administrator', true],
        ['bob', 'viewer', true],
      ]);
      expect(JSON.stringify(listed)).not.toContain('argon2');

      const running = program.start(['serve', '--port', '0', '--json']);
      const { url } = JSON.parse(await running.saysOnStdout('\n}\n'));
      const logIn = async (typed: string) => {
        const body = JSON.stringify({ username: 'ada', password: typed });
        const headers = { 'content-type': 'application/json' };
        return (await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).status;
      };
      expect(await logIn(password)).toBe(200);
      await program.ok(['admin', 'reset-password', 'ADA'], { input: 'another horse battery' });
      expect([await logIn(password), await logIn('another horse battery')]).toEqual([401, 200]);
      running.signal('SIGTERM');
      await running.finished;
    }));

  test.each<[string, string[], string, RegExp]>([
    ['a short password', ['admin', 'add', 'ada'], 'short', /too short; at least 12 characters/],
    ['no password', ['admin', 'add', 'ada'], '', /nothing was given on standard input/],
    ['a name that there cannot be', ['admin', 'add', ' '], password, /The username is empty/],
    [
      'a role that there is not',
      ['admin', 'add', 'ada', '--role', 'king'],
      password,
      /viewer, operator, administrator/,
    ],
    ['nobody', ['admin', 'reset-password', 'nobody'], password, /There is no administrator "nobody"/],
    ['a name for a secret that there cannot be', ['secret', 'set', '../x'], 'x', /is not a name for a secret/],
    ['a secret of the service', ['secret', 'set', 'settings.oidc.clientSecret'], 'x', /is not a name for a secret/],
    ['no secret', ['secret', 'set', 'acme'], '\n', /nothing was given on standard input/],
    ['a secret to delete', ['secret', 'delete', 'acme'], '', /There is no secret named "acme"/],
  ])('%s: exit 2, and what would be right', (_, args, input, told) =>
    withProgram(onSqlite, async (program) => {
      const { code, stderr } = await program.run(args, { input });
      expect(stderr).toMatch(told);
      expect(stderr).not.toMatch(/\n {4}at /);
      expect(code).toBe(2);
    }),
  );
});

describe('secret', () => {
  test('a connector finds a stored secret by its name, before and after the key is replaced', () =>
    withProgram(onSqlite, async (program) => {
      const file = await program.write(
        'ldap.yaml',
        `connectors:
  - id: acme
    source: { type: ldap, url: "ldap://127.0.0.1:1", bindDn: cn=x, bindPassword: { secret: acme-ldap }, userBase: dc=x }
    target: { type: directory }
`,
      );
      await program.ok(['connector', 'apply', '-f', file]);
      const before = await program.run(['sync', 'acme']);
      expect(before.stderr).toMatch(/There is no secret named "acme-ldap"\.\nSet it: user-sync secret set acme-ldap/);
      const set = await program.ok(['secret', 'set', 'acme-ldap'], { input: 'hunter2-of-ldap\n' });
      expect(set.stdout).toMatch(/A connector finds it as \{ secret: acme-ldap \}/);
      expect((await program.ok(['connector', 'show', 'acme'])).stdout).toMatch(/secret: acme-ldap/);
      // It is looked up, so what is left is that nobody listens there.
      const unreachable = /127\.0\.0\.1:1/;
      expect((await program.run(['sync', 'acme'])).stdout).toMatch(unreachable);

      const list = (await program.ok(['secret', 'list', '--json'])).json<{ keyId: string }[]>();
      expect(list).toMatchObject([{ name: 'acme-ldap', usedBy: ['acme'], setBy: 'command line' }]);
      const rotated = (await program.ok(['secret', 'rotate', '--json'])).json<{ keyId: string }>();
      expect(rotated).toMatchObject({ secrets: 1, resumed: false });
      expect(rotated.keyId).not.toBe(list[0]?.keyId);
      expect((await program.run(['sync', 'acme'])).stdout).toMatch(unreachable);
      expect((await program.run(['doctor'])).stdout).toMatch(/Stored secrets +All 1 can be opened/);
      const data = await readFile(join(program.data, 'user-sync.db'));
      expect(data.includes('hunter2')).toBe(false);

      const deleted = await program.ok(['secret', 'delete', 'acme-ldap']);
      expect(deleted.stdout).toMatch(/Still used by: acme/);
    }));

  test('the key can be kept elsewhere', () =>
    withProgram(onSqlite, async (program) => {
      const env = { USER_SYNC_KEY_FILE: join(program.folder, 'keys', 'user-sync.key') };
      const missing = await program.run(['secret', 'set', 'acme'], { env, input: 'hunter2' });
      expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/cannot be written \(ENOENT\)/)]);
      await program.write('keys/.keep', '');
      await program.ok(['secret', 'set', 'acme'], { env, input: 'hunter2' });
      expect(await readFile(env.USER_SYNC_KEY_FILE, 'utf8')).toMatch(/^# The keys/);
      await program.ok(['secret', 'rotate'], { env });
    }));
});

test('what is done on the command line stands in the audit log, without secrets', () =>
  withProgram(onSqlite, async (program) => {
    const file = (password: string) =>
      program.write(
        'ldap.yaml',
        `connectors:
  - id: acme
    source: { type: ldap, url: "ldap://127.0.0.1:1", bindDn: cn=x, bindPassword: ${password}, userBase: dc=x }
    target: { type: directory }
`,
      );
    await program.ok(['connector', 'apply', '-f', await file('hunter2')]);
    await program.ok(['connector', 'apply', '-f', await file('hunter2')]);
    const anew = await program.ok(['connector', 'apply', '-f', await file('hunter3')]);
    expect(anew.stdout).toBe('acme: unchanged\n  secret acme.source.bindPassword: set anew\n');
    expect((await program.ok(['connector', 'export'])).stdout).toContain(
      'bindPassword: { secret: acme.source.bindPassword }',
    );
    await program.run(['sync', 'acme']);
    await program.ok(['connector', 'delete', 'acme']);
    await program.ok(['admin', 'add', 'ada'], { input: password });
    await program.ok(['secret', 'set', 'acme'], { input: 'hunter4' });
    const store = await sqliteStore(program.data);
    try {
      const entries = await store.audit.list({}, { before: Number.MAX_SAFE_INTEGER, limit: 100 });
      expect(entries.map(({ action, subject }) => `${action} ${subject}`).toReversed()).toEqual([
        'connector.created connector acme',
        'secret.changed secret acme.source.bindPassword',
        'run.started run acme-1',
        'connector.deleted connector acme',
        'administrator.created administrator ada',
        'secret.created secret acme',
      ]);
      expect(entries.every(({ actor, address }) => actor === 'command line' && address === null)).toBe(true);
      expect(JSON.stringify(entries)).not.toMatch(/hunter|battery/);
    } finally {
      await store.close();
    }
  }));
