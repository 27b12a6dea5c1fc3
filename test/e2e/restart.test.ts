import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

describe.skipIf(noBrowser)(`a service that is killed in the middle of a run, ${inBrowser}`, () => {
  test('the open page says so, and goes on by itself when the service is back', { timeout: 240_000 }, async () => {
    const service = await stage.service();
    const path = await service.write('people.csv', csv(people(60_000)));
    const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
    await service.command(['connector', 'apply', '-f', file]);
    await service.start();
    await service.makeAdministrator();
    const visitor = await stage.visitor(service);
    const { page } = visitor;
    await page.goto('/connectors/acme/history');
    await page.getByRole('button', { name: 'Sync', exact: true }).click();
    await page.getByRole('progressbar').waitFor();
    await service.stop('SIGKILL');
    await page.getByText('This page shows what was last known').waitFor();
    // What was there stays on the screen.
    await page.getByRole('progressbar').waitFor();
    await service.start();
    await page.getByText('This page shows what was last known').waitFor({ state: 'detached' });
    await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 120_000 });

    // The service goes on with what was interrupted; the company is synced in the end.
    const statuses = async () => {
      const { items } = (await (await page.request.get('/api/v1/runs')).json()) as { items: { status: string }[] };
      return items.map(({ status }) => status);
    };
    await expect.poll(statuses, { timeout: 120_000 }).not.toContain('running');
    await page.goto('/connectors');
    const card = page.getByRole('article', { name: 'Acme people' });
    await card.getByRole('button', { name: 'Sync', exact: true }).click();
    await card.getByText('succeeded', { exact: true }).waitFor({ timeout: 120_000 });
    expect((await service.command(['directory', 'users', '--format', 'ndjson'])).trim().split('\n')).toHaveLength(
      60_000,
    );
  });
});
