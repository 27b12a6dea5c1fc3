import { beforeEach, describe, expect, test } from 'vitest';
import { until } from '../running.ts';
import { TestService } from '../service.ts';
import { application, Caller, element, elements, nameOf, queried, textOf, xml } from './caller.ts';
import { People } from './people.ts';

const everybody = '<null-search-restriction/>';
const nobodysName =
  '<property-search-restriction><property><name>name</name><type>STRING</type></property>' +
  '<match-mode>NULL</match-mode></property-search-restriction>';

let service: TestService;
let people: People;
let jira: Caller;

beforeEach(async () => {
  service = await TestService.start();
  people = await People.of(service);
  jira = await application(service);
  return () => service.close();
});

describe('who asks', () => {
  test('a wrong password, name or address is no permission, in text, with the header that names the protocol', async () => {
    await application(service, { name: 'elsewhere', addresses: ['10.0.0.0/8'] });
    const { base } = jira;
    const ask = async (headers: { [name: string]: string }) => {
      const response = await fetch(`${base}/rest/usermanagement/1/config/cookie`, { headers });
      expect(response.headers.get('x-embedded-crowd-version')).toMatch(/^Crowd\/\d/);
      return { status: response.status, text: await response.text() };
    };
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect(await ask({})).toEqual({ status: 401, text: 'The application did not send its name and password.' });
    for (const wrong of ['jira:wrong', 'nobody:password of jira', 'jira:', 'jira', ':']) {
      expect((await ask(basic(wrong))).status, wrong).toBe(401);
    }
    expect((await ask({ authorization: 'Bearer x' })).status).toBe(401);
    expect(await ask(basic('elsewhere:password of elsewhere'))).toMatchObject({ status: 403 });
    expect((await ask(basic('JIRA:password of jira'))).status).toBe(200);
  });

  test('whoever guesses an application is kept out for a while, also with the right password', async () => {
    const guess = new Caller(service.url, 'jira', 'guess');
    for (let time = 0; time < 100; time += 1) await guess.get('/config/cookie');
    expect(await jira.get('/config/cookie')).toMatchObject({ status: 429 });
    service.now += 60_001;
    expect(await jira.get('/config/cookie')).toMatchObject({ status: 200 });
  });

  test('its requests are counted, with what it calls itself', async () => {
    await jira.get('/config/cookie', { headers: { 'user-agent': 'Jira/9.12' } });
    await jira.get('/user', { headers: { 'user-agent': 'Jira/9.13' } });
    const seen = () => service.store.applications.list().then(([found]) => found);
    expect(await until(seen, (found) => found?.requests === 2)).toMatchObject({
      agent: 'Jira/9.13',
      lastSeenAt: service.now,
    });
  });
});

test.each(['/nothing', '/user?username=nobody', '/user', '/search', '/event/x', '/%zz', '/user?username=%zz'])(
  'an error is named by the protocol: %s',
  async (path) => {
    const answer = await jira.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('x-embedded-crowd-version')).toMatch(/^Crowd\//);
    expect(elements(xml(answer.text)).map(({ tagName }) => tagName)).toEqual(['reason', 'message']);
  },
);

test('a body that is too large, and one that cannot be read', async () => {
  for (const body of ['x'.repeat(1_100_000), '<a', '', '{"a":']) {
    const answer = await jira.post('/search?entity-type=user', body);
    if (body === '') continue;
    expect(answer.reason, body.slice(0, 9)).toBe('ILLEGAL_ARGUMENT');
    expect(answer.headers.get('x-embedded-crowd-version')).toMatch(/^Crowd\//);
  }
});

test('XML without being asked, and JSON on request', async () => {
  await people.add('ada');
  for (const accept of [null, '*/*', 'application/xml', 'text/xml', 'text/html, application/json;q=0']) {
    const answer = await jira.get('/user?username=ada', { accept });
    expect(answer.headers.get('content-type'), String(accept)).toBe('application/xml; charset=utf-8');
    expect(xml(answer.text).tagName).toBe('user');
  }
  expect(await jira.json('/user?username=ada')).toMatchObject({ name: 'ada', active: true });
});

test('the same under the version "latest"', async () => {
  await people.add('ada');
  expect((await jira.get('/../latest/user?username=ada')).status).toBe(200);
});

test('a person', async () => {
  await people.add('ada', { fullName: 'Ada King Byron' });
  const user = xml((await jira.get('/user?username=ADA&expand=attributes')).text);
  expect(nameOf(user)).toBe('ada');
  expect(textOf(user, 'first-name')).toBe('Ada King');
  expect(textOf(user, 'last-name')).toBe('Byron');
  expect(textOf(user, 'display-name')).toBe('Ada King Byron');
  expect(textOf(user, 'email')).toBe('ada@conformance.test');
  expect(textOf(user, 'active')).toBe('true');
  const key = textOf(user, 'key') ?? '';
  const [attribute] = elements(element(user, 'attributes'));
  expect(attribute && nameOf(attribute)).toBe('department');
  expect(nameOf(xml((await jira.get(`/user?key=${key}`)).text))).toBe('ada');
  const plain = xml((await jira.get('/user?username=ada')).text);
  expect(elements(plain, 'attributes')).toEqual([]);
  expect(await jira.get('/user?username=nobody')).toMatchObject({ status: 404, reason: 'USER_NOT_FOUND' });
  expect(await jira.get('/user?key=nothing')).toMatchObject({ status: 404, reason: 'USER_NOT_FOUND' });
});

test('somebody inactive says so', async () => {
  await people.add('ada', { active: false });
  expect(textOf(xml((await jira.get('/user?username=ada')).text), 'active')).toBe('false');
});

test.each([
  'Ada Byron',
  'a+b',
  '100%',
  'a/b',
  'R&D',
  'Jörg Müßig',
  '李雷',
  'a😀b',
  '"q" <x>',
  "o'hara",
  'a;b=c',
  '..',
  '%2F',
])('a name with special characters: %s', async (name) => {
  await people.groups(name);
  await people.add(name, {}, name);
  const user = xml((await jira.get(`/user?${queried({ username: name })}`)).text);
  expect(nameOf(user)).toBe(name);
  const link = element(user, 'link').getAttribute('href') ?? '';
  const linked = await fetch(link, { headers: { authorization: `Basic ${btoa('jira:password of jira')}` } });
  expect(nameOf(xml(await linked.text()))).toBe(name);
  const member = queried({ groupname: name, username: name });
  expect((await jira.get(`/group/user/direct?${member}`, { accept: null })).status).toBe(200);
  const [membership] = elements(xml((await jira.get('/group/membership')).text));
  expect(membership?.getAttribute('group')).toBe(name);
  expect(elements(element(membership ?? user, 'users')).map(nameOf)).toEqual([name]);
});

test('characters that XML forbids are left out, and stop nothing', async () => {
  await people.add('ada', { fullName: 'Ada\u0000\u0008 By\uffferon', attributes: { note: 'a\u000bb' } });
  const user = xml((await jira.get('/user?username=ada&expand=attributes')).text);
  expect(textOf(user, 'display-name')).toBe('Ada Byron');
  expect(element(user, 'attributes').textContent).toBe('ab');
});

test('groups: direct and nested, from both sides, in parts', async () => {
  await people.groups('staff', 'devs', 'empty');
  await people.add('ada', {}, 'devs');
  await people.add('bob', {}, 'staff');
  await people.nest('devs', { into: ['staff'] });
  const names = async (path: string) => elements(xml((await jira.get(path)).text)).map(nameOf);
  expect(await names('/user/group/direct?username=ada')).toEqual(['devs']);
  expect(await names('/user/group/nested?username=ada&start-index=0&max-results=-1')).toEqual(['devs', 'staff']);
  expect(await names('/user/group/nested?username=ada&start-index=1&max-results=5')).toEqual(['staff']);
  expect(await names('/group/user/direct?groupname=staff')).toEqual(['bob']);
  expect(await names('/group/user/nested?groupname=STAFF')).toEqual(['ada', 'bob']);
  expect(await names('/group/user/nested?groupname=staff&start-index=1&max-results=1')).toEqual(['bob']);
  expect(await names('/group/child-group/direct?groupname=staff')).toEqual(['devs']);
  expect(await names('/group/parent-group/nested?groupname=devs')).toEqual(['staff']);
  const [whole] = elements(xml((await jira.get('/group/user/direct?groupname=staff&expand=user')).text));
  expect(whole && textOf(whole, 'active')).toBe('true');
  const status = async (path: string) => (await jira.get(path, { accept: null })).status;
  expect(await status('/group/user/direct?groupname=staff&username=ada')).toBe(404);
  expect(await status('/group/user/nested?groupname=staff&username=ada')).toBe(200);
  expect(await status('/group/child-group/direct?groupname=staff&child-groupname=devs')).toBe(200);
  expect(await status('/group/child-group/direct?groupname=devs&child-groupname=staff')).toBe(404);
  expect(await status('/user/group/direct?username=ada&groupname=staff')).toBe(404);
  expect(await status('/user/group/nested?username=ada&groupname=staff')).toBe(200);
  for (const path of ['/group', '/group/user/direct', '/group/user/nested', '/group/child-group/direct']) {
    expect(await jira.get(`${path}?groupname=nothing`), path).toMatchObject({ status: 404, reason: 'GROUP_NOT_FOUND' });
  }
  expect(await jira.get('/user/group/direct?username=nobody')).toMatchObject({ reason: 'USER_NOT_FOUND' });
});

describe('search', () => {
  const search = (type: string, body: string, more = '') => jira.post(`/search?entity-type=${type}${more}`, body);
  const found = async (...asked: Parameters<typeof search>) => elements(xml((await search(...asked)).text)).map(nameOf);

  test('the connection test of the products: nobody is without a name, and there is an answer', async () => {
    const answer = await search('user', nobodysName, '&start-index=0&max-results=1&expand=user');
    expect(answer.status).toBe(200);
    expect(xml(answer.text).getAttribute('expand')).toBe('user');
    expect(elements(xml(answer.text))).toEqual([]);
  });

  test('until somebody has been synced, nobody is asked to delete everybody', async () => {
    for (const answer of [
      await search('user', everybody),
      await search('group', everybody),
      await jira.get('/group/membership'),
    ]) {
      expect(answer).toMatchObject({ status: 503, reason: 'OPERATION_FAILED' });
      expect(answer.headers.get('retry-after')).toBe('60');
      expect(answer.text).toContain('Nobody has been synced into the directory &quot;main&quot; yet.');
    }
    expect((await jira.get('/event')).status).toBe(503);
  });

  test('a directory that is not there is no empty one', async () => {
    const lost = await application(service, { name: 'lost', directories: ['gone'] });
    expect(await lost.post('/search?entity-type=user', everybody)).toMatchObject({ status: 503 });
    expect(await lost.get('/group/membership')).toMatchObject({ status: 503 });
    expect(await lost.get('/user?username=ada')).toMatchObject({ status: 503 });
  });

  test('everybody, in parts, and by what is known of them', async () => {
    for (const name of ['ada', 'Bob', 'carl']) await people.add(name);
    await people.groups('staff');
    expect(await found('user', everybody)).toEqual(['ada', 'Bob', 'carl']);
    expect(await found('user', '')).toEqual(['ada', 'Bob', 'carl']);
    expect(await found('user', everybody, '&start-index=1&max-results=1')).toEqual(['Bob']);
    expect(await found('group', everybody)).toEqual(['staff']);
    const by = (name: string, mode: string, value: string, type = 'STRING') =>
      `<property-search-restriction><property><name>${name}</name><type>${type}</type></property>` +
      `<match-mode>${mode}</match-mode><value>${value}</value></property-search-restriction>`;
    expect(await found('user', by('name', 'EXACTLY_MATCHES', 'BOB'))).toEqual(['Bob']);
    expect(await found('user', by('email', 'STARTS_WITH', 'A'))).toEqual(['ada']);
    expect(await found('user', by('department', 'CONTAINS', 'search'))).toEqual(['ada', 'Bob', 'carl']);
    const both = `<boolean-search-restriction boolean-logic="and"><restrictions>${by('active', 'EXACTLY_MATCHES', 'true', 'BOOLEAN')}${by('displayName', 'CONTAINS', 'car')}</restrictions></boolean-search-restriction>`;
    expect(await found('user', both)).toEqual(['carl']);
    const json = {
      'restriction-type': 'property-search-restriction',
      property: { name: 'name', type: 'STRING' },
      'match-mode': 'STARTS_WITH',
      value: 'c',
    };
    const answer = await jira.post('/search?entity-type=user&expand=user', JSON.stringify(json), {
      type: 'application/json',
      accept: 'application/json',
    });
    expect(JSON.parse(answer.text)).toMatchObject({ expand: 'user', users: [{ name: 'carl', active: true }] });
    expect(await search('person', everybody)).toMatchObject({ status: 400, reason: 'ILLEGAL_ARGUMENT' });
    expect(await search('user', by('name', 'SOUNDS_LIKE', 'x'))).toMatchObject({
      status: 400,
      reason: 'ILLEGAL_ARGUMENT',
    });
    expect(await search('user', everybody, '&max-results=many')).toMatchObject({ reason: 'ILLEGAL_ARGUMENT' });
  });

  test('while a run is half done, a listing waits for its end', async () => {
    await people.add('ada');
    await people.halfDone('bob');
    const listing = found('user', everybody);
    const waiting = await Promise.race([listing, jira.get('/user?username=bob')]);
    expect(waiting).toMatchObject({ status: 200 });
    await people.over();
    expect(await listing).toEqual(['ada', 'bob']);
  });
});

test('a product that does not wait any longer is no fault of anybody', async () => {
  await people.add('ada');
  await people.halfDone('bob');
  const gone = new AbortController();
  const headers = { authorization: `Basic ${btoa('jira:password of jira')}` };
  const asked = fetch(`${jira.base}/rest/usermanagement/1/group/membership`, { headers, signal: gone.signal });
  // The one that was sent later is answered: the first one waits.
  await jira.get('/user?username=ada');
  gone.abort();
  await expect(asked).rejects.toThrow('aborted');
  await people.over();
  await jira.get('/group/membership');
  expect(service.log.filter((line) => line.includes('a request of an application failed'))).toEqual([]);
});

test('the cookie, and what is not to be had', async () => {
  const cookie = xml((await jira.get('/config/cookie')).text);
  expect([textOf(cookie, 'name'), textOf(cookie, 'secure')]).toEqual(['crowd.token_key', 'false']);
  expect(await jira.post('/webhook', '<webhook/>')).toMatchObject({ status: 404, reason: 'WEBHOOK_NOT_FOUND' });
  expect(await jira.post('/user/expire-all-passwords?confirm=true', '')).toMatchObject({ status: 403 });
});
