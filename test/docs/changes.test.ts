import { expect, test } from 'vitest';
import { allPages, readPage, rowsOf } from './pages.ts';

const readme = await readPage('changes/README.md');
const files = (await allPages()).filter(({ path }) => /^changes\/(?!README)/.test(path));
const kinds = rowsOf(readme, 'kind', 'for').map(([kind]) => kind);

test.each(files)('$path is a change, told to users', ({ path, text }) => {
  expect(path).toMatch(/^changes\/\d{4}-[a-z0-9-]+\.md$/);
  const [title = '', blank, ...rest] = text.trimEnd().split('\n');
  expect(kinds).toContain(/^# (\w+): \S/.exec(title)?.[1]);
  expect(blank).toBe('');
  expect(rest.join(' ').split(/[.:] /).length, 'sentences').toBeGreaterThan(1);
});

test('numbers are not given twice', () => {
  const numbers = files.map(({ path }) => path.slice('changes/'.length, 'changes/'.length + 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});
