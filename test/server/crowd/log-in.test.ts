import { beforeEach, describe, expect, test } from 'vitest';
import { setLocalPassword } from '../../../src/app/authentication/index.ts';
import { onEngines } from '../on-engines.ts';
import type { TestService } from '../service.ts';
import { application, type Caller, element, nameOf, textOf, xml } from './caller.ts';
import { People } from './people.ts';

onEngines((start) => {
  const secret = 'correct horse battery';

  let service: TestService;
  let people: People;
  let jira: Caller;

  beforeEach(async () => {
    service = await start();
    people = await People.of(service);
    jira = await application(service);
    await people.add('ada');
    await service.store.directories.setAuthentication('main', 'local');
    await setLocalPassword(service.store, { directory: 'main', username: 'ada' }, secret, service.now);
    return () => service.close();
  });

  const body = (password: string) => `<password><value>${password}</value></password>`;

  function logIn(username: string, password: string) {
    return jira.post(`/authentication?${new URLSearchParams({ username })}`, body(password));
  }

  describe('a password', () => {
    test('the right one: who it is', async () => {
      const answer = await logIn('ADA', secret);
      expect(answer.status).toBe(200);
      expect(nameOf(xml(answer.text))).toBe('ada');
      expect(textOf(xml(answer.text), 'active')).toBe('true');
    });

    test('a wrong one is 400, never 401 or 403, which are about the product', async () => {
      for (const password of ['wrong', '', 'correct horse batter']) {
        expect(await logIn('ada', password)).toMatchObject({ status: 400, reason: 'INVALID_USER_AUTHENTICATION' });
      }
      expect(await logIn('nobody', secret)).toMatchObject({ status: 400, reason: 'USER_NOT_FOUND' });
      expect(await jira.post('/authentication', body('x'))).toMatchObject({ reason: 'ILLEGAL_ARGUMENT' });
    });

    test('who is inactive is refused, and says so', async () => {
      await people.change('ada', { active: false });
      expect(await logIn('ada', secret)).toMatchObject({ status: 400, reason: 'INACTIVE_ACCOUNT' });
    });

    test('where nobody checks passwords, everybody is refused, with the reason', async () => {
      await service.store.directories.setAuthentication('main', 'none');
      const answer = await logIn('ada', secret);
      expect(answer).toMatchObject({ status: 400, reason: 'INVALID_USER_AUTHENTICATION' });
      expect(answer.text).toContain('Nobody checks passwords of the directory main.');
    });

    test('after ten wrong ones even the right one has to wait', async () => {
      for (let time = 0; time < 10; time += 1) await logIn('ada', 'wrong');
      const answer = await logIn('ada', secret);
      expect(answer).toMatchObject({ status: 400, reason: 'INVALID_USER_AUTHENTICATION' });
      expect(answer.text).toContain('Too many wrong passwords for ada; try again in 300 seconds.');
      service.now += 300_001;
      expect((await logIn('ada', secret)).status).toBe(200);
    });

    test('none is ever logged', async () => {
      await logIn('ada', secret);
      await logIn('ada', 'a wrong one');
      await jira.post('/session', context('ada', 'another wrong one'));
      expect(service.log.join()).not.toMatch(/correct horse|wrong one|password of jira/);
    });

    test('somebody who logged in by other means is told of as who they are', async () => {
      const answer = await jira.post('/authentication/notify?username=ada', '<password/>');
      expect(nameOf(xml(answer.text))).toBe('ada');
      expect(await jira.post('/authentication/notify?username=nobody', '<password/>')).toMatchObject({ status: 404 });
    });
  });

  function context(username: string, password: string | undefined, address = '10.0.0.7'): string {
    const given = password === undefined ? '' : `<password>${password}</password>`;
    return `<authentication-context><username>${username}</username>${given}${factors(address)}</authentication-context>`;
  }

  const factors = (address: string) =>
    `<validation-factors><validation-factor><name>remote_address</name><value>${address}</value></validation-factor></validation-factors>`;

  describe('a session that products share', () => {
    async function begin(): Promise<string> {
      const answer = await jira.post('/session', context('ada', secret));
      expect(answer.status).toBe(201);
      return textOf(xml(answer.text), 'token') ?? '';
    }

    test('begins with a password, tells who it is, is used from where it began, and ends', async () => {
      const token = await begin();
      const session = xml((await jira.get(`/session/${token}?expand=user`)).text);
      expect(nameOf(element(session, 'user'))).toBe('ada');
      expect(textOf(session, 'expiry-date')).toBe(new Date(service.now + 30 * 60_000).toISOString());
      service.now += 20 * 60_000;
      const used = await jira.post(`/session/${token}`, factors('10.0.0.7'));
      expect(textOf(xml(used.text), 'expiry-date')).toBe(new Date(service.now + 30 * 60_000).toISOString());
      expect(await jira.post(`/session/${token}`, factors('10.0.0.8'))).toMatchObject({
        status: 404,
        reason: 'INVALID_SSO_TOKEN',
      });
      expect((await jira.ask('DELETE', `/session/${token}`)).status).toBe(204);
      expect(await jira.get(`/session/${token}`)).toMatchObject({ status: 404, reason: 'INVALID_SSO_TOKEN' });
      expect(await jira.get('/session/nonsense')).toMatchObject({ status: 404, reason: 'INVALID_SSO_TOKEN' });
    });

    test('ends when it is not used, when the person is deactivated or gone, and when all of theirs end', async () => {
      const [first, second] = [await begin(), await begin()];
      expect((await jira.ask('DELETE', `/session?username=ada&exclude=${second}`)).status).toBe(204);
      expect((await jira.get(`/session/${first}`)).status).toBe(404);
      expect((await jira.get(`/session/${second}`)).status).toBe(200);
      await people.change('ada', { active: false });
      expect((await jira.get(`/session/${second}`)).status).toBe(404);
      await people.change('ada', { active: true });
      expect((await jira.get(`/session/${second}`)).status).toBe(200);
      service.now += 30 * 60_000;
      expect((await jira.get(`/session/${second}`)).status).toBe(404);
      const third = await begin();
      await people.remove('ada');
      expect((await jira.get(`/session/${third}`)).status).toBe(404);
    });

    test('without a password only for a product that has checked it, for an asked time', async () => {
      const unchecked = (name: string) =>
        jira.post('/session?validate-password=false&duration=60', context(name, undefined));
      const answer = await unchecked('ada');
      expect(textOf(xml(answer.text), 'expiry-date')).toBe(new Date(service.now + 60_000).toISOString());
      expect(await unchecked('nobody')).toMatchObject({ status: 400, reason: 'INVALID_USER_AUTHENTICATION' });
      expect(await jira.post('/session', context('ada', 'wrong'))).toMatchObject({
        status: 400,
        reason: 'INVALID_USER_AUTHENTICATION',
      });
      await people.change('ada', { active: false });
      expect(await unchecked('ada')).toMatchObject({ status: 400, reason: 'INACTIVE_ACCOUNT' });
      expect(await jira.post('/session?duration=soon', context('ada', secret))).toMatchObject({ status: 400 });
    });

    test('the token stands nowhere in the data', async () => {
      const token = await begin();
      const found = await service.store.signOns.find(token, service.now);
      expect(found).toBeUndefined();
    });
  });
});
