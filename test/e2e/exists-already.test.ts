import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people, recreated } from './company.ts';
import type { Service } from './service.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const company = people(30).map((one) => ({ ...one, username: one.username.toUpperCase() }));
const ada = company[0];
const others = company.slice(1, 4);
const stage = new Stage();

/** A company in which these people were deleted at the provider and created again; the last sync has failed for them. */
async function withRecreated(usernames: readonly (string | undefined)[]): Promise<Service> {
  const service = await stage.service();
  const path = await service.write('people.csv', csv(company));
  const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
  await service.command(['connector', 'apply', '-f', file]);
  await service.command(['sync', 'acme']);
  const gone = usernames.filter((name) => name !== undefined);
  await service.write('people.csv', csv(recreated(company, gone)));
  await service.command(['sync', 'acme'], [3]);
  await service.start();
  await service.makeAdministrator();
  return service;
}

async function accountOf(service: Service, username: string | undefined): Promise<number | undefined> {
  const lines = (await service.command(['directory', 'users', '--format', 'ndjson'])).trim().split('\n');
  const users = lines.map((line) => JSON.parse(line) as { number: number; username: string });
  return users.find((user) => user.username === username?.toLowerCase())?.number;
}

interface FailedResult {
  readonly message: string;
  readonly ATTR_NAME: string;
  readonly inputUser: { readonly file_ID: string };
}

/** **Download results for failed users**, as JSON. */
async function downloadFailed(page: Page, choose: () => Promise<void>): Promise<FailedResult[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as FailedResult[];
}

/** A full sync from the start page, until the card tells how it ended. */
async function fullSync(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Connectors' }).first().click();
  const card = page.getByRole('article', { name: 'Acme people' });
  await card.getByRole('button', { name: 'More actions for Acme people' }).click();
  await page.getByRole('menuitem', { name: /^Full sync/ }).click();
  await page.waitForResponse((response) => response.url().endsWith('/runs') && response.request().method() === 'POST');
  await card.getByText('last sync').waitFor();
  return card;
}

describe.skipIf(noBrowser)(`somebody was re-created at the provider, ${inBrowser}`, { timeout: 180_000 }, () => {
  test('method 1, one user: by the words that administrators know', async () => {
    const service = await withRecreated([ada?.username]);
    const account = await accountOf(service, ada?.username);
    const { page } = await stage.visitor(service);

    await page.getByRole('article', { name: 'Acme people' }).getByRole('link', { name: 'History' }).click();
    await page
      .getByRole('row')
      .filter({ hasText: 'some people failed' })
      .getByRole('link', { name: /Details/ })
      .click();
    const [failed] = await downloadFailed(page, async () => {
      await page.getByRole('button', { name: 'Download results for failed users' }).click();
      await page.getByRole('menuitem', { name: 'JSON', exact: true }).click();
    });
    expect(failed?.message).toMatch(/^ATTR_ID : 2cebde31-\S+ : \d+ exists already$/);
    expect(failed?.ATTR_NAME).toBe('ada.lovelace');

    await page.getByRole('link', { name: 'Acme people' }).click();
    await page.getByRole('link', { name: 'Sync Single User' }).click();
    // The username is transformed, so the id of the source in inputUser is the surest.
    await page.getByRole('textbox', { name: 'Person' }).fill(failed?.inputUser.file_ID ?? '');
    await page.getByRole('switch', { name: 'Advanced' }).check();
    await page.getByLabel('Sync With Username As Primary Attribute').check();
    await page.getByRole('button', { name: 'Go' }).click();

    const success = page.getByRole('status').filter({ hasText: 'Ada Lovelace was updated.' });
    await success.waitFor();
    expect(await success.textContent()).toContain(`Account ${account} is kept, with its groups`);
    for (const part of ['What the provider sent', 'What we made of it', 'What existed', 'What changed']) {
      await page.getByRole('heading', { name: part }).waitFor();
    }

    const card = await fullSync(page);
    await card.getByText('succeeded', { exact: true }).waitFor();
    expect(await accountOf(service, ada?.username)).toBe(account);
  });

  test('method 1 with the keyboard alone', async () => {
    const service = await withRecreated([ada?.username]);
    const { page } = await stage.visitor(service);
    const { keyboard } = page;

    await tabTo(page.getByRole('article', { name: 'Acme people' }).getByRole('link', { name: 'History', exact: true }));
    await keyboard.press('Enter');
    const runs = page.getByRole('grid', { name: 'Runs' });
    await runs.waitFor();
    await tabTo(runs);
    await keyboard.press('Home');
    await keyboard.press('Enter');
    const results = page.getByRole('grid', { name: 'People' });
    await results.waitFor();
    await keyboard.press('/');
    await keyboard.type('ada.lovelace');
    await page.getByRole('row').filter({ hasText: 'Alan Turing' }).waitFor({ state: 'detached' });
    await tabTo(results);
    await keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    await panel.getByText('exists already').first().waitFor();
    await keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await keyboard.press('Enter');
    await tabTo(panel.getByRole('link', { name: 'Sync Single User' }));
    await keyboard.press('Enter');
    const go = page.getByRole('button', { name: 'Go' });
    await go.waitFor();
    await tabTo(page.getByRole('switch', { name: 'Advanced' }));
    expect(await page.getByLabel('Sync With Username As Primary Attribute').isChecked()).toBe(true);
    await tabTo(go);
    await keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Ada Lovelace was updated.' }).waitFor();
  });

  test('method 2, many at once: primary attribute, schedule, full sync, and both put back', async () => {
    const gone = [ada, ...others].map((one) => one?.username);
    const service = await withRecreated(gone);
    const accounts = await Promise.all(gone.map((name) => accountOf(service, name)));
    const { page } = await stage.visitor(service);

    const edit = async (attribute: string, scheduled: boolean) => {
      const card = page.getByRole('article', { name: 'Acme people' });
      await card.getByRole('link', { name: 'Edit' }).click();
      await page.getByRole('tab', { name: 'Provisioning Settings' }).click();
      await page.getByRole('region', { name: 'Attribute Mapping' }).first().waitFor();
      await page.getByRole('combobox', { name: 'Primary attribute' }).click();
      await page.getByRole('option', { name: attribute, exact: true }).click();
      await page.getByRole('tab', { name: 'Sync Settings' }).click();
      await page.getByRole('switch', { name: 'Scheduled Synchronization' }).setChecked(scheduled);
      await page.getByRole('button', { name: 'Save and Return' }).click();
      await card.waitFor();
    };

    await edit('file_ID', true);
    await page.getByText(/^next:/).waitFor();
    await edit('Username', false);
    await page.getByText('not scheduled').waitFor();
    const card = await fullSync(page);
    await card.getByText('succeeded', { exact: true }).waitFor();
    await edit('file_ID', true);
    expect(await Promise.all(gone.map((name) => accountOf(service, name)))).toEqual(accounts);
    const clean = await fullSync(page);
    await clean.getByText('nothing to change').waitFor();
  });
});

/** Presses Tab until the element has the focus; throws when it never gets it. */
async function tabTo(element: Locator): Promise<void> {
  const page = element.page();
  for (let press = 0; press < 80; press += 1) {
    if ((await element.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The focus never came to ${element}.`);
}
