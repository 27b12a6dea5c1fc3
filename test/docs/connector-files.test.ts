import { describe, expect, test } from 'vitest';
import { readConnectorFile } from '../../src/app/config/index.ts';
import * as registry from '../../src/app/registry.ts';
import { allPages, blocksOf } from './pages.ts';

const examples = (await allPages()).flatMap((page) =>
  blocksOf(page, 'yaml').map(({ text }, index) => ({ name: `${page.path}, example ${index + 1}`, text })),
);

/** Pages on a source may show its part of a connector alone. */
function wholeFile(text: string): string {
  if (!text.startsWith('source:')) return text;
  return `connectors:\n  - id: a\n    target: { type: directory }\n${text.replaceAll(/^(?=.)/gm, '    ')}`;
}

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(10);
});

describe('every connector file on a page can be applied', () => {
  test.each(examples)('$name', async ({ text }) => {
    expect(await readConnectorFile('example.yaml', wholeFile(text), registry)).not.toEqual([]);
  });
});
