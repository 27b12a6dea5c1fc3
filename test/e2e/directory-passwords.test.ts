import { describe, expect, test } from 'vitest';
import { connectorFile, csv, people } from './company.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

describe.skipIf(noBrowser)(`passwords of people, ${inBrowser}`, { timeout: 120_000 }, () => {
  test('an administrator sees who checks passwords, and changes it', async () => {
    const service = await stage.service();
    const path = await service.write('people.csv', csv(people(3)));
    const file = await service.write('acme.yaml', connectorFile('acme', 'Acme people', path));
    await service.command(['connector', 'apply', '-f', file]);
    await service.command(['sync', 'acme']);
    await service.start();
    await service.makeAdministrator();
    const { page } = await stage.visitor(service);
    await page.goto('/directory');
    await page.getByText('Passwords are checked by: Nobody').waitFor();
    await page.getByRole('button', { name: 'Change who checks passwords' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who checks the passwords of main' });
    await dialog.getByText(/Sources that can: LDAP \(.*\); Files \(.*\) cannot\./).waitFor();
    expect(await dialog.getByRole('radio', { name: 'Nobody' }).isChecked()).toBe(true);
    await dialog.getByRole('radio', { name: 'User Sync' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Passwords are checked by: User Sync').first().waitFor();
    await page.reload();
    await page.getByText('Passwords are checked by: User Sync').waitFor();
  });
});
