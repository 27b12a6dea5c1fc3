import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Visitor } from './browser.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';
import { pagesOf, sampleWorld, type World } from './world.ts';

/** All rules. There are no frames, so none have to be looked at in a page of their own, which takes as long again. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode();

const stage = new Stage();
let world: World;

describe.skipIf(noBrowser)(`every page, ${inBrowser}`, () => {
  beforeAll(async () => {
    world = await sampleWorld();
  }, 120_000);
  afterAll(() => world.service.remove());

  test.each(['light', 'dark'] as const)(
    'has nothing that axe objects to, %s',
    { timeout: 600_000 },
    async (colorScheme) => {
      const visitor = await Visitor.loggedIn(stage.browser, world.service, { colorScheme });
      const { page } = visitor;
      const found: string[] = [];
      try {
        for (const { name, path, ready } of pagesOf(world)) {
          await page.goto(path);
          await ready(page);
          const { violations } = await axe(page).analyze();
          found.push(
            ...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join('  ')}`),
          );
        }
      } finally {
        await visitor.leave();
      }
      expect(found).toEqual([]);
      expect(visitor.faults).toEqual([]);
    },
  );

  test('of the entrance too', async () => {
    const { page } = await stage.stranger(world.service);
    for (const path of ['/log-in', '/setup', '/setup#token']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const { violations } = await axe(page).analyze();
      expect(violations).toEqual([]);
    }
  });

  test('fits into 360 pixels', { timeout: 300_000 }, async () => {
    const visitor = await Visitor.loggedIn(stage.browser, world.service, { viewport: { width: 360, height: 720 } });
    const { page } = visitor;
    const wide: string[] = [];
    try {
      for (const { name, path, ready } of pagesOf(world)) {
        await page.goto(path);
        await ready(page);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > 360) wide.push(`${name}: ${width}`);
      }
    } finally {
      await visitor.leave();
    }
    expect(wide).toEqual([]);
  });
});
