import { describe, expect, test } from 'vitest';
import { companyLdif, missingSlapd, suffix } from '../cli/ldap-company.ts';
import { startSlapd } from '../fakes/slapd.ts';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();
const password = 'admin-secret';

describe.skipIf(noBrowser || missingSlapd !== undefined)(
  `a connector of one's own, ${inBrowser}`,
  { timeout: 180_000 },
  () => {
    test('from the type to the first simulation and the first sync, against a real LDAP server', async () => {
      const staff = ['ada', 'bob', 'carla', 'dennis'];
      const server = await startSlapd({ suffix, ldif: companyLdif([...staff, 'guest'], { staff }) });
      try {
        const service = await stage.service();
        await service.start();
        await service.makeAdministrator();
        const { page } = await stage.visitor(service);

        await page.getByRole('link', { name: 'Create connector' }).first().click();
        await page.getByRole('textbox', { name: 'Search types' }).fill('ldap');
        await page.getByRole('link', { name: /^LDAP/ }).click();
        await page.getByRole('textbox', { name: 'Name' }).first().fill('Acme people');
        expect(await page.getByRole('textbox', { name: 'Id', exact: true }).inputValue()).toBe('acme-people');
        await page.getByRole('textbox', { name: 'Server' }).fill(server.url);
        await page.getByRole('textbox', { name: 'Account to log in with' }).fill(server.adminDn);
        await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
        await page.getByRole('textbox', { name: 'Base of the people' }).fill(`ou=people,${suffix}`);
        // What was typed survives that the page is left; a secret is written down nowhere.
        await page.reload();
        expect(await page.getByRole('textbox', { name: 'Server' }).inputValue()).toBe(server.url);
        expect(await page.getByRole('textbox', { name: 'Password' }).inputValue()).toBe('');
        await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
        await page.getByRole('textbox', { name: 'Base of the groups' }).fill(`ou=groups,${suffix}`);
        await page.getByRole('button', { name: 'Save and Test Connection' }).click();
        await page.getByText(/checks failed/).waitFor();

        await page.getByRole('button', { name: 'Replace the password' }).click();
        await page.getByRole('textbox', { name: 'Password' }).fill(password);
        await page.getByRole('button', { name: 'Save and Test Connection' }).click();
        await page.getByText('Everything that a sync needs works').waitFor();
        await page.getByRole('button', { name: 'Continue', exact: true }).click();

        await page.getByRole('button', { name: 'Read people' }).click();
        await page.getByRole('checkbox', { name: 'staff' }).check();
        await page.getByRole('button', { name: 'Save and Continue' }).click();
        await page.getByText('With these rules: 5 people').waitFor();
        await page.getByRole('button', { name: 'Save and Continue' }).click();
        await page.getByRole('button', { name: 'Simulate' }).click();
        await page.getByText('succeeded', { exact: true }).waitFor();
        await page.getByRole('link', { name: 'Read the plan' }).click();
        await page.getByRole('row').filter({ hasText: 'carla' }).getByText('pending').waitFor();
        expect(await page.getByRole('row').filter({ hasText: 'guest' }).count()).toBe(0);
        expect(await service.command(['directory', 'users'])).not.toContain('carla');

        await page.goBack();
        await page.getByRole('button', { name: 'Simulate' }).click();
        await page.getByRole('button', { name: 'Sync now' }).click();
        await page.getByRole('grid', { name: 'People' }).getByText('added').first().waitFor();
        expect(await service.command(['directory', 'users'])).toContain('carla');
        // The secret is nowhere but sealed in the service.
        expect(await service.command(['connector', 'export'])).not.toContain(password);
      } finally {
        await server.stop();
      }
    });
  },
);
