import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import { askAsJira, readEverything } from './product.ts';
import type { Service } from './service.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

/** With a directory `main` of twelve people, and one `contractors` of three. */
async function synced(): Promise<Service> {
  const service = await stage.service();
  for (const [directory, count] of [
    ['main', 12],
    ['contractors', 3],
  ] as const) {
    const path = await service.write(`${directory}.csv`, csv(people(count)));
    const text = connectorFile(directory, directory, path).replace('directory: main', `directory: ${directory}`);
    await service.command(['connector', 'apply', '-f', await service.write(`${directory}.yaml`, text)]);
    await service.command(['sync', directory]);
  }
  await service.start();
  await service.makeAdministrator();
  return service;
}

interface Listed {
  readonly name: string;
  readonly directories: readonly string[];
  readonly addresses: readonly string[];
  readonly mayWrite: readonly string[];
  readonly passwordAt: number;
}

async function listed(service: Service): Promise<readonly Listed[]> {
  return JSON.parse(await service.command(['application', 'list', '--json']));
}

/** What a button put on the clipboard. */
async function copied(page: Page, label: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click();
  await page.getByRole('button', { name: `${label} copied`, exact: true }).waitFor();
  return page.evaluate<string>('navigator.clipboard.readText()');
}

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

describe.skipIf(noBrowser)(`applications, ${inBrowser}`, { timeout: 180_000 }, () => {
  test('one is added, and everything that the product has to be told can be copied; the password is seen once', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service, clipboard);
    await page.getByRole('link', { name: 'Applications' }).click();
    await page.getByText('No application yet').waitFor();
    await page.getByRole('link', { name: 'Add application' }).first().click();
    await page.getByRole('textbox', { name: 'Application name' }).fill('jira');
    await page.getByRole('button', { name: 'Continue' }).click();

    // Two directories: the order is chosen, and a reload costs nothing.
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add main' }).click();
    await page.getByRole('button', { name: 'Add contractors' }).click();
    await page.getByRole('button', { name: 'Move contractors up' }).click();
    await page.reload();
    const order = page.getByRole('list', { name: 'Directories in order' });
    await order.getByText('12 accounts').waitFor();
    expect(await order.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^contractors3 accounts/),
      expect.stringMatching(/^main12 accounts/),
    ]);
    await page.getByRole('button', { name: 'Continue' }).click();

    const addresses = page.getByRole('combobox', { name: 'Addresses and networks' });
    await addresses.fill('10.0.0.0/40');
    await page.getByRole('button', { name: 'Add application' }).click();
    await page.getByText('"10.0.0.0/40" is no address').last().waitFor();
    expect(await listed(service)).toEqual([]);
    await addresses.press('Backspace');
    await addresses.fill('10.0.0.0/24');
    await page.getByRole('button', { name: 'Add application' }).click();

    await page.getByText('The password of jira: copy it now, it is never shown again').waitFor();
    const password = await copied(page, 'application password');
    expect(password).toMatch(/^[\w-]{43}$/);
    // Its addresses are elsewhere, so it is known, and not let in from here.
    expect((await askAsJira(service, { name: 'jira', password }, '/config/cookie')).status).toBe(403);
    expect(await copied(page, 'password')).toBe(password);
    expect(await copied(page, 'application name')).toBe('jira');
    expect(await copied(page, 'server URL')).toBe(`${service.url}/crowd`);
    for (const [product, menu] of [
      ['Jira', 'Administration → User management → User Directories'],
      ['Confluence', 'General configuration → User Directories'],
      ['Bitbucket', 'Administration → User Directories'],
      ['Bamboo', 'Administration → Security → User directories'],
    ] as const) {
      await page.getByRole('tab', { name: product }).click();
      await page.getByRole('tabpanel').getByText(`${menu} → Add Directory → Atlassian Crowd`).waitFor();
      expect(await page.getByRole('tabpanel').textContent()).toContain('Read Only');
    }
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await listed(service)).toMatchObject([
      { name: 'jira', directories: ['contractors', 'main'], addresses: ['10.0.0.0/24'], mayWrite: [] },
    ]);

    await page.reload();
    await page.getByText('shown once, when it was made').waitFor();
    expect(new URL(page.url()).pathname).toBe('/applications/1');
    expect(await page.content()).not.toContain(password);
  });

  test('a new password is shown once, what it may do is changed, and it is deleted; each is asked about before', async () => {
    const service = await synced();
    await service.command(['application', 'add', 'jira']);
    const [before] = await listed(service);
    const { page } = await stage.visitor(service, clipboard);
    await page.goto('/applications');
    await page.getByRole('button', { name: 'More actions for jira' }).click();
    await page.getByRole('menuitem', { name: 'New password …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('refused from this moment on').waitFor();
    await dialog.getByRole('button', { name: 'Keep the old one' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await listed(service))[0]?.passwordAt).toBe(before?.passwordAt);
    await page.getByRole('link', { name: 'New password' }).first().click();
    await dialog.getByRole('button', { name: 'Give jira a new password' }).click();
    await page.getByText('The password of jira: copy it now').waitFor();
    const password = await copied(page, 'application password');
    expect((await askAsJira(service, { name: 'jira', password }, '/config/cookie')).status).toBe(200);
    expect((await listed(service))[0]?.passwordAt).toBeGreaterThan(before?.passwordAt ?? 0);

    await page.getByRole('link', { name: 'Read everything again' }).click();
    await dialog.getByRole('button', { name: 'Read everything again' }).click();
    await page.getByText('jira reads everything the next time').waitFor();

    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: /^Groups/ }).check();
    await page.getByText('changes main itself, without a plan').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('What jira may do was saved.').waitFor();
    expect((await listed(service))[0]?.mayWrite).toEqual(['groups']);

    await page.getByRole('link', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete jira' }).click();
    await page.getByText('No application yet').waitFor();
    expect(await listed(service)).toEqual([]);
    expect((await askAsJira(service, { name: 'jira', password }, '/config/cookie')).status).toBe(401);
    await page.goto('/audit?subject=application%20jira');
    await page.getByText('application.password-rotated').waitFor();
  });

  test('a run says which applications have fetched what it did, where any read its directory', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service);
    await page.goto('/runs/main-1');
    await page.getByText('Download results for all users').waitFor();
    expect(await page.getByRole('region', { name: 'Applications' }).count()).toBe(0);
    const jira = JSON.parse(await service.command(['application', 'add', 'jira', '--json']));
    await page.goto('/runs/contractors-1');
    await page.getByText('Download results for all users').waitFor();
    await page.goto('/runs/main-1');
    const panel = page.getByRole('region', { name: 'Applications' });
    await panel.getByText('jira has not fetched this yet (nothing fetched so far)').waitFor();
    await readEverything(service, jira);
    // The page asks by itself.
    await panel.getByText(/jira has had this since today \d\d:\d\d/).waitFor();

    await service.write('main.csv', csv(people(14)));
    await service.command(['sync', 'main']);
    await page.goto('/runs/main-2');
    await panel.getByText(/jira has not fetched this yet \(last fetched today \d\d:\d\d\)/).waitFor();
    await panel.getByRole('link', { name: 'All applications' }).click();
    const card = page.getByRole('article', { name: 'jira' });
    await card.getByText('Jira 9.12.1').waitFor();
    await card.getByText('a run behind').waitFor();
    await card.getByText(/jira has not fetched main-2 yet/).waitFor();
  });

  test('who may only look sees what is typed in, and is offered nothing else', async () => {
    const service = await synced();
    await service.command(['application', 'add', 'jira']);
    const { page } = await stage.visitor(service);
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Add administrator' }).click();
    const viewer = { username: 'vera', password: 'correct horse battery' };
    await page.getByRole('textbox', { name: 'Username' }).fill(viewer.username);
    await page.getByRole('textbox', { name: 'First password' }).fill(viewer.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Add administrator' }).click();
    await page.getByText('vera').first().waitFor();
    const { page: seen } = await stage.visitor(service, {}, viewer);
    await seen.goto('/applications/1?ask=delete');
    await seen.getByText('shown once, when it was made').waitFor();
    expect(await seen.getByRole('dialog').count()).toBe(0);
    expect(await seen.getByRole('link', { name: /New password|Delete/ }).count()).toBe(0);
    await seen.getByRole('tab', { name: 'Settings' }).click();
    await seen.getByText('May write').first().waitFor();
    expect(await seen.getByRole('button', { name: 'Save' }).count()).toBe(0);
  });
});
