import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { allPages, blocksOf, codesIn, commandLines, type Page, proseOf, root } from './pages.ts';

const pages = await allPages();

// The program tells a terminal what is wrong with a command line; here nobody reads it.
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(() => true);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** From shell blocks, from indented lines, and from the running text. */
function linesOf(page: Page): readonly (readonly string[])[] {
  const shell = blocksOf(page, 'sh').flatMap(({ text }) => commandLines(text));
  const indented = commandLines((page.text.match(/^ {4}user-sync .*$/gm) ?? []).join('\n'));
  return [...shell, ...indented, ...commandLines(codesIn(proseOf(page)).join('\n'))];
}

class Understood extends Error {}

/** Reads a command line as the program does, and stops before the command does anything. */
async function understood(line: readonly string[]): Promise<boolean> {
  const program = buildProgram(() => {
    throw new Understood();
  });
  try {
    await program.run(['node', 'user-sync', ...line]);
    return line.includes('--version') || line.includes('--help');
  } catch (error) {
    return error instanceof Understood;
  }
}

describe('every command line on a page is one that the program knows', () => {
  const pagesWithCommands = pages.filter((page) => linesOf(page).length > 0);

  test.each(pagesWithCommands)('$path', async (page) => {
    const unknown: string[] = [];
    for (const line of linesOf(page)) if (!(await understood(line))) unknown.push(line.join(' '));
    expect(unknown).toEqual([]);
  });

  test('and a wrong one would be noticed', async () => {
    expect(pagesWithCommands.length).toBeGreaterThan(5);
    expect(await understood(['sync', 'acme', '--simulat'])).toBe(false);
    expect(await understood(['plan', 'approve', 'acme-1'])).toBe(false);
    expect(await understood(['run', 'results', 'acme-1', '--format', 'xml'])).toBe(false);
  });
});

test('every npm command on a page is one that package.json has', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const known = ['ci', 'link', ...Object.keys(scripts)];
  const named = pages.flatMap(({ text }) =>
    [...text.matchAll(/(?:^|`)npm (?:run )?([a-z]+)/gm)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
