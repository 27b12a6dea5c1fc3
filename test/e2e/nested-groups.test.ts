import { describe, expect, test } from 'vitest';
import { inBrowser, noBrowser, Stage } from './stage.ts';

const stage = new Stage();

describe.skipIf(noBrowser)(`groups in groups, ${inBrowser}`, { timeout: 180_000 }, () => {
  test('are kept when that is chosen, and the directory shows through which group somebody is in another', async () => {
    const service = await stage.service();
    const users = await service.write(
      'export/users.csv',
      'id,username,fullName\n1,ada,Ada Lovelace\n2,bob,Bob Noyce\n',
    );
    await service.write('export/groups.csv', 'id,name,members\ng1,staff,1;board\ng2,board,2\n');
    const folder = JSON.stringify(users.replace(/users\.csv$/, ''));
    const text = `connectors:\n  - id: acme\n    source: { type: file, path: ${folder} }\n    target: { type: directory }\n`;
    await service.command(['connector', 'apply', '-f', await service.write('acme.yaml', text)]);
    await service.command(['sync', 'acme']);
    await service.start();
    await service.makeAdministrator();
    const { page } = await stage.visitor(service);

    await page.goto('/connectors/acme/edit?tab=groups');
    const nesting = page.getByRole('radiogroup', { name: 'Groups in groups' });
    expect(await nesting.getByRole('radio', { name: 'Flatten' }).isChecked()).toBe(true);
    await nesting.getByRole('radio', { name: 'Keep' }).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The connector was saved.').waitFor();
    await service.command(['sync', 'acme']);

    await page.goto('/directory?tab=groups');
    const staff = page.getByRole('grid', { name: 'Groups' }).getByRole('row').filter({ hasText: 'staff' });
    await staff.getByText('board').waitFor();
    await staff.click();
    const panel = page.getByRole('dialog', { name: 'Group staff' });
    const bob = panel.getByRole('row').filter({ hasText: 'Bob Noyce' });
    await bob.getByRole('link', { name: 'board' }).click();
    await page.getByRole('dialog', { name: 'Group board' }).getByText('Bob Noyce').waitFor();
  });
});
