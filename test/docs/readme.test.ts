import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blocksOf, commandLines, readPage } from './pages.ts';
import { newTypist, type Typist } from './typist.ts';

const readme = await readPage('README.md');
const exists = await readPage('docs/exists-already.md');
const place = '/srv/acme';

let typist: Typist;

beforeEach(async () => {
  typist = await newTypist();
});

afterEach(() => typist.close());

const [people = ''] = blocksOf(readme, 'csv').map(({ text }) => text);
const [file = ''] = blocksOf(readme, 'yaml').map(({ text }) => text);

async function writePeople(text: string): Promise<void> {
  await writeFile(join(typist.folder, 'people.csv'), text);
}

async function writeConnector(text: string): Promise<void> {
  await writeFile(join(typist.folder, 'acme.yaml'), text.replaceAll(place, typist.folder));
}

/** Types a line of a page: its files are those of the test. */
function typeLine(line: readonly string[]) {
  return typist.type(...line.map((word) => (word === 'acme.yaml' ? join(typist.folder, word) : word)));
}

async function typeAll(lines: readonly (readonly string[])[], expected = 0): Promise<string[]> {
  const outputs: string[] = [];
  for (const line of lines) {
    const { code, output } = await typeLine(line);
    expect(code, `${line.join(' ')}\n${output}`).toBe(expected);
    outputs.push(output);
  }
  return outputs;
}

/** The first connector of the README, synced. */
async function syncFirstConnector(): Promise<string[]> {
  await writePeople(people);
  await writeConnector(file);
  const block = blocksOf(readme, 'sh').find(({ text }) => text.includes('connector apply'));
  return typeAll(commandLines(block?.text ?? ''));
}

/** Times, and how long something took, are never the same twice. */
function timeless(text: string): string[] {
  const lines = text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/after [\d.]+ s/g, 'after TIME')
    .replaceAll(/acme-\d+/g, 'RUN');
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The indented block of a page that begins so. */
function shown(text: string, begin: string): string[] {
  const [block = ''] = text.match(new RegExp(`^ {4}${begin}.*\\n(?:^ {4}.*\\n)*`, 'm')) ?? [];
  return timeless(block);
}

async function usersOf(...names: readonly string[]) {
  const { output } = await typist.type('directory', 'users');
  const users = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return users.map((user) => names.map((name) => user[name]));
}

test('the first connector of the README goes through, from the file to the accounts', async () => {
  const outputs = await syncFirstConnector();
  expect(outputs).toHaveLength(7);
  expect(outputs.join('\n')).toContain('create ada');
  expect(await usersOf('username', 'fullName', 'email', 'sourceId', 'active')).toEqual([
    ['ada', 'Ada Lovelace', 'ada@acme.test', '1001', true],
    ['bob', 'Bob Noyce', 'bob@acme.test', '1002', true],
  ]);
  const { output } = await typist.type('directory', 'members', '--format', 'csv');
  expect(output.trim().split('\r\n').sort()).toEqual(['board,ada', 'group,username', 'staff,ada', 'staff,bob']);
});

test('method 1 of exists-already does what the page says and shows', async () => {
  await syncFirstConnector();
  await writePeople(people.replace('1002', '1003'));
  const [failed = ''] = await typeAll([['sync', 'acme']], 3);
  expect(failed).toContain('ATTR_ID : 1003 : 10002 exists already');
  const [look = [], ...results] = commandLines(
    blocksOf(exists, 'sh')
      .slice(0, 2)
      .map(({ text }) => text)
      .join('\n'),
  );
  const [conflict = ''] = await typeAll([look]);
  expect(timeless(conflict)).toEqual(shown(exists.text, 'bob: ATTR_ID'));
  expect((await typeAll(results)).join('\n')).toContain('1003');
  const [repair = [], ...after] = commandLines(
    blocksOf(exists, 'sh')
      .slice(2, 4)
      .map(({ text }) => text)
      .join('\n'),
  );
  const [simulated = ''] = await typeAll([[...repair, '--simulate']]);
  expect(simulated).toContain('1 relinked');
  expect(await usersOf('sourceId')).toEqual([['1001'], ['1002']]);
  const [repaired = ''] = await typeAll([repair]);
  expect(timeless(repaired)).toEqual(shown(exists.text, 'Run acme-5'));
  await typeAll(after);
  expect(await usersOf('number', 'username', 'sourceId')).toEqual([
    [10001, 'ada', '1001'],
    [10002, 'bob', '1003'],
  ]);
});

test('method 2 of exists-already repairs everybody, and the sync after it is clean', async () => {
  await syncFirstConnector();
  await writePeople(people.replace('1001', '2001').replace('1002', '2002'));
  const { code } = await typeLine(['sync', 'acme']);
  expect(code, 'both wait for a decision').toBe(3);
  await writeConnector(file.replace('provisioning:', 'provisioning:\n      primaryAttribute: username'));
  const steps = exists.text.slice(exists.text.indexOf('## Method 2'), exists.text.indexOf('## Relink without'));
  const lines = blocksOf({ path: '', text: steps }, 'sh').flatMap(({ text }) => commandLines(text));
  expect(lines.map((line) => line[0])).toEqual(['connector', 'sync', 'plan', 'sync']);
  await typeAll(lines.filter(([word]) => word !== 'plan'));
  expect(await usersOf('username', 'sourceId')).toEqual([
    ['ada', '2001'],
    ['bob', '2002'],
  ]);
  await writeConnector(file);
  await typeAll([['connector', 'apply', '-f', 'acme.yaml']]);
  const [clean = ''] = await typeAll([['sync', 'acme', '--full']]);
  expect(clean).toContain('2 results: 2 not modified');
});

test('relink-if-same repairs by itself where the evidence agrees, and asks where it does not', async () => {
  await syncFirstConnector();
  await writeConnector(file.replace('provisioning:', 'provisioning:\n      onConflict: { relink-if-same: [email] }'));
  await typeAll([['connector', 'apply', '-f', 'acme.yaml']]);
  await writePeople(people.replace('1001', '2001').replace('1002', '2002').replace('bob@acme.test', 'rob@acme.test'));
  const { code, output } = await typeLine(['sync', 'acme']);
  expect(code).toBe(3);
  expect(output).toContain('1 relinked');
  expect(output).toContain('ATTR_ID : 2002 : 10002 exists already');
});
