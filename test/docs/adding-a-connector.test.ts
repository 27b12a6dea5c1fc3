import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readPage } from './pages.ts';

/**
 * The files of the example, which run in the folder `phonebook`: vitest finds its test there. On the page they stand where
 * a connector of the program has its files, so their imports lead elsewhere.
 */
const files = [
  {
    path: 'src/sources/phonebook/index.ts',
    file: 'source.ts',
    imports: [["'../../../src/", "'../../"]],
  },
  {
    path: 'test/fakes/phonebook.ts',
    file: 'fake.ts',
    imports: [["'../../conformance/", "'../conformance/"]],
  },
  {
    path: 'test/sources/phonebook.test.ts',
    file: 'phonebook.test.ts',
    imports: [
      ["'../../conformance/", "'../conformance/"],
      ["'./fake.ts'", "'../fakes/phonebook.ts'"],
      ["'./source.ts'", "'../../src/sources/phonebook/index.ts'"],
    ],
  },
] as const;

const page = await readPage('docs/adding-a-connector.md');

test.each(files)('$path on the page is the file that is tested', async ({ path, file, imports }) => {
  let tested = await readFile(new URL(`phonebook/${file}`, import.meta.url), 'utf8');
  for (const [here, there] of imports) tested = tested.replaceAll(here, there);
  expect(page.text).toContain(`\`${path}\`\n\n\`\`\`ts\n${tested}\`\`\``);
});

test('the page has no other code', () => {
  expect(page.text.match(/^```ts$/gm)).toHaveLength(files.length);
});
