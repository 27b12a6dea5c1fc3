import type { Page } from 'playwright-core';
import { launchBrowser, missingBrowser, Visitor } from '../test/e2e/browser.ts';
import { connectorFile, csv, people } from '../test/e2e/company.ts';
import { Service } from '../test/e2e/service.ts';
import { type Claim, timeClaim } from './claims.ts';
import { median } from './measure.ts';

/** The result browser over everybody, in a real browser against the real service. */
export async function measurePage(users: number, rounds: number): Promise<Claim[]> {
  if (missingBrowser !== undefined) {
    console.error(`Nothing is measured of the page: ${missingBrowser}`);
    return [];
  }
  const service = await Service.create();
  const browser = await launchBrowser();
  try {
    const path = await service.write('people.csv', csv(people(users)));
    await service.command([
      'connector',
      'apply',
      '-f',
      await service.write('c.yaml', connectorFile('bench', 'B', path)),
    ]);
    await service.command(['sync', 'bench']);
    await service.start();
    await service.makeAdministrator();
    const { page } = await Visitor.loggedIn(browser, service);
    const times: { opened: number; searched: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) times.push(await browse(page, round));
    // The first round brings the code of the pages.
    const measured = times.slice(1);
    const count = users.toLocaleString('en');
    return [
      timeClaim(
        `results of ${count} people: from the click to the first rows`,
        median(measured.map((t) => t.opened)),
        1,
      ),
      timeClaim(
        `search among ${count} people: from the last key to the row`,
        median(measured.map((t) => t.searched)),
        0.3,
      ),
    ];
  } finally {
    await browser.close();
    await service.remove();
  }
}

/** Seconds until what was asked for is on the screen. */
async function browse(page: Page, round: number): Promise<{ opened: number; searched: number }> {
  await page.goto('/connectors/bench/history');
  const details = page.getByRole('link', { name: /^Details of run/ }).first();
  await details.waitFor();
  const rows = page.getByRole('grid', { name: 'People' }).getByRole('row');
  const opened = await seconds(async () => {
    await details.click();
    await rows.nth(5).waitFor();
  });
  const name = `hedy.turing${100 + round}`;
  await page.keyboard.press('/');
  await page.keyboard.type(name.slice(0, -1));
  await page.evaluate(`globalThis.found = ${untilFound(name)}; 0`);
  await page.keyboard.type(name.slice(-1));
  const searched = (await page.evaluate<number>('globalThis.found')) / 1000;
  return { opened, searched };
}

/** Milliseconds from the next key to the frame in which the person that is searched is in the first row. */
function untilFound(name: string): string {
  return `new Promise((resolve) => {
    let pressed;
    addEventListener('keydown', ({ timeStamp }) => { pressed = timeStamp; }, { capture: true, once: true });
    const look = (now) => {
      const searched = new URLSearchParams(location.search).get('search') === '${name}';
      const first = document.querySelectorAll('[role=grid] [role=row]')[1];
      if (searched && first?.textContent.includes('${name}')) resolve(now - pressed);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`;
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
