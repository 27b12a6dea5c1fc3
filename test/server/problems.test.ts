import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './client.ts';
import { TestService } from './service.ts';

let service: TestService;
let ada: Client;

beforeAll(async () => {
  service = await TestService.start();
  ada = await service.as('ada');
});

afterAll(() => service?.close());

const wholeProblem = {
  type: expect.stringMatching(/^urn:user-sync:problem:/),
  title: expect.stringMatching(/\S/),
  detail: expect.stringMatching(/^[A-Z].*\.$/s),
};

describe('what cannot be taken is told as a problem document', () => {
  test.each([
    ['text that is no JSON', { raw: '{"name": ' }, 400, 'bad-request', /is not JSON/],
    ['nothing at all', { raw: '' }, 400, 'bad-request', /is empty/],
    ['a poisoned object', { raw: '{"__proto__": {"role": "administrator"}}' }, 400, 'bad-request', /is not JSON/],
    ['another type', { raw: 'a=b', headers: { 'content-type': 'text/plain' } }, 415, 'wrong-type', /content type/],
    ['more than 1 MiB', { raw: `"${'x'.repeat(1_100_000)}"` }, 413, 'too-large', /larger than 1 MiB/],
    ['a list', { raw: '[]' }, 400, 'bad-request', /an object is needed/],
  ])('%s', async (_, changes, status, kind, detail) => {
    const answer = await ada.post('/tokens', undefined, changes);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ ...wholeProblem, status, kind, detail: expect.stringMatching(detail) });
    expect(answer.status).toBe(status);
  });

  test('every field that is wrong is named, with what would be right', async () => {
    const { status, body } = await ada.post('/tokens', { name: '', scopes: ['read', 'fly'], expiresInDays: 0.5 });
    expect(status).toBe(400);
    expect(body.problems).toEqual([
      { path: ['name'], field: 'name', message: 'is too short; at least 1 characters are needed.' },
      { path: ['scopes', 1], field: 'scopes[1]', message: 'must be one of read, run, configure, administer.' },
      { path: ['expiresInDays'], field: 'expiresInDays', message: 'is of another type; a whole number is needed.' },
    ]);
  });

  test('an unknown number, an unknown address, and one that cannot be', async () => {
    const unknown = await ada.ask('PATCH', '/administrators/4711', { fullName: 'x' });
    expect(unknown.body).toMatchObject({ ...wholeProblem, status: 404, kind: 'not-found' });
    const nowhere = await ada.get('/administrator');
    expect(nowhere.body).toMatchObject({ status: 404, remedy: 'What there is stands at /api/v1/docs.' });
    const impossible = await ada.ask('PATCH', '/administrators/ada', {});
    expect(impossible.body).toMatchObject({ status: 400, problems: [{ field: 'id' }] });
  });

  test('a username with a control character', async () => {
    const { body } = await ada.post('/administrators', {
      username: 'a\u0007b',
      role: 'viewer',
      password: 'long enough, really',
    });
    expect(body.problems).toEqual([
      { path: ['username'], field: 'username', message: 'contains a control character.' },
    ]);
  });
});

test('a fault of ours is told without its text, which is in the log beside the reference', async () => {
  const broken = await TestService.start();
  try {
    const client = await broken.as('ada');
    await broken.store.settings.put('service', { publicUrl: 5 });
    const { status, body } = await client.get('/settings/service');
    expect(status).toBe(500);
    expect(body).toMatchObject({ ...wholeProblem, kind: 'internal' });
    const [, reference = 'none'] = /the reference (\S+)\./.exec(body.detail) ?? [];
    expect(body.detail).not.toContain('publicUrl');
    const line = broken.log.find((text) => text.includes(reference) && text.includes('a request failed'));
    expect(line).toContain('publicUrl');
  } finally {
    await broken.close();
  }
});

describe('settings', () => {
  test.each(['ftp://x.test', 'sync.acme.test', 'https://u:p@x.test', 'https://x.test/path', 'https://x.test?a=1'])(
    'the public address %s is refused',
    async (publicUrl) => {
      const { status, body } = await ada.ask('PUT', '/settings/service', { publicUrl });
      expect([status, body.problems[0].field]).toEqual([422, 'publicUrl']);
    },
  );

  test.each([
    ['issuer', { issuer: '' }],
    ['issuer', { issuer: 'http://login.acme.test' }],
    ['issuer', { issuer: 'http://127.0.0.1:1' }],
    ['clientId', { issuer: 'https://login.acme.test', clientId: '' }],
  ])('log-in by a provider with a wrong %s: %j', async (field, changes) => {
    const body = { enabled: true, clientId: 'user-sync', roles: [], ...changes };
    const answer = await ada.ask('PUT', '/settings/oidc', body);
    expect([answer.status, answer.body.problems[0].field]).toEqual([422, field]);
    expect((await ada.get('/settings/oidc')).body.enabled).toBe(false);
  });

  test('a client secret is stored sealed, stays when it is left out, and is never answered', async () => {
    const setting = { enabled: false, issuer: 'https://login.acme.test', clientId: 'user-sync', roles: [] };
    const { body } = await ada.ask('PUT', '/settings/oidc', { ...setting, clientSecret: 'hunter2-of-oidc' });
    expect(body).toMatchObject({ hasClientSecret: true, redirectUri: `${service.url}/api/v1/session/oidc/callback` });
    await ada.ask('PUT', '/settings/oidc', { ...setting, label: 'Acme' });
    const answers = [body, (await ada.get('/settings/oidc')).body, (await ada.get('/settings/secrets')).body];
    answers.push((await ada.get('/audit')).body, await service.store.secrets.list());
    expect(JSON.stringify(answers)).not.toContain('hunter2');
    expect(await service.context.vault.get('settings.oidc.clientSecret')).toBe('hunter2-of-oidc');
    expect((await ada.get('/settings/secrets')).body.items).toEqual([
      {
        name: 'settings.oidc.clientSecret',
        usedBy: ['settings'],
        setAt: service.now,
        setBy: 'ada',
        keyId: (await ada.get('/about')).body.keyId,
      },
    ]);
  });
});
