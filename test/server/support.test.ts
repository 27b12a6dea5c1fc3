import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConnector } from '../../src/app/config/index.ts';
import * as registry from '../../src/app/registry.ts';
import { openLog } from '../../src/server/log.ts';
import { connectorConfig } from '../harness/installation.ts';
import { password, TestService } from './service.ts';

test('the support bundle tells how the service does, and holds no secret', async () => {
  process.env.SUPPORT_TEST_SECRET = 'secret-of-the-environment';
  const service = await TestService.start();
  try {
    const ada = await service.as('ada');
    const file = join(service.context.dataDirectory, 'secret.txt');
    await writeFile(file, 'secret-of-a-file');
    await service.context.vault.set('acme.ldap', 'secret-of-the-vault', null);
    const places = {
      text: 'secret-in-the-connector',
      env: { env: 'SUPPORT_TEST_SECRET' },
      file: { file },
      vault: { secret: 'acme.ldap' },
    };
    for (const [id, bindPassword] of Object.entries(places)) {
      const source = { type: 'ldap', url: 'ldap://127.0.0.1:1', bindDn: 'cn=x', bindPassword, userBase: 'dc=x' };
      const config = await checkConnector({ id, source, target: { type: 'directory' } }, registry);
      await service.store.connectors.put(config, service.now);
    }
    const strange = connectorConfig('strange', { source: { type: 'gone', options: { secret: 'secret-of-old' } } });
    await service.store.connectors.put(strange, service.now);
    const oidc = { enabled: false, issuer: 'https://x.test', clientId: 'y', roles: [], clientSecret: 'secret-of-oidc' };
    await ada.ask('PUT', '/settings/oidc', oidc);
    const token = (await ada.post('/tokens', { name: 'nightly', scopes: ['read'] })).body.token;
    await service.stranger().post('/session', { username: 'ada', password: 'secret-that-was-typed' });

    const { status, headers, body } = await ada.get('/support-bundle');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="user-sync-support-2023-11-14.json"');
    expect(body.connectors.map(({ connector }: { connector: { id: string } }) => connector.id).sort()).toEqual([
      'env',
      'file',
      'strange',
      'text',
      'vault',
    ]);
    expect(body.about).toMatchObject({ version: '0.0.0', store: 'sqlite' });
    expect(body.doctor.find(({ name }: { name: string }) => name === 'Stored secrets')).toMatchObject({ ok: true });
    expect(body.log.some(({ path, status: code }: never) => path === '/api/v1/session' && code === 401)).toBe(true);

    const text = JSON.stringify(body);
    expect(text).toContain('SUPPORT_TEST_SECRET');
    const secrets = [...ada.cookies.values(), ada.csrf, token, password, 'secret-in', 'secret-of', 'secret-that'];
    for (const secret of secrets) expect(text).not.toContain(secret);
    for (const { sealed } of await service.store.secrets.list()) expect(text).not.toContain(sealed);
    expect(text).not.toContain('argon2');
  } finally {
    delete process.env.SUPPORT_TEST_SECRET;
    await service.close();
  }
});

test('the log hides secrets wherever they stand, and keeps its last lines for the bundle', () => {
  const lines: string[] = [];
  const { logger, recent } = openLog('warn', (line) => lines.push(line));
  logger.info({ headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } }, 'one');
  logger.warn({ password: 'hunter2', body: { token: 'hunter2', deep: { clientSecret: 'hunter2' } } }, 'two');
  expect(lines).toHaveLength(1);
  expect(recent()).toHaveLength(2);
  expect(recent().join('')).not.toContain('hunter2');
  for (let index = 0; index < 2_000; index += 1) logger.info('more');
  expect(recent()).toHaveLength(1_000);
});
