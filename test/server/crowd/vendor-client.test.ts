import { beforeEach, expect, test } from 'vitest';
import { TestService } from '../service.ts';
import { application } from './caller.ts';
import { People } from './people.ts';
import { type CrowdClient, vendorClient } from './vendor-client.ts';

const secret = 'correct horse battery';

let service: TestService;
let client: CrowdClient;

beforeEach(async () => {
  service = await TestService.start();
  const people = await People.of(service);
  await people.groups('staff', 'devs');
  await people.add('ada', { fullName: 'Ada Byron' }, 'devs');
  await people.add('bob', { active: false }, 'staff');
  await people.nest('devs', { into: ['staff'] });
  await service.store.directories.setAuthentication('main', 'local');
  client = await vendorClient(await application(service, { mayWrite: ['users', 'groups', 'memberships'] }));
  return () => service.close();
});

test('the npm client reads people and groups', async () => {
  expect(await client.user.get('ada', true)).toMatchObject({
    username: 'ada',
    firstname: 'Ada',
    lastname: 'Byron',
    displayname: 'Ada Byron',
    email: 'ada@conformance.test',
    active: true,
    attributes: { department: 'Research' },
  });
  expect(await client.group.get('staff')).toMatchObject({ groupname: 'staff', active: true });
  await expect(client.user.get('nobody')).rejects.toMatchObject({ type: 'USER_NOT_FOUND' });
  await expect(client.group.get('nothing')).rejects.toMatchObject({ type: 'GROUP_NOT_FOUND' });
  expect(await client.config.cookie()).toMatchObject({ name: 'crowd.token_key', secure: false });
});

test('the npm client reads memberships, direct and nested', async () => {
  expect(await client.user.groups.list('ada')).toEqual(['devs']);
  expect(await client.user.groups.list('ada', true)).toEqual(['devs', 'staff']);
  expect(await client.user.groups.get('ada', 'staff', true)).toBe('staff');
  await expect(client.user.groups.get('ada', 'staff')).rejects.toMatchObject({ type: 'MEMBERSHIP_NOT_FOUND' });
  expect(await client.group.users.list('staff', true)).toEqual(['ada', 'bob']);
  expect(await client.group.users.list('staff', false, 0, 10, true)).toMatchObject([
    { username: 'bob', active: false },
  ]);
  expect(await client.group.users.get('staff', 'ada', true)).toBe('ada');
  expect(await client.group.children.list('staff')).toEqual(['devs']);
  expect(await client.group.parents.list('devs')).toEqual(['staff']);
  expect(await client.group.parents.get('devs', 'staff')).toBe('staff');
  expect(await client.group.membership()).toContain('<membership group="devs"><users><user name="ada"/></users>');
});

test('the npm client searches in the query language', async () => {
  expect(await client.search.user('name = a*')).toEqual(['ada']);
  expect(await client.search.user('active = false or email = "ada@conformance.test"')).toEqual(['ada', 'bob']);
  expect(
    await client.search.user('(firstName = Ada and lastName = Byron) and createdDate > 2020-01', true),
  ).toMatchObject([{ username: 'ada' }]);
  expect(await client.search.user('email = null')).toEqual([]);
  expect(await client.search.group('name = *ta*')).toEqual(['staff']);
  expect(await client.search.user('')).toEqual(['ada', 'bob']);
  await expect(client.search.user('name =')).rejects.toMatchObject({ type: 'ILLEGAL_ARGUMENT' });
});

test('the npm client writes people, groups, memberships and attributes', async () => {
  const { userModel: User, groupModel: Group, attributesModel: Attributes } = client;
  const made = await client.user.create(new User('Lo', 'Cal', 'Lo Cal', 'lo@cal.test', 'local', secret));
  expect(made).toMatchObject({ username: 'local', displayname: 'Lo Cal', active: true });
  await client.user.update('local', new User('Lo', 'Cal', 'Lo K. Cal', 'lo@cal.test', 'local', undefined, true));
  await client.user.rename('local', 'renamed');
  expect(await client.user.get('renamed')).toMatchObject({ displayname: 'Lo K. Cal' });
  await client.group.create(new Group('mine', 'Mine'));
  await client.group.update('mine', new Group('mine', 'Ours'));
  await client.group.users.add('mine', 'renamed');
  await client.user.groups.add('ada', 'mine');
  expect(await client.group.users.list('mine')).toEqual(['ada', 'renamed']);
  await client.group.users.remove('mine', 'renamed');
  await client.user.groups.remove('ada', 'mine');
  await client.group.children.add('mine', 'devs');
  expect(await client.group.children.list('mine')).toEqual(['devs']);
  await client.group.children.remove('mine', 'devs');
  await client.user.attributes.set('ada', new Attributes({ lastActive: 17 }));
  expect((await client.user.attributes.list('ada')).attributes).toMatchObject({ lastActive: '17' });
  await client.user.attributes.remove('ada', 'lastActive');
  await client.group.remove('mine');
  await client.user.remove('renamed');
  await expect(client.user.get('renamed')).rejects.toMatchObject({ type: 'USER_NOT_FOUND' });
});

test('the npm client logs people in, and shares sessions', async () => {
  await client.user.create(new client.userModel('Lo', 'Cal', 'Lo Cal', 'lo@cal.test', 'local', secret));
  expect(await client.authentication.authenticate('local', secret)).toMatchObject({ username: 'local' });
  const wrong = client.authentication.authenticate('local', 'wrong');
  await expect(wrong).rejects.toMatchObject({ type: 'INVALID_USER_AUTHENTICATION' });
  await expect(client.authentication.authenticate('bob', 'x')).rejects.toMatchObject({ type: 'INACTIVE_ACCOUNT' });
  const { token, expiresAt } = await client.session.create('local', secret);
  expect(expiresAt.getTime()).toBe(service.now + 600_000);
  expect(await client.session.getUser(token)).toMatchObject({ username: 'local' });
  expect((await client.session.validate(token)).token).toBe(token);
  const other = await client.session.createUnvalidated('ada');
  await client.session.removeAll('ada');
  await expect(client.session.getUser(other.token)).rejects.toMatchObject({ type: 'INVALID_SSO_TOKEN' });
  await client.session.remove(token);
  await expect(client.session.validate(token)).rejects.toMatchObject({ type: 'INVALID_SSO_TOKEN' });
});

test('the npm client hears that it may not, or is not known', async () => {
  const reader = await vendorClient(await application(service, { name: 'reader' }));
  const user = new client.userModel('Lo', 'Cal', 'Lo Cal', 'lo@cal.test', 'local', secret);
  await expect(reader.user.create(user)).rejects.toMatchObject({ type: 'APPLICATION_PERMISSION_DENIED' });
  const { url, store } = service;
  const stranger = await vendorClient({ base: `${url}/crowd`, name: 'reader', password: 'x' } as never);
  await expect(stranger.user.get('ada')).rejects.toMatchObject({ type: 'APPLICATION_ACCESS_DENIED' });
  expect((await store.applications.list()).length).toBe(2);
});
