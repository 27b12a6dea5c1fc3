import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fileOptions } from '../../src/sources/file/options.ts';
import { fileSourceOf, readWhole } from '../conformance/source/folder.ts';

const page = await readFile(new URL('../../docs/sources/file.md', import.meta.url), 'utf8');

/** The cells of every row of the tables in a text, but of those of rulers. */
function rowsIn(text: string): readonly (readonly string[])[] {
  const lines = (text.match(/^\|.*\|$/gm) ?? []).filter((line) => !/^\|[ -]+\|/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const layouts = page
  .slice(0, page.indexOf('## Options'))
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const blocks = [...section.matchAll(/^`([\w.]+)`\n\n```\w+\n([^`]*)```$/gm)];
    const members = rowsIn(section).slice(1);
    return {
      name: section.slice(0, section.indexOf('\n')),
      files: Object.fromEntries(blocks.map(([, name = '', content = '']) => [name, content])),
      members: Object.fromEntries(members.map(([group = '', names = '']) => [group, names.split(', ')])),
    };
  });

test('there are three layouts', () => {
  expect(layouts.map(({ files }) => Object.keys(files).length)).toEqual([1, 2, 3]);
});

test.each(layouts)('the layout on the page is read as the page says: $name', async ({ files, members }) => {
  const [only] = Object.keys(files);
  const source = await fileSourceOf(files, {}, Object.keys(files).length === 1 ? only : undefined);
  const { users, groups, notices } = await readWhole(source);
  const names = new Map([
    ...users.map(({ ref, sourceId }) => [ref, sourceId] as const),
    ...groups.map(({ ref, name }) => [ref, name] as const),
  ]);
  const read = groups.map((group) => [group.name, group.members.map((ref) => names.get(ref))]);
  expect(Object.fromEntries(read)).toEqual(members);
  expect(notices).toEqual([]);
});

test('the page names every option and its default', () => {
  const [, ...rows] = rowsIn(page.slice(page.indexOf('## Options')));
  const written = rows.map(([name = '', , missing = '']) => [name, missing].map((cell) => cell.replaceAll('`', '')));
  const known = fileOptions.map(({ name, required, default: value }) => {
    if (name === 'idColumn') return [name, 'id, else username'];
    if (Array.isArray(value)) return [name, 'none'];
    return [name, required === true ? 'needed' : String(value)];
  });
  expect(written).toEqual(known);
});
