import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestService } from './service.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
  for (const [directory, kind] of [
    ['main', 'own'],
    ['mirror', 'mirror'],
  ] as const) {
    await service.store.directories.ensure(directory, kind);
  }
});

afterEach(() => service?.close());

const path = '/directories/main/authentication';

test('who checks passwords is said of each directory, changed, and written down', async () => {
  const ada = await service.as('ada');
  const said = async () =>
    (await ada.get('/directories')).body.items.map((one: { authentication: string }) => one.authentication);
  expect(await said()).toEqual(['none']);
  const changed = await ada.ask('PUT', path, { authentication: 'source' });
  expect([changed.status, changed.body]).toEqual([
    200,
    { id: 'main', users: 0, active: 0, groups: 0, authentication: 'source' },
  ]);
  expect(await said()).toEqual(['source']);
  expect((await ada.get('/audit?action=directory')).body.items).toMatchObject([
    {
      actor: 'ada',
      action: 'directory.changed',
      subject: 'directory main',
      before: { authentication: 'none' },
      after: { authentication: 'source' },
    },
  ]);
});

test('it takes the right to configure', async () => {
  for (const role of ['viewer', 'operator'] as const) {
    const client = await service.as(role, role);
    expect((await client.ask('PUT', path, { authentication: 'local' })).status).toBe(403);
  }
  expect((await service.stranger().ask('PUT', path, { authentication: 'local' })).status).toBe(401);
  expect(await service.store.directories.authentication('main')).toBe('none');
});

test.each([
  ['a way that there is not', path, { authentication: 'ldap' }, 400],
  ['nothing', path, {}, 400],
  ['no such directory', '/directories/other/authentication', { authentication: 'local' }, 404],
  ['a mirror', '/directories/mirror/authentication', { authentication: 'local' }, 404],
])('%s is refused', async (_name, address, body, status) => {
  const ada = await service.as('ada');
  expect((await ada.ask('PUT', address, body)).status).toBe(status);
  expect((await ada.get('/audit?action=directory')).body.items).toEqual([]);
});
