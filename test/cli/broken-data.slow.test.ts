import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, inject, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, fileConnector, people, type RunDocument, withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();
const database = (program: TestProgram) => join(program.data, 'user-sync.db');

/** The same two sentences from every command: the cause and the remedy, without a stack. */
async function expectRefused(program: TestProgram, cause: RegExp, remedy: RegExp, data?: string): Promise<void> {
  const place = data === undefined ? {} : { data };
  for (const args of [['connector', 'list'], ['sync', 'acme'], ['doctor']]) {
    const { code, stdout, stderr } = await program.run(args, place);
    expect(`${stdout}${stderr}`).toMatch(cause);
    expect(`${stdout}${stderr}`).toMatch(remedy);
    expect(`${stdout}${stderr}`).not.toMatch(/\n {4}at |Please report/);
    expect(code).toBe(2);
  }
  expect((await program.run(['connector', 'list', '--json'], place)).json()).toMatchObject({
    error: { kind: 'configuration', message: expect.stringMatching(cause), remedy: expect.stringMatching(remedy) },
  });
}

test('a data directory below a file', () =>
  withProgram(onSqlite, async (program) => {
    const file = await program.write('file', '');
    await expectRefused(
      program,
      /cannot be used: a part of the path is a file/,
      /choose another one with --data/,
      join(file, 'data'),
    );
    await expectRefused(program, /cannot be used: it is a file/, /choose another one with --data/, file);
  }));

test('a database of a newer version is left as it is', () =>
  withProgram(onSqlite, async (program) => {
    await fileConnector(program, people(3));
    const connection = new Sqlite(database(program));
    connection.prepare("insert into kysely_migration (name, timestamp) values ('9999-future', '2099')").run();
    connection.pragma('wal_checkpoint(truncate)');
    connection.close();
    const before = await readFile(database(program));
    await expectRefused(program, /newer version of User Sync \(9999-future\)/, /Install that version or a later one/);
    expect((await readFile(database(program))).equals(before)).toBe(true);
  }));

test.each([
  ['a file that is no database', 'This is a text and not a database. '.repeat(100)],
  ['a database whose pages are overwritten', undefined],
])('%s', (_, text) =>
  withProgram(onSqlite, async (program) => {
    await fileConnector(program, people(3));
    const intact = await readFile(database(program));
    const broken = text ?? Buffer.concat([intact.subarray(0, 100), Buffer.alloc(intact.length - 100, 0xa5)]);
    await writeFile(database(program), broken);
    await expectRefused(program, /user-sync\.db is not an intact database/, /Restore it from a backup/);
    expect((await stat(database(program))).size).toBe(broken.length);
  }),
);

const secret = 'database-secret-1';
const postgres = inject('postgres');
const postgresUrl = 'missing' in postgres ? undefined : postgres.url;

interface BadUrl {
  readonly what: string;
  readonly url: string;
  readonly code: number;
  readonly told: RegExp;
}

const badUrls: readonly BadUrl[] = [
  {
    what: 'a server that does not answer',
    url: `postgres://sync:${secret}@127.0.0.1:1/sync`,
    code: 5,
    told: /PostgreSQL server 127\.0\.0\.1:1 cannot be reached .*\nCheck the address in USER_SYNC_DATABASE/,
  },
  {
    what: 'a text that is no URL',
    url: `postgres://sync:${secret}@:no port/sync`,
    code: 2,
    told: /USER_SYNC_DATABASE is not the URL of a database\.\nWrite it as postgres:/,
  },
];
const badLogins: readonly BadUrl[] = [
  {
    what: 'a wrong password',
    url: `postgres://postgres:${secret}@${new URL(postgresUrl ?? 'postgres://none').host}/postgres`,
    code: 5,
    told: /refused the login .*\nCorrect the user and the password/,
  },
  {
    what: 'a database that is not there',
    url: `${postgresUrl}/none`,
    code: 2,
    told: /does not have the database .*\nMake it/,
  },
];
test.each([...badUrls, ...(postgresUrl === undefined ? [] : badLogins)])(
  'PostgreSQL: $what: exit $code, the remedy, and no password',
  ({ url, code, told }) =>
    withProgram(onSqlite, async (program) => {
      const env = { USER_SYNC_DATABASE: url };
      const finished = await program.run(['connector', 'list'], { env });
      expect(finished.stderr).toMatch(told);
      expect(`${finished.stdout}${finished.stderr}`).not.toContain(secret);
      expect(finished.stderr).not.toMatch(/Please report/);
      expect(finished.code).toBe(code);
    }),
);

/** A small file system in memory, which only root can make. */
const noMount = ((): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can mount a small file system';
  return undefined;
})();

function mount(folder: string, size: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `tmpfs cannot be mounted here: ${String(error).split('\n')[0]}`;
  }
}

describe.skipIf(noMount !== undefined)(`a disk that is full${noMount === undefined ? '' : ` (${noMount})`}`, () => {
  test('the run fails and says so, what was there is intact, and with room the next run does the rest', (context) =>
    withProgram(onSqlite, async (program) => {
      const missing = mount(program.data, '3m');
      if (missing !== undefined) context.skip(missing);
      try {
        const source = await fileConnector(program, people(300), ['guards: { maxMembershipRemovals: "100%" }']);
        await program.ok(['sync', 'acme']);
        const before = await directoryOf(program);
        await source.export(people(6_000, 2));
        const { code, stdout, stderr } = await program.run(['sync', 'acme']);
        expect(`${stdout}${stderr}`).toMatch(/The disk that holds .* is full/);
        expect(`${stdout}${stderr}`).toMatch(/Make room/);
        expect(`${stdout}${stderr}`).not.toMatch(/\n {4}at |Please report/);
        expect(code).toBe(5);
        expect(await directoryOf(program)).toEqual(before);
        execFileSync('mount', ['-o', 'remount,size=64m', program.data]);
        const next = (await program.ok(['sync', 'acme', '--json'])).json<RunDocument>();
        expect(next).toMatchObject({ status: 'succeeded', counts: { added: 5_700, updated: 300 } });
      } finally {
        execFileSync('umount', ['-l', program.data]);
        rmSync(program.data, { recursive: true, force: true });
      }
    }));
});
