import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { groupsOf, roleOf } from '../../src/server/oidc/claims.ts';
import { OidcFake } from '../fakes/oidc.ts';
import type { Answer, Client } from './client.ts';
import { TestService } from './service.ts';

let service: TestService;
let provider: OidcFake;
let ada: Client;

beforeEach(async () => {
  service = await TestService.start();
  provider = await OidcFake.start(() => [`${service.url}/api/v1/session/oidc/callback`]);
  ada = await service.as('ada');
  const roles = [
    { group: 'sync-admins', role: 'administrator' },
    { group: 'helpdesk', role: 'operator' },
    { group: 'everybody', role: 'viewer' },
  ];
  const { issuer, clientId, clientSecret } = provider;
  const setting = { enabled: true, label: 'Acme', issuer, clientId, clientSecret, roles };
  const { status, body } = await ada.ask('PUT', '/settings/oidc', setting);
  expect(body.problems).toBeUndefined();
  expect(status).toBe(200);
});

afterEach(async () => {
  await service?.close();
  await provider?.close();
});

const grace = { sub: 'g-1', preferred_username: 'grace', name: 'Grace Hopper' };

/** Follows a browser from the log-in page until it stays somewhere. */
async function travel(browser: Client, from = '/session/oidc?returnTo=/connectors/acme'): Promise<Answer> {
  let answer = await browser.get(from);
  let place = new URL('/api/v1/', service.url);
  for (let step = 0; step < 15 && [302, 303].includes(answer.status); step += 1) {
    place = new URL(answer.headers.get('location') ?? '', place);
    if (place.origin === service.url && !place.pathname.startsWith('/api/')) return answer;
    answer = await browser.get(place.href);
  }
  return answer;
}

test('somebody logs in by the provider, gets the strongest role of the groups, and is known the next time', async () => {
  provider.person = { ...grace, groups: ['everybody', 'helpdesk', 'other'] };
  expect((await service.stranger().get('/session/options')).body.oidc).toEqual({ label: 'Acme' });
  const browser = service.stranger();
  const arrived = await travel(browser);
  expect([arrived.status, arrived.headers.get('location')]).toEqual([302, '/connectors/acme']);
  expect((await browser.get('/session')).body).toMatchObject({
    username: 'grace',
    fullName: 'Grace Hopper',
    role: 'operator',
    by: 'oidc',
  });
  expect(browser.cookies.has('user-sync-oidc')).toBe(false);
  provider.person = { ...grace, name: 'Rear Admiral Hopper', groups: ['sync-admins'] };
  const again = service.stranger();
  await travel(again);
  expect((await again.get('/session')).body).toMatchObject({ fullName: 'Rear Admiral Hopper', role: 'administrator' });
  expect((await ada.get('/administrators')).body.items).toHaveLength(2);
  const actions = (await ada.get('/audit?subject=grace')).body.items.map(({ action }: { action: string }) => action);
  expect(actions.toReversed()).toEqual([
    'administrator.created',
    'log-in.succeeded',
    'administrator.changed',
    'log-in.succeeded',
  ]);
});

test('what the browser keeps meanwhile is sealed, and comes along from the page of the provider', async () => {
  const { headers } = await service.stranger().get('/session/oidc');
  expect(headers.get('set-cookie')).toMatch(
    /^user-sync-oidc=v1\.\S+; Max-Age=600; Path=\/api\/v1\/session\/oidc; HttpOnly; SameSite=Lax$/,
  );
  const address = new URL(headers.get('location') ?? '');
  expect(address.searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(address.searchParams.get(name)).toMatch(/\S{20}/);
  expect(address.href).not.toContain(provider.clientSecret);
});

describe('refused, with a page that says why', () => {
  async function expectRefused(answer: Answer, reason: RegExp, browser: Client): Promise<void> {
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.body).toMatch(reason);
    expect(answer.body).not.toMatch(/<script/);
    expect((await browser.get('/session')).status).toBe(401);
  }

  test('no group gives a role', async () => {
    provider.person = { ...grace, groups: ['other'] };
    const browser = service.stranger();
    await expectRefused(await travel(browser), /You are grace, but none of your groups gives you a role here/, browser);
    expect((await ada.get('/administrators')).body.items).toHaveLength(1);
    expect((await ada.get('/audit?action=log-in.refused')).body.items).toMatchObject([
      { actor: 'stranger', subject: 'administrator grace', after: { groups: ['other'] } },
    ]);
  });

  test('no groups at all, and a name that is no HTML', async () => {
    provider.person = { ...grace, preferred_username: '<script>alert(1)</script>' };
    const browser = service.stranger();
    await expectRefused(await travel(browser), /The provider named no groups/, browser);
  });

  test('somebody who was deactivated here', async () => {
    provider.person = { ...grace, groups: ['helpdesk'] };
    await travel(service.stranger());
    const { id } = (await service.store.administrators.findByName('grace')) ?? { id: 0 };
    await ada.ask('PATCH', `/administrators/${id}`, { active: false });
    const browser = service.stranger();
    await expectRefused(await travel(browser), /you have been deactivated here/, browser);
  });

  test('a local administrator has the name', async () => {
    provider.person = { ...grace, preferred_username: 'ADA', groups: ['sync-admins'] };
    const browser = service.stranger();
    await expectRefused(await travel(browser), /Another administrator has the username ADA/, browser);
  });

  test('the person says no at the provider', async () => {
    provider.refuses = true;
    const browser = service.stranger();
    await expectRefused(await travel(browser), /did not let you in: the person said no/, browser);
  });

  test('a log-in that another browser began, one that took too long, and one that was changed', async () => {
    provider.person = { ...grace, groups: ['helpdesk'] };
    const [one, other] = [service.stranger(), service.stranger()];
    const begun = await one.get('/session/oidc');
    await other.get('/session/oidc');
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const callback = `/session/oidc/callback?code=stolen&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
    await expectRefused(await other.get(callback), /did not let you in/, other);
    await expectRefused(await service.stranger().get(callback), /not begun in this browser/, service.stranger());
    one.cookies.set('user-sync-oidc', one.cookies.get('user-sync-oidc')?.slice(0, -9) ?? '');
    await expectRefused(await one.get(callback), /not begun in this browser/, one);
    await other.get('/session/oidc');
    service.now += 10 * 60_000;
    await expectRefused(await other.get(callback), /took longer than ten minutes/, other);
  });

  test('log-in by a provider is switched off again', async () => {
    const { body } = await ada.get('/settings/oidc');
    await ada.ask('PUT', '/settings/oidc', { ...body, enabled: false });
    const browser = service.stranger();
    await expectRefused(await travel(browser), /is not set up here/, browser);
  });
});

test('a provider that is down is told on a page, and does not keep others from logging in', async () => {
  await provider.close();
  service.now += 2 * 60 * 60_000;
  const { status, body } = await service.stranger().get('/session/oidc');
  expect(status).toBe(503);
  expect(body).toMatch(/cannot be asked how to log in/);
  await service.as('bob');
});

test('where a browser comes back to is a place of the page, never another site', async () => {
  provider.person = { ...grace, groups: ['helpdesk'] };
  for (const place of ['https://evil.test/', '//evil.test', '/\\evil.test', 'evil']) {
    const arrived = await travel(service.stranger(), `/session/oidc?returnTo=${encodeURIComponent(place)}`);
    expect(arrived.headers.get('location')).toBe('/');
  }
});

test('the role and the password of somebody from the provider are not changed here', async () => {
  provider.person = { ...grace, groups: ['helpdesk'] };
  await travel(service.stranger());
  const { id } = (await service.store.administrators.findByName('grace')) ?? { id: 0 };
  for (const [field, change] of [
    ['role', { role: 'administrator' }],
    ['password', { password: 'correct horse battery' }],
  ] as const) {
    const { status, body } = await ada.ask('PATCH', `/administrators/${id}`, change);
    expect([status, body.problems[0].field]).toEqual([422, field]);
  }
});

test('groups are found as a list, as one text, and inside of objects', () => {
  const setting = { groupsClaim: 'realm_access.roles', roles: [{ group: 'b', role: 'viewer' as const }] };
  expect(groupsOf({ groups: ['a', 5] }, 'groups')).toEqual(['a']);
  expect(groupsOf({ group: 'a' }, 'group')).toEqual(['a']);
  expect(groupsOf({ 'https://acme.test/groups': ['a'] }, 'https://acme.test/groups')).toEqual(['a']);
  expect(roleOf({ realm_access: { roles: ['a', 'b'] } }, { ...off, ...setting })).toBe('viewer');
  expect(roleOf({ realm_access: null }, { ...off, ...setting })).toBeUndefined();
  expect(groupsOf({}, 'constructor.name')).toEqual([]);
});

const off = { enabled: true, label: '', issuer: '', clientId: '' };
