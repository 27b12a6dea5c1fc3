import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

describe.skipIf(noBrowser)(`a run of 100,000 people, ${inBrowser}`, () => {
  test('is browsed, searched, filtered and sorted with few rows in the page', { timeout: 240_000 }, async () => {
    const service = await stage.service();
    const path = await service.write('people.csv', csv(people(100_000)));
    const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
    await service.command(['connector', 'apply', '-f', file]);
    await service.command(['sync', 'acme']);
    await service.start();
    await service.makeAdministrator();
    const { page } = await stage.visitor(service);
    await page.goto('/runs/acme-1');
    const grid = page.getByRole('grid', { name: 'People' });
    const rows = grid.getByRole('row');
    await grid.getByText('ada.lovelace', { exact: true }).waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(await rows.count()).toBeLessThan(60);

    await grid.focus();
    for (let press = 0; press < 30; press += 1) await page.keyboard.press('PageDown');
    await expect.poll(() => page.evaluate<number>('window.scrollY')).toBeGreaterThan(5000);
    expect(await rows.count()).toBeLessThan(60);

    await page.keyboard.press('/');
    await page.keyboard.type('hedy.turing500');
    await grid.getByText('hedy.turing500', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Person' }).click();
    await page.waitForURL(/sort=username/);
    await page.getByRole('button', { name: 'Person' }).click();
    await page.waitForURL(/sort=-username/);
    await grid.getByText(/^jo/).or(grid.getByText(/^ken/)).first().waitFor();

    await page
      .getByRole('navigation', { name: 'People by what became of them' })
      .getByRole('link', { name: 'failed' })
      .click();
    await page.getByText('Nobody fits').waitFor();
    await page.goBack();
    await grid.waitFor();
  });
});
