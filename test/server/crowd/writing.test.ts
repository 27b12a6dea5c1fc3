import { beforeEach, describe, expect, test } from 'vitest';
import type { ApplicationWrite } from '../../../src/core/ports/store/index.ts';
import { onEngines } from '../on-engines.ts';
import type { TestService } from '../service.ts';
import { application, element, elements, nameOf, textOf, xml } from './caller.ts';
import { People } from './people.ts';
import { Product } from './product.ts';

onEngines((start) => {
  const user = (name: string, more = '') => `<user name="${name}">${more}</user>`;
  const group = (name: string, more = '') => `<group name="${name}"><type>GROUP</type>${more}</group>`;

  let service: TestService;
  let people: People;

  beforeEach(async () => {
    service = await start();
    people = await People.of(service);
    await people.groups('staff', 'devs');
    await people.add('ada', {}, 'staff');
    return () => service.close();
  });

  const writing = (...mayWrite: readonly ApplicationWrite[]) =>
    application(service, { name: `may ${mayWrite.join()}`, mayWrite });

  test('an application may write nothing until it is allowed: as a directory that can only be read', async () => {
    const jira = await application(service);
    const asked: readonly (readonly [string, string, string?])[] = [
      ['POST', '/user', user('new')],
      ['PUT', '/user?username=ada', user('ada')],
      ['DELETE', '/user?username=ada'],
      ['POST', '/user/rename?username=ada', '<new-name>x</new-name>'],
      ['PUT', '/user/password?username=ada', '<password><value>x</value></password>'],
      ['DELETE', '/user/password?username=ada'],
      ['POST', '/group', group('new')],
      ['PUT', '/group?groupname=staff', group('staff')],
      ['DELETE', '/group?groupname=staff'],
      ['POST', '/group/user/direct?groupname=devs', user('ada')],
      ['DELETE', '/group/user/direct?groupname=staff&username=ada'],
      ['POST', '/user/group/direct?username=ada', group('devs')],
      ['DELETE', '/user/group/direct?username=ada&groupname=staff'],
      ['POST', '/group/child-group/direct?groupname=staff', group('devs')],
      ['DELETE', '/group/child-group/direct?groupname=staff&child-groupname=devs'],
    ];
    for (const [method, path, body] of asked) {
      const answer = await jira.ask(method, path, { body });
      expect(answer, `${method} ${path}`).toMatchObject({ status: 403, reason: 'APPLICATION_PERMISSION_DENIED' });
    }
    expect((await jira.get('/user?username=ada')).status).toBe(200);
  });

  test('what products note of people is taken, and kept apart from what is synced', async () => {
    const jira = await application(service);
    const noted = (name: string, value: string) =>
      `<attributes><attribute name="${name}"><values><value>${value}</value></values></attribute></attributes>`;
    expect((await jira.post('/user/attribute?username=ADA', noted('lastAuthenticated', '17'))).status).toBe(204);
    expect((await jira.post('/user/attribute?username=ada', noted('department', 'Mine'))).status).toBe(204);
    const attributes = async (path: string) =>
      Object.fromEntries(elements(xml((await jira.get(path)).text)).map((one) => [nameOf(one), one.textContent]));
    expect(await attributes('/user/attribute?username=ada')).toEqual({
      department: 'Research',
      lastAuthenticated: '17',
    });
    const { number = 0 } = (await service.store.directories.find('main', { nameKey: 'ada' })) ?? {};
    expect((await service.store.directories.find('main', { number }))?.attributes).toEqual({ department: 'Research' });
    const removal = '/user/attribute?username=ada&attributename=lastAuthenticated';
    expect((await jira.ask('DELETE', removal)).status).toBe(204);
    expect(await attributes('/user/attribute?username=ada')).toEqual({ department: 'Research' });
    expect((await jira.post('/group/attribute?groupname=staff', noted('a', 'b'))).status).toBe(204);
    expect(await attributes('/group/attribute?groupname=staff')).toEqual({ a: 'b' });
    expect(await jira.post('/user/attribute?username=nobody', noted('a', 'b'))).toMatchObject({
      reason: 'USER_NOT_FOUND',
    });
    expect(await jira.post('/group/attribute?groupname=no', noted('a', 'b'))).toMatchObject({
      reason: 'GROUP_NOT_FOUND',
    });
  });

  describe('people', () => {
    test('are created, changed, renamed and deleted, and other products hear of it', async () => {
      const jira = await writing('users');
      const other = new Product(jira);
      await other.synchronize();
      const made = await jira.post(
        '/user',
        user(
          'Local',
          '<first-name>Lo</first-name><last-name>Cal</last-name><email>lo@cal.test</email><active>true</active>',
        ),
      );
      expect(made.status).toBe(201);
      expect(textOf(xml(made.text), 'display-name')).toBe('Lo Cal');
      expect((await other.synchronize()).users.map(({ name }) => name)).toContain('Local');
      const changed = await jira.ask('PUT', '/user?username=local', { body: user('local', '<active>false</active>') });
      expect(changed.status).toBe(204);
      expect((await other.synchronize()).users).toContainEqual(
        expect.objectContaining({ name: 'Local', active: false, email: 'lo@cal.test' }),
      );
      const renamed = await jira.post('/user/rename?username=local', '<new-name>renamed</new-name>');
      expect(nameOf(xml(renamed.text))).toBe('renamed');
      expect((await other.synchronize()).users.map(({ name }) => name)).toContain('renamed');
      expect((await jira.ask('DELETE', '/user?username=renamed')).status).toBe(204);
      expect((await other.synchronize()).users.map(({ name }) => name)).toEqual(['ada']);
      expect(other.fullSyncs).toBe(1);
    });

    test('whose name is taken, or is none, or who come from the identity provider are left alone', async () => {
      const jira = await writing('users');
      expect(await jira.post('/user', user('ADA'))).toMatchObject({ status: 400, reason: 'INVALID_USER' });
      expect(await jira.post('/user', user('x'.repeat(256)))).toMatchObject({ status: 400, reason: 'INVALID_USER' });
      for (const [method, path, body] of [
        ['PUT', '/user?username=ada', user('ada')],
        ['DELETE', '/user?username=ada', undefined],
        ['POST', '/user/rename?username=ada', '<new-name>x</new-name>'],
      ] as const) {
        const answer = await jira.ask(method, path, { body });
        expect(answer, path).toMatchObject({ status: 403, reason: 'APPLICATION_PERMISSION_DENIED' });
        expect(answer.text).toContain('comes from the identity provider');
      }
      expect(await jira.ask('DELETE', '/user?username=nobody')).toMatchObject({
        status: 404,
        reason: 'USER_NOT_FOUND',
      });
      expect(await jira.post('/group', group('x'))).toMatchObject({ status: 403 });
    });

    test('with a password, which is checked when it is theirs to check, and none that is too short', async () => {
      await service.store.directories.setAuthentication('main', 'local');
      const jira = await writing('users');
      const password = (value: string) => `<password><value>${value}</value></password>`;
      expect(await jira.post('/user', user('x', password('short')))).toMatchObject({ reason: 'INVALID_CREDENTIAL' });
      expect((await jira.post('/user', user('local', password('long enough for them')))).status).toBe(201);
      const logIn = (value: string) => jira.post('/authentication?username=local', password(value));
      expect((await logIn('long enough for them')).status).toBe(200);
      const put = await jira.ask('PUT', '/user/password?username=local', { body: password('another long one') });
      expect(put.status).toBe(204);
      expect((await logIn('long enough for them')).status).toBe(400);
      expect((await logIn('another long one')).status).toBe(200);
      expect((await jira.ask('DELETE', '/user/password?username=local')).status).toBe(204);
      expect((await logIn('another long one')).status).toBe(400);
      const hashed = user('y', '<encrypted-password><value>x</value></encrypted-password>');
      expect(await jira.post('/user', hashed)).toMatchObject({ status: 400 });
    });
  });

  test('groups are created, described and deleted; those of the identity provider are left alone', async () => {
    const jira = await writing('groups', 'memberships');
    expect((await jira.post('/group', group('mine', '<description>Mine</description>'))).status).toBe(201);
    expect(await jira.post('/group', group('MINE'))).toMatchObject({ status: 400, reason: 'INVALID_GROUP' });
    await jira.ask('PUT', '/group?groupname=mine', { body: group('mine', '<description>Ours</description>') });
    expect(textOf(xml((await jira.get('/group?groupname=mine')).text), 'description')).toBe('Ours');
    await jira.post('/group/user/direct?groupname=mine', user('ada'));
    expect((await jira.ask('DELETE', '/group?groupname=mine')).status).toBe(204);
    expect((await jira.get('/group?groupname=mine')).status).toBe(404);
    expect(await jira.ask('DELETE', '/group?groupname=staff')).toMatchObject({ status: 403 });
    expect(await jira.ask('DELETE', '/group?groupname=mine')).toMatchObject({ status: 404, reason: 'GROUP_NOT_FOUND' });
  });

  test('memberships of people and groups come and go; those of the identity provider stay', async () => {
    const jira = await writing('memberships', 'groups');
    const other = new Product(jira);
    await other.synchronize();
    const add = (name: string) => jira.post('/group/user/direct?groupname=devs', user(name));
    expect((await add('ADA')).status).toBe(201);
    expect(await add('ada')).toMatchObject({ status: 409, reason: 'MEMBERSHIP_ALREADY_EXISTS' });
    expect(await add('nobody')).toMatchObject({ status: 404, reason: 'USER_NOT_FOUND' });
    expect((await jira.post('/group', group('mine'))).status).toBe(201);
    expect((await jira.post('/user/group/direct?username=ada', group('mine'))).status).toBe(201);
    const child = (parent: string, name: string) =>
      jira.post(`/group/child-group/direct?groupname=${parent}`, group(name));
    expect((await child('mine', 'devs')).status).toBe(201);
    expect(await child('mine', 'devs')).toMatchObject({ status: 409 });
    expect(await child('devs', 'mine')).toMatchObject({ status: 400, reason: 'ILLEGAL_ARGUMENT' });
    expect((await other.synchronize()).groups).toEqual({
      devs: { users: ['ada'], groups: [] },
      mine: { users: ['ada'], groups: ['devs'] },
      staff: { users: ['ada'], groups: [] },
    });
    const drop = (path: string) => jira.ask('DELETE', path);
    expect((await drop('/group/user/direct?groupname=devs&username=ada')).status).toBe(204);
    expect(await drop('/group/user/direct?groupname=devs&username=ada')).toMatchObject({
      status: 404,
      reason: 'MEMBERSHIP_NOT_FOUND',
    });
    expect(await drop('/group/user/direct?groupname=staff&username=ada')).toMatchObject({ status: 403 });
    expect((await drop('/user/group/direct?groupname=mine&username=ada')).status).toBe(204);
    expect((await drop('/group/child-group/direct?groupname=mine&child-groupname=devs')).status).toBe(204);
    expect((await other.synchronize()).groups).toEqual({
      devs: { users: [], groups: [] },
      mine: { users: [], groups: [] },
      staff: { users: ['ada'], groups: [] },
    });
    expect(other.fullSyncs).toBe(1);
    expect(element(xml((await jira.get('/user?username=ada')).text), 'active').textContent).toBe('true');
  });
});
