import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdministratorRole } from '../../src/core/ports/store/index.ts';
import { idleMs, longestMs } from '../../src/server/auth/sessions.ts';
import { offerSetUp, setUpLink, setUpMs } from '../../src/server/auth/set-up.ts';
import type { Client } from './client.ts';
import { password, startOfTime, TestService } from './service.ts';

interface Operation {
  readonly security?: readonly object[];
}

/** Every route of the OpenAPI document, with values in the places of its parameters. */
async function everyRoute(client: Client) {
  const { body } = await client.get('/openapi.json');
  const paths = Object.entries(body.paths as Record<string, Record<string, Operation>>);
  return paths.flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path: path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '1'),
      isPublic: operation.security?.length === 0,
    })),
  );
}

describe('who may what', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service?.close());

  test('strangers get 401 on every route, apart from these', async () => {
    const routes = await everyRoute(service.stranger());
    expect(routes.length).toBeGreaterThan(20);
    const open: string[] = [];
    for (const { name, method, path, isPublic } of routes) {
      const { status, body } = await service.stranger().ask(method, path, method === 'GET' ? undefined : {});
      if (status !== 401 || body.kind !== 'not-logged-in') open.push(name);
      expect(isPublic, name).toBe(open.includes(name));
    }
    expect(open.sort()).toEqual([
      'GET /api/v1/session/oidc',
      'GET /api/v1/session/oidc/callback',
      'GET /api/v1/session/options',
      'POST /api/v1/session',
      'POST /api/v1/setup',
    ]);
  });

  test.each<[AdministratorRole, string, number]>([
    ['viewer', 'GET /about', 200],
    ['viewer', 'GET /sessions', 200],
    ['viewer', 'GET /audit', 403],
    ['viewer', 'GET /administrators', 403],
    ['viewer', 'POST /tokens', 403],
    ['viewer', 'PUT /settings/service', 403],
    ['operator', 'GET /about', 200],
    ['operator', 'GET /settings/secrets', 403],
    ['operator', 'DELETE /administrators/1', 403],
    ['administrator', 'GET /about', 200],
    ['administrator', 'GET /audit', 200],
    ['administrator', 'GET /settings/oidc', 200],
    ['administrator', 'GET /tokens', 200],
  ])('%s: %s gives %i', async (role, route, expected) => {
    const client = await service.as(`${role} ${route}`.toLowerCase(), role);
    const [method = '', path = ''] = route.split(' ');
    const { status, body } = await client.ask(method, path, method === 'GET' ? undefined : {});
    expect(status).toBe(expected);
    if (expected === 403) {
      expect(body).toMatchObject({ kind: 'not-allowed', detail: expect.stringMatching(/needs the right to \w+\./) });
    }
  });

  test('what somebody may do follows their role at once', async () => {
    const client = await service.as('carla');
    expect((await client.get('/audit')).status).toBe(200);
    const carla = await service.store.administrators.findByName('carla');
    await service.store.administrators.change(carla?.id ?? 0, { role: 'viewer' });
    expect((await client.get('/audit')).status).toBe(403);
    await service.store.administrators.change(carla?.id ?? 0, { active: false });
    expect((await client.get('/about')).status).toBe(401);
    expect((await client.post('/session', { username: 'carla', password })).status).toBe(401);
  });
});

describe('a session', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service?.close());

  test('tells who is logged in; its cookie cannot be read by scripts or sent by other sites, and is new each time', async () => {
    const client = await service.as('ada');
    const { body } = await client.get('/session');
    expect(body).toMatchObject({ username: 'ada', role: 'administrator', by: 'password', csrf: client.csrf });
    const before = client.cookies.get('user-sync-session');
    const { headers } = await client.post('/session', { username: 'ADA', password });
    expect(headers.get('set-cookie')).toMatch(/^user-sync-session=\S{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(client.cookies.get('user-sync-session')).not.toBe(before);
    const data = JSON.stringify(await service.store.sessions.list());
    expect(data).not.toContain(client.cookies.get('user-sync-session'));
  });

  test('the cookie is only sent over TLS where the service is reached so', async () => {
    const proxied = await TestService.start({ trustedProxies: ['127.0.0.1'] });
    try {
      await proxied.administrator('ada', 'viewer');
      const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };
      const client = proxied.stranger();
      const answer = await client.post('/session', { username: 'ada', password }, { headers });
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure/);
      const [session] = await proxied.store.sessions.list();
      expect(session?.address).toBe('192.0.2.7');
    } finally {
      await proxied.close();
    }
  });

  test('ends when nothing happens for long enough, and in any case after its longest time', async () => {
    const client = await service.as('bob', 'viewer');
    const end = service.now + longestMs;
    expect((await client.get('/session')).body.expiresAt).toBe(service.now + idleMs);
    service.now += idleMs - 1;
    expect((await client.get('/session')).status).toBe(200);
    service.now += idleMs;
    expect((await client.get('/session')).status).toBe(401);
    service.now = startOfTime;
    const busy = await service.as('bobby', 'viewer');
    while (service.now + idleMs / 2 < end) {
      service.now += idleMs / 2;
      expect((await busy.get('/session')).status).toBe(200);
    }
    service.now = end;
    expect((await busy.get('/session')).status).toBe(401);
    service.now = startOfTime;
  });

  test('ends with the log-out, also for who kept the cookie', async () => {
    const client = await service.as('dora', 'viewer');
    const kept = new Map(client.cookies);
    expect((await client.ask('DELETE', '/session')).status).toBe(204);
    expect(client.cookies.size).toBe(0);
    for (const [name, value] of kept) client.cookies.set(name, value);
    expect((await client.get('/session')).status).toBe(401);
  });

  test("can be ended from another one: everybody's own, and all by an administrator", async () => {
    const [eve, other] = [await service.as('eve', 'viewer'), service.stranger()];
    await other.logIn('eve', password);
    const listed = (await eve.get('/sessions')).body.items;
    expect(listed.map(({ username, current }: never) => [username, current])).toEqual(
      expect.arrayContaining([
        ['eve', true],
        ['eve', false],
      ]),
    );
    expect(listed).toHaveLength(2);
    const administrator = await service.as('frank');
    const franks = (await administrator.get('/sessions')).body.items.find(({ current }: never) => current);
    expect((await eve.ask('DELETE', `/sessions/${franks.id}`)).status).toBe(404);
    const eves = listed.find(({ current }: { current: boolean }) => !current);
    expect((await eve.ask('DELETE', `/sessions/${eves.id}`)).status).toBe(204);
    expect((await other.get('/session')).status).toBe(401);
    const left = (await administrator.get('/sessions')).body.items;
    const last = left.find(({ username }: { username: string }) => username === 'eve');
    expect((await administrator.ask('DELETE', `/sessions/${last.id}`)).status).toBe(204);
    expect((await eve.get('/session')).status).toBe(401);
  });
});

describe('requests that pages of others make a browser send', () => {
  let service: TestService;
  let client: Client;
  beforeAll(async () => {
    service = await TestService.start();
    client = await service.as('ada');
  });
  afterAll(() => service?.close());

  const change = (headers: { readonly [name: string]: string }) =>
    client.ask('PUT', '/settings/service', { publicUrl: '' }, { headers });

  test.each([
    ['without the token of the session', { 'x-csrf-token': '' }],
    ['with the token of another session', { 'x-csrf-token': 'A'.repeat(43) }],
    ['from another site', { origin: 'https://evil.test' }],
    ['from a page that has no origin', { origin: 'null' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['from another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('%s: refused', async (_, headers) => {
    const { status, body } = await change(headers);
    expect([status, body.kind]).toEqual([403, 'not-allowed']);
  });

  test('a log-in from another site is refused too', async () => {
    const headers = { origin: 'https://evil.test' };
    const { status } = await service.stranger().post('/session', { username: 'ada', password }, { headers });
    expect(status).toBe(403);
  });

  test('the own page may, also under the address that is set for it', async () => {
    expect((await change({})).status).toBe(200);
    const headers = { origin: 'https://sync.acme.test' };
    expect((await change(headers)).status).toBe(403);
    await client.ask('PUT', '/settings/service', { publicUrl: 'https://sync.acme.test' });
    expect((await change(headers)).status).toBe(200);
  });

  test('looking needs no token, as nothing changes', async () => {
    expect((await client.get('/about', { headers: { 'x-csrf-token': '' } })).status).toBe(200);
  });
});

describe('the set-up link', () => {
  const ada = { username: 'ada', fullName: 'Ada Lovelace', password };
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(() => service?.close());

  test('makes the first administrator, once, and logs in', async () => {
    const { store } = service;
    const old = await offerSetUp(store, service.now);
    service.now += setUpMs;
    const token = (await offerSetUp(store, service.now)) ?? '';
    expect(setUpLink(service.url, token)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#\S{43}$/);
    const client = service.stranger();
    expect((await client.get('/session/options')).body).toEqual({ setUpNeeded: true, oidc: null });
    for (const wrong of [old, 'x'.repeat(43), '']) {
      const { status, body } = await client.post('/setup', { ...ada, token: wrong });
      expect([status, body.kind]).toEqual([403, 'set-up-over']);
    }
    const { status, body } = await client.post('/setup', { ...ada, token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ username: 'ada', role: 'administrator', by: 'password' });
    expect((await client.get('/session')).status).toBe(200);
    expect((await client.get('/session/options')).body.setUpNeeded).toBe(false);
    const again = await service.stranger().post('/setup', { ...ada, username: 'eve', token });
    expect(again.status).toBe(403);
    expect(await offerSetUp(store, service.now)).toBeUndefined();
    expect(service.log.join('')).not.toContain(token);
  });

  test.each([
    ['a short password', { password: 'short' }, 'password'],
    ['no username', { username: ' ' }, 'username'],
  ])('%s is told beside the field', async (_, changes, field) => {
    const { status, body } = await service.stranger().post('/setup', { ...ada, token: 'x', ...changes });
    expect(status).toBe(400);
    expect(body.problems).toEqual([{ path: [field], field, message: expect.stringMatching(/too short; at least/) }]);
    expect(JSON.stringify(body)).not.toContain('short"');
  });
});

describe('log-ins that fail', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ trustedProxies: ['127.0.0.1'] });
    await service.administrator('ada', 'administrator');
  });
  afterAll(() => service?.close());

  const attempt = (username: string, typed: string, address = '192.0.2.1') =>
    service.stranger().post('/session', { username, password: typed }, { headers: { 'x-forwarded-for': address } });

  test('say the same for a wrong password and for nobody, and take about as long', async () => {
    const answers = [await attempt('ada', 'wrong'), await attempt('nobody', 'wrong')];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const times: number[] = [];
    for (const name of ['ada', 'nobody']) {
      const start = performance.now();
      await attempt(name, 'wrong');
      times.push(performance.now() - start);
    }
    const [known = 0, unknown = 0] = times;
    expect(unknown).toBeGreaterThan(known / 4);
  });

  test('are limited for each username, from wherever they come; others are not affected, and it passes', async () => {
    await service.administrator('bob', 'viewer');
    for (let count = 1; count <= 10; count += 1)
      expect((await attempt('bob', 'wrong', `192.0.2.${count}`)).status).toBe(401);
    const { status, body, headers } = await attempt('BOB', password, '192.0.2.99');
    expect(status).toBe(429);
    expect(body).toMatchObject({ kind: 'too-many', remedy: 'Try again in 5 minutes.' });
    expect(headers.get('retry-after')).toBe('300');
    expect((await attempt('ada', password)).status).toBe(200);
    service.now += 5 * 60_000;
    expect((await attempt('bob', password)).status).toBe(200);
  });

  test('are limited for each address, whatever the names', async () => {
    for (let count = 1; count <= 50; count += 1) await attempt(`name ${count}`, 'wrong', '198.51.100.1');
    expect((await attempt('ada', password, '198.51.100.1')).status).toBe(429);
    expect((await attempt('ada', password, '198.51.100.2')).status).toBe(200);
  });

  test('many at the same moment are counted as they come', async () => {
    await service.administrator('carla', 'viewer');
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('carla', 'wrong', '203.0.113.5')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  });

  test('those that succeed do not count', async () => {
    for (let count = 1; count <= 15; count += 1) expect((await attempt('ada', password)).status).toBe(200);
  });
});
