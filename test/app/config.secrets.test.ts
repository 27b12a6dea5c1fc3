import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkConnector, optionValues, resolveSecret } from '../../src/app/config/index.ts';
import { Failure } from '../../src/core/errors.ts';
import { temporaryFolder } from '../harness/installation.ts';
import { ldapLike, types } from './bad-files/types.ts';

async function secretFile(content: string): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const file = join(folder.path, 'secret');
  await writeFile(file, content);
  return file;
}

const failure = (resolved: Promise<unknown>) => resolved.then(String, (error: { sentence: string }) => error.sentence);

/** Nothing is stored under any name. */
const named = (name: string) => Promise.reject(new Failure('configuration', `There is no ${name}.`));

test('an environment variable', async () => {
  expect(await resolveSecret({ env: 'A' }, { env: { A: ' s3cret ' }, named })).toBe(' s3cret ');
});

test.each([
  [{}, 'The environment variable A is not set. Set it where User Sync is started, then start User Sync again.'],
  [{ A: '' }, 'The environment variable A is empty. Set it where User Sync is started, then start User Sync again.'],
])('an environment variable without a value: %j', async (env, message) => {
  expect(await failure(resolveSecret({ env: 'A' }, { env, named }))).toBe(message);
});

test('a name that every object has is no environment variable', async () => {
  expect(await failure(resolveSecret({ env: 'constructor' }, { env: {}, named }))).toContain('is not set');
});

test.each([
  ['s3cret', 's3cret'],
  ['s3cret\n', 's3cret'],
  ['s3cret\r\n', 's3cret'],
  ['s3cret\n\n', 's3cret\n'],
  [' two\nlines ', ' two\nlines '],
])('a file with %j', async (content, secret) => {
  expect(await resolveSecret({ file: await secretFile(content) }, { env: {}, named })).toBe(secret);
});

test.each([
  ['\n', 'is empty'],
  ['x'.repeat(70_000), 'is larger than 64 KiB'],
])('a file that holds no secret', async (content, message) => {
  expect(await failure(resolveSecret({ file: await secretFile(content) }, { env: {}, named }))).toContain(message);
});

test('a file that is not there', async () => {
  const file = `${await secretFile('')}-gone`;
  expect(await failure(resolveSecret({ file }, { env: {}, named }))).toBe(
    `The secret file ${file} cannot be read (ENOENT). Check the path, and that the account under which User Sync runs may read the file.`,
  );
});

test('a stored secret, by its name', async () => {
  const sources = { env: {}, named: async (name: string) => `the secret of ${name}` };
  expect(await resolveSecret({ secret: 'acme' }, sources)).toBe('the secret of acme');
  expect(await failure(resolveSecret({ secret: 'acme' }, { env: {}, named }))).toBe('There is no acme.');
});

test('options are opened with defaults and secrets, and stored without them', async () => {
  const source = { type: 'ldap', url: 'ldap://h', userBase: 'dc=x', bindPassword: { env: 'A' }, pageSize: 10 };
  const { source: stored } = await checkConnector({ id: 'a', source, target: { type: 'directory' } }, types);
  expect(stored.options).toEqual({ url: 'ldap://h', userBase: 'dc=x', bindPassword: { env: 'A' }, pageSize: 10 });
  const values = await optionValues(ldapLike.options, stored.options, (secret) =>
    resolveSecret(secret, { env: { A: 's3cret' }, named }),
  );
  expect(values).toEqual({
    url: 'ldap://h',
    userBase: 'dc=x',
    bindPassword: 's3cret',
    pageSize: 10,
    userFilter: '(objectClass=inetOrgPerson)',
    groupFilter: '(objectClass=groupOfNames)',
    startTls: false,
    vendor: 'generic',
    attributes: [],
  });
});
