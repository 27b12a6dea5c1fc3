import { afterEach, beforeEach, expect, test } from 'vitest';
import { shortestPassword } from '../../src/app/access/passwords.ts';
import { authentications } from '../../src/app/authentication/index.ts';
import { longestAnswerMs, sourceMemoryMs } from '../../src/app/authentication/source-passwords.ts';
import { perAddress, perPerson } from '../../src/app/authentication/wrong-passwords.ts';
import { allSourceTypes } from '../../src/app/registry.ts';
import { fileConnector } from '../cli/company.ts';
import { sqliteStore } from '../harness/installation.ts';
import { TestProgram } from '../harness/program.ts';
import { blocksOf, codesIn, commandLines, readPage, rowsOf } from './pages.ts';

const page = await readPage('docs/passwords.md');
const text = page.text.replaceAll(/\s+/g, ' ');

let program: TestProgram;

beforeEach(async () => {
  program = await TestProgram.onSqlite();
});

afterEach(() => program.remove());

test('the ways to check passwords are those of the program', () => {
  expect(rowsOf(page, 'authentication', 'who checks', 'for whom').map(([word]) => codesIn(word)[0])).toEqual(
    authentications,
  );
});

test('the sources that can check passwords are those that declare it', async () => {
  const rows = rowsOf(page, 'source', 'can check passwords').map(([type, can = '']) => {
    return [codesIn(type)[0], can.startsWith('yes')];
  });
  const declared = (await allSourceTypes()).map(({ type, capabilities }) => [type, capabilities.authenticate]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(declared));
});

test('times and limits are those of the program', () => {
  const limits = [perPerson, perAddress].map(({ most, withinMs }) => [
    most.toLocaleString('en'),
    `${withinMs / 60_000} minutes`,
  ]);
  expect(rowsOf(page, 'limit', 'failed attempts', 'within').map(([, ...cells]) => cells)).toEqual(limits);
  expect(text).toContain(`taken for ${sourceMemoryMs / 1000} seconds without asking`);
  expect(text).toContain(`within ${longestAnswerMs / 1000} seconds is *unavailable*`);
  expect(text).toContain(`at least ${shortestPassword} characters`);
  expect(text).toContain(`after fewer than ${perPerson.most} wrong passwords`);
});

test('the command lines do, one after the other, what the page says', async () => {
  await fileConnector(program, [{ id: '1', username: 'ada' }]);
  await program.ok(['sync', 'acme']);
  const said: string[] = [];
  for (const line of blocksOf(page, 'sh').flatMap((block) => commandLines(block.text))) {
    said.push((await program.ok(line, { input: 'Correct horse 42\n' })).stdout);
  }
  expect(said).toHaveLength(6);
  expect(said[0]).toBe('The passwords of main are checked by nobody.\n');
  expect(said.at(-1)).toBe('ada has no password any more.\n');
  const store = await sqliteStore(program.data);
  try {
    expect(await store.directories.authentication('main')).toBe('source');
  } finally {
    await store.close();
  }
});
