// Pictures of every page, light, dark and 360 pixels wide, for looking at them: npm run screenshots. Names of pages after
// -- take these alone.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser, missingBrowser, Visitor } from './browser.ts';
import { pagesOf, sampleWorld } from './world.ts';

const docs = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const all = join(docs, 'all');

const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  { name: 'narrow', colorScheme: 'light', viewport: { width: 360, height: 760 } },
] as const;

/** Those that the README shows; the others are not kept. */
const kept = ['connectors', 'run-person', 'edit-provisioning'];

if (missingBrowser !== undefined) {
  console.error(`No screenshots: ${missingBrowser} (Debian: chromium).`);
  process.exit(1);
}
await mkdir(all, { recursive: true });
const world = await sampleWorld();
const browser = await launchBrowser();
try {
  for (const look of looks) await shoot(browser, look);
} finally {
  await browser.close();
  await world.service.remove();
}

async function shoot(from: Browser, { name, ...look }: (typeof looks)[number]): Promise<void> {
  const visitor = await Visitor.loggedIn(from, world.service, look);
  const { page } = visitor;
  const wanted = process.argv.slice(2);
  const pages = pagesOf(world).filter((one) => wanted.length === 0 || wanted.includes(one.name));
  for (const { name: of, path, ready } of pages) {
    await page.goto(path);
    await ready(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(all, `${of}-${name}.png`), animations: 'disabled' });
    if (name === 'light' && kept.includes(of)) {
      await page.screenshot({ path: join(docs, `${of}.png`), animations: 'disabled' });
    }
  }
  await visitor.leave();
  for (const fault of visitor.faults) console.error(`${name}: ${fault}`);
}
