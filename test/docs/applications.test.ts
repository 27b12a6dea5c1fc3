import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileConnector, people, withProgram } from '../cli/company.ts';
import { TestProgram } from '../harness/program.ts';
import { blocksOf, commandLines, readPage, root, rowsOf } from './pages.ts';

const page = await readPage('docs/applications.md');

test('the commands work in their order', () =>
  withProgram(
    () => TestProgram.onSqlite(),
    async (program) => {
      await fileConnector(program, people(3));
      await program.ok(['sync', 'acme']);
      const lines = blocksOf(page, 'sh').flatMap(({ text }) => commandLines(text));
      expect(lines.length).toBeGreaterThan(5);
      for (const line of lines) await program.ok(line);
      expect((await program.ok(['application', 'list'])).stdout).toMatch(
        /^confluence +main +never +0 +10\.0\.0\.0\/24/m,
      );
    },
  ));

test('the options are those of the command', () =>
  withProgram(
    () => TestProgram.onSqlite(),
    async (program) => {
      const { stdout } = await program.ok(['application', 'add', '--help']);
      const known = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option = '']) => option);
      const told = rowsOf(page, 'option', 'what it does').flatMap(([options = '']) => {
        return [...options.matchAll(/--[\w-]+/g)].map(([option]) => option);
      });
      expect(told.toSorted()).toEqual(known.filter((option) => !/^--(?:json|data|help)$/.test(option)).toSorted());
    },
  ));

test('the ways through the menus are those that the page of an application shows', async () => {
  const guides = await readFile(join(root, 'src/web/pages/applications/connect/products.ts'), 'utf8');
  const shown = [...guides.matchAll(/label: '(\w+)',\s+menu: \[(.*?), \.\.\.add\]/g)].map(([, label, menu = '']) => {
    return [label, [...menu.matchAll(/'([^']+)'/g)].map(([, step]) => step).join(' → ')];
  });
  const told = rowsOf(page, 'product', 'where').map(([product, where = '']) => [product, where.replaceAll('**', '')]);
  expect(shown).toHaveLength(4);
  expect(told).toEqual(shown);
});
