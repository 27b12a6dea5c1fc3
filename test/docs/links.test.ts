import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allPages, type Page, proseOf, root } from './pages.ts';

const pages = await allPages();
const byPath = new Map(pages.map((page) => [page.path, page]));

/** Targets of links that lead to a file or a heading of ours. */
function linksOf(page: Page): readonly string[] {
  const targets = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** The names under which a page's headings can be linked to. */
function anchorsOf(page: Page): readonly string[] {
  const headings = [...page.text.replaceAll(/^ *```.*?^ *```$/gms, '').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('there are pages', () => {
  expect(pages.length).toBeGreaterThan(15);
});

describe('every link leads somewhere', () => {
  test.each(pages)('$path', (page) => {
    const broken = linksOf(page).filter((target) => {
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? page.path : relative(root, join(root, dirname(page.path), file));
      if (path.startsWith('..') || !existsSync(join(root, path))) return true;
      const linked = byPath.get(path);
      return anchor !== undefined && (linked === undefined || !anchorsOf(linked).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
});

test('every page is linked from another', () => {
  const linked = new Set(
    pages.flatMap((page) =>
      linksOf(page).map((target) => relative(root, join(root, dirname(page.path), target.split('#')[0] ?? ''))),
    ),
  );
  const lost = pages.filter(({ path }) => path !== 'README.md' && !linked.has(path));
  expect(lost.map(({ path }) => path)).toEqual([]);
});
