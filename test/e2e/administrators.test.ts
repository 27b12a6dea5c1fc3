import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import { administrator, type Service } from './service.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

async function withConnector(): Promise<Service> {
  const service = await stage.service();
  const path = await service.write('people.csv', csv(people(12)));
  const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
  await service.command(['connector', 'apply', '-f', file]);
  await service.start();
  await service.makeAdministrator();
  return service;
}

async function openEdit(page: Page, tab = 'general'): Promise<void> {
  await page.goto(`/connectors/acme/edit?tab=${tab}`);
  await page.getByRole('button', { name: 'Save and Return' }).waitFor();
}

describe.skipIf(noBrowser)(`administrators, ${inBrowser}`, { timeout: 180_000 }, () => {
  test('a newcomer opens the printed link, becomes the first administrator and is at the connectors', async () => {
    const service = await stage.service();
    await service.start();
    const { page } = await stage.stranger(service);
    await page.goto('/');
    await page.getByText('Nobody is set up yet').waitFor();
    await page.goto(service.setUp);
    await page.getByLabel('Username').fill('grace');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('too short');
    await page.getByRole('textbox', { name: 'Password, again' }).fill('too short');
    await page.getByRole('button', { name: 'Create the first administrator' }).click();
    await page.getByText('At least twelve characters.').nth(1).waitFor();
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(administrator.password);
    await page.getByRole('textbox', { name: 'Password, again' }).fill(administrator.password);
    await page.getByRole('button', { name: 'Create the first administrator' }).click();
    await page.getByText('No connector yet').waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });

  test('a wrong password is refused in words, and the place that was asked for is come to after the log-in', async () => {
    const service = await withConnector();
    const visitor = await stage.stranger(service);
    const { page } = visitor;
    await page.goto('/connectors/acme/edit?tab=sync');
    await visitor.logIn({ ...administrator, password: 'wrong horse battery' });
    await page.getByRole('alert').filter({ hasText: 'You are not logged in' }).waitFor();
    await visitor.logIn(administrator);
    await page.getByRole('heading', { name: 'Cleanup Behaviour' }).waitFor();
  });

  test('a session that ends while somebody types costs nothing: log in again, and it is saved', async () => {
    const service = await withConnector();
    const one = await stage.visitor(service);
    const other = await stage.visitor(service);
    await openEdit(one.page);
    await one.page.getByRole('textbox', { name: 'Name' }).fill('Everybody at Acme');
    await other.page.goto('/settings?section=sessions');
    const session = other.page.getByRole('row').filter({ hasText: 'Chrome' }).filter({ hasNotText: 'this one' });
    await session.getByRole('button', { name: 'End session of grace' }).click();
    await session.waitFor({ state: 'detached' });
    await one.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = one.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(administrator.password);
    await dialog.getByRole('button', { name: 'Log in' }).click();
    await one.page.getByText('The connector was saved.').waitFor();
    expect(await one.page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Everybody at Acme');
    expect(await service.command(['connector', 'show', 'acme'])).toContain('Everybody at Acme');
  });

  test('two administrators change one connector: the second one sees both changes and keeps his on top', async () => {
    const service = await withConnector();
    const [ada, bob] = [await stage.visitor(service), await stage.visitor(service)];
    await openEdit(ada.page);
    await openEdit(bob.page, 'sync');
    await ada.page.getByRole('textbox', { name: 'Name' }).fill('Everybody at Acme');
    await ada.page.getByRole('button', { name: 'Save', exact: true }).click();
    await ada.page.getByText('The connector was saved.').waitFor();

    await bob.page.getByRole('radio', { name: 'Keep' }).check();
    await bob.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = bob.page.getByRole('dialog', { name: 'Somebody else has changed this connector' });
    await dialog.getByRole('cell', { name: 'Everybody at Acme' }).waitFor();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await dialog.waitFor({ state: 'detached' });
    await bob.page.getByText('Nothing is unsaved.').waitFor();
    const saved = JSON.parse(await service.command(['connector', 'show', 'acme', '--json']));
    expect(JSON.stringify(saved)).toMatch(/Everybody at Acme.*"action":"keep"/);
  });

  test('the second one may also take what the first one saved, and sees the versions', async () => {
    const service = await withConnector();
    const [ada, bob] = [await stage.visitor(service), await stage.visitor(service)];
    await openEdit(ada.page);
    await openEdit(bob.page);
    await ada.page.getByRole('textbox', { name: 'Name' }).fill('Everybody at Acme');
    await ada.page.getByRole('button', { name: 'Save', exact: true }).click();
    await ada.page.getByText('The connector was saved.').waitFor();
    await bob.page.getByRole('textbox', { name: 'Name' }).fill('Nobody at Acme');
    await bob.page.getByRole('button', { name: 'Save', exact: true }).click();
    await bob.page.getByRole('button', { name: 'See theirs' }).click();
    await bob.page.getByText('Nothing is unsaved.').waitFor();
    expect(await bob.page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Everybody at Acme');

    await bob.page.getByRole('link', { name: 'Versions' }).click();
    await bob.page.getByRole('button', { name: 'Restore version 1' }).click();
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Restore version 1' }).click();
    await bob.page.getByRole('region', { name: 'Version 3, in force' }).waitFor();
    expect(await service.command(['connector', 'show', 'acme'])).toContain('Acme people');
  });

  test('what is wrong is said beside the field, and on the tab; what was typed stays', async () => {
    const service = await withConnector();
    const { page } = await stage.visitor(service);
    await openEdit(page);
    await page.getByRole('textbox', { name: 'File or folder' }).fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: 'General (1 wrong)' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'File or folder' }).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('link', { name: 'History' }).first().click();
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Stay here' })
      .click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Nothing is unsaved.').waitFor();
  });
});
