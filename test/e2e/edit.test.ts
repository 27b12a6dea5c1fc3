import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import type { Service } from './service.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

async function synced(): Promise<Service> {
  const service = await stage.service();
  const path = await service.write('people.csv', csv(people(40)));
  const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
  await service.command(['connector', 'apply', '-f', file]);
  await service.command(['sync', 'acme']);
  await service.start();
  await service.makeAdministrator();
  return service;
}

describe.skipIf(noBrowser)(`editing a connector, ${inBrowser}`, { timeout: 180_000 }, () => {
  test('rules are tried on real people while they are typed, and who would collide is told before saving', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service);
    await page.goto('/connectors/acme/edit?tab=provisioning');
    const counts = page.getByRole('status').filter({ hasText: 'With these rules' });
    await counts.getByText('0 would collide').waitFor();

    await page.getByRole('button', { name: 'Edit Username' }).click();
    const rule = page.getByRole('group', { name: 'Rule of Username' });
    await rule.getByRole('combobox', { name: 'Attribute of the source' }).fill('department');
    await counts.getByText('40 would collide').waitFor();
    await counts.getByRole('button', { name: 'show' }).last().click();
    await page.getByRole('listitem').filter({ hasText: 'research would be the username of' }).waitFor();
    await rule.getByRole('combobox', { name: 'Attribute of the source' }).fill('email');
    await rule.getByRole('button', { name: 'Add step' }).click();
    await page.getByRole('menuitem', { name: 'text before' }).click();
    await counts.getByText('0 would collide').waitFor();

    await page.getByRole('button', { name: '+ Add New Attribute Mapping' }).click();
    await page.getByRole('combobox', { name: 'Name of the new attribute' }).fill('team');
    await page.keyboard.press('Enter');
    await page
      .getByRole('group', { name: 'Rule of team' })
      .getByRole('combobox', { name: 'Attribute of the source' })
      .fill('department');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The connector was saved.').waitFor();
    expect(await service.command(['connector', 'export', 'acme'])).toMatch(/steps: \[lower, before: "@"\]|before: "@"/);
    expect(await service.command(['connector', 'export', 'acme'])).toContain('team: department');
  });

  test('a half written rule is said to be wrong, and costs nothing', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service);
    await page.goto('/connectors/acme/edit?tab=provisioning');
    await page.getByRole('button', { name: 'Edit Full name' }).click();
    const rule = page.getByRole('group', { name: 'Rule of Full name' });
    await rule.getByRole('combobox', { name: 'From' }).click();
    await page.getByRole('option', { name: 'Expression (CEL)' }).click();
    await rule.getByRole('textbox', { name: 'Expression' }).fill('user.mail +');
    await page.getByText('These rules cannot be taken yet.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'The connector was not saved.' }).waitFor();
    expect(await rule.getByRole('textbox', { name: 'Expression' }).inputValue()).toBe('user.mail +');
  });

  test('a schedule is chosen in words, with the next five runs', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service);
    await page.goto('/connectors/acme/edit?tab=sync');
    await page.getByRole('switch', { name: 'Scheduled Synchronization' }).check();
    await page.getByRole('combobox', { name: 'Sync', exact: true }).click();
    await page.getByRole('option', { name: 'on days of the week' }).click();
    await page.getByText('Fri', { exact: true }).click();
    const told = page.getByRole('status').filter({ hasText: '0 2 * * MON-THU' });
    await told.waitFor();
    expect((await told.textContent())?.split(',').length).toBeGreaterThanOrEqual(6);
    await page.getByRole('combobox', { name: 'Sync', exact: true }).click();
    await page.getByRole('option', { name: 'as a cron expression' }).click();
    await page.getByRole('textbox', { name: 'Minute, hour, day, month, weekday' }).fill('99 2 * * *');
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Minute, hour, day, month, weekday' }).fill('30 6-20 * * MON-FRI');
    await page.getByRole('status').filter({ hasText: '30 6-20 * * MON-FRI' }).waitFor();
    await page.getByRole('button', { name: 'Save and Return' }).click();
    await page.getByText(/^next:/).waitFor();
  });

  test('required groups are picked from the last listing', async () => {
    const service = await synced();
    const { page } = await stage.visitor(service);
    await page.goto('/connectors/acme/edit?tab=required-groups');
    await page.getByRole('textbox', { name: 'Search groups' }).fill('leg');
    await page.getByRole('checkbox', { name: 'legal' }).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The connector was saved.').waitFor();
    expect(await service.command(['connector', 'export', 'acme'])).toMatch(/required: \[\s*legal\s*\]/);
  });
});
