import { describe, expect, test } from 'vitest';
import { crowdGroup, crowdUser } from '../../../src/protocols/crowd/entities.ts';
import { jsonWriter } from '../../../src/protocols/crowd/write/json-writer.ts';
import { entityDetail, listDetail, writerFor } from '../../../src/protocols/crowd/write/negotiate.ts';
import type { ListWriter } from '../../../src/protocols/crowd/write/writer.ts';
import { xmlWriter } from '../../../src/protocols/crowd/write/xml-writer.ts';
import { ada, base, devs, servedAda } from './samples.ts';

const inXml = xmlWriter(base);
const inJson = jsonWriter(base);

/** Without the declaration, and on one line. */
const content = (text: string): string => text.replace('<?xml version="1.0" encoding="UTF-8"?>', '');

const whole = <Item>(list: ListWriter<Item>, ...pages: readonly (readonly Item[])[]): string =>
  content(list.start + pages.map((page) => list.items(page)).join('') + list.end);

const root = 'https://sync.example/crowd/rest/usermanagement/1';

const adaXml =
  `<user name="ada" expand="attributes"><link rel="self" href="${root}/user?username=ada"/>` +
  '<key>u-7f3a</key><first-name>Ada</first-name><last-name>Byron</last-name>' +
  '<display-name>Ada Byron</display-name><email>ada@example.org</email>' +
  `<password><link rel="edit" href="${root}/user/password?username=ada"/></password><active>true</active>` +
  '<created-date>2026-01-05T10:00:00.000Z</created-date><updated-date>2026-02-01T08:30:00.007Z</updated-date>' +
  '<attributes><attribute name="team"><values><value>blue</value></values></attribute></attributes></user>';

const adaEntity = adaXml.replace(/<attributes>.*<\/attributes>/, '');

const devsXml =
  `<group name="devs" expand="attributes"><link rel="self" href="${root}/group?groupname=devs"/>` +
  '<description>Developers</description><type>GROUP</type><active>true</active></group>';

describe('in XML', () => {
  test('an answer begins with its declaration', () => {
    expect(inXml.contentType).toBe('application/xml; charset=utf-8');
    expect(inXml.user(ada, 'entity')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><user /);
    expect(inXml.users('entity').start).toBe('<?xml version="1.0" encoding="UTF-8"?><users expand="user">');
  });

  test('a person, with attributes and without', () => {
    expect(content(inXml.user(ada, 'attributes'))).toBe(adaXml);
    expect(content(inXml.user(ada, 'entity'))).toBe(adaEntity);
    expect(inXml.user({ ...ada, active: false }, 'entity')).toContain('<active>false</active>');
    expect(inXml.user({ ...ada, attributes: {} }, 'attributes')).toContain('<attributes/>');
  });

  test('a group', () => {
    expect(content(inXml.group(devs, 'entity'))).toBe(devsXml);
    expect(content(inXml.group(devs, 'attributes'))).toBe(devsXml.replace('</group>', '<attributes/></group>'));
  });

  test('lists, page after page', () => {
    const reference = `<user name="ada"><link rel="self" href="${root}/user?username=ada"/></user>`;
    expect(whole(inXml.users('entity'))).toBe('<users expand="user"></users>');
    expect(whole(inXml.users('reference'), [ada], [], [ada])).toBe(
      `<users expand="user">${reference}${reference}</users>`,
    );
    expect(whole(inXml.users('attributes'), [ada])).toBe(`<users expand="user">${adaXml}</users>`);
    expect(whole(inXml.groups('entity'), [devs])).toBe(`<groups expand="group">${devsXml}</groups>`);
  });

  test('memberships, also of groups without members', () => {
    const memberships = [
      { group: 'devs', users: ['ada'], groups: [], begins: true, ends: false },
      { group: 'devs', users: ['o&o'], groups: ['devs-eu'], begins: false, ends: true },
      { group: 'empty', users: [], groups: [], begins: true, ends: true },
    ];
    expect(whole(inXml.memberships(), memberships)).toBe(
      '<memberships><membership group="devs"><users><user name="ada"/><user name="o&amp;o"/></users>' +
        '<groups><group name="devs-eu"/></groups></membership>' +
        '<membership group="empty"><users/><groups/></membership></memberships>',
    );
  });

  test('the rest', () => {
    expect(content(inXml.attributes({ kind: 'user', name: 'ada' }, { a: ['1', ''] }))).toBe(
      '<attributes><attribute name="a"><values><value>1</value><value/></values></attribute></attributes>',
    );
    expect(content(inXml.cookie({ domain: '.example', name: 'crowd.token_key', secure: true }))).toBe(
      '<cookie-config><domain>.example</domain><secure>true</secure><name>crowd.token_key</name></cookie-config>',
    );
    expect(inXml.cookie({ domain: null, name: 'n', secure: false })).not.toContain('domain');
    expect(content(inXml.error('USER_NOT_FOUND', 'no <such> user'))).toBe(
      '<error><reason>USER_NOT_FOUND</reason><message>no &lt;such&gt; user</message></error>',
    );
    expect(content(inXml.session({ token: 'a b', user: ada, createdDate: 0, expiryDate: 1 }, 'entity'))).toBe(
      `<session expand="user"><token>a b</token>${adaEntity}<link rel="self" href="${root}/session/a%20b"/>` +
        '<created-date>1970-01-01T00:00:00.000Z</created-date><expiry-date>1970-01-01T00:00:00.001Z</expiry-date></session>',
    );
  });

  test('events, with the operation as an element', () => {
    expect(content(inXml.currentToken('8f1c:42'))).toBe(
      '<events newEventToken="8f1c:42" incrementalSynchronisationAvailable="true"/>',
    );
    expect(content(inXml.currentToken(null))).toBe('<events incrementalSynchronisationAvailable="false"/>');
    const events = whole(
      inXml.events('8f1c:45', 'entity'),
      [
        { kind: 'user', operation: 'CREATED', user: ada },
        { kind: 'user', operation: 'DELETED', user: { name: 'bob' } },
        { kind: 'group', operation: 'UPDATED', group: devs },
        { kind: 'group', operation: 'DELETED', group: { name: 'old' } },
      ],
      [
        { kind: 'userMembership', operation: 'UPDATED', user: 'ada', parents: ['devs', 'staff'] },
        { kind: 'groupMembership', operation: 'DELETED', group: 'devs-eu', parents: ['devs'], children: [] },
      ],
    );
    expect(events).toBe(
      '<events newEventToken="8f1c:45">' +
        `<userEvent><operation>CREATED</operation>${adaEntity}</userEvent>` +
        '<userEvent><operation>DELETED</operation><user name="bob"/></userEvent>' +
        `<groupEvent><operation>UPDATED</operation>${devsXml}</groupEvent>` +
        '<groupEvent><operation>DELETED</operation><group name="old"/></groupEvent>' +
        '<userMembershipEvent><operation>UPDATED</operation><childUser name="ada"/>' +
        '<parentGroups><group name="devs"/><group name="staff"/></parentGroups></userMembershipEvent>' +
        '<groupMembershipEvent><operation>DELETED</operation><group name="devs-eu"/>' +
        '<parentGroups><group name="devs"/></parentGroups><childGroups/></groupMembershipEvent></events>',
    );
  });

  test('a time that is not known, or that XML cannot write, is left out', () => {
    for (const createdDate of [null, Number.NaN, -1, Infinity, 8.64e15]) {
      expect(inXml.user({ ...ada, createdDate }, 'entity')).not.toContain('created-date');
    }
    const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    expect(inXml.user({ ...ada, createdDate: last }, 'entity')).toContain('>9999-12-31T23:59:59.999Z<');
  });
});

describe('in JSON', () => {
  const adaJson = {
    expand: 'attributes',
    link: { href: `${root}/user?username=ada`, rel: 'self' },
    name: 'ada',
    key: 'u-7f3a',
    'first-name': 'Ada',
    'last-name': 'Byron',
    'display-name': 'Ada Byron',
    email: 'ada@example.org',
    password: { link: { href: `${root}/user/password?username=ada`, rel: 'edit' } },
    active: true,
    'created-date': servedAda.createdAt,
    'updated-date': servedAda.updatedAt,
  };
  const attributes = {
    attributes: [{ name: 'team', values: ['blue'] }],
    link: { href: `${root}/user/attribute?username=ada`, rel: 'self' },
  };
  const devsJson = {
    expand: 'attributes',
    link: { href: `${root}/group?groupname=devs`, rel: 'self' },
    name: 'devs',
    description: 'Developers',
    type: 'GROUP',
    active: true,
  };

  test('people and groups', () => {
    expect(inJson.contentType).toBe('application/json; charset=utf-8');
    expect(JSON.parse(inJson.user(ada, 'attributes'))).toEqual({ ...adaJson, attributes });
    expect(JSON.parse(inJson.user(ada, 'entity'))).toEqual(adaJson);
    expect(JSON.parse(inJson.group(devs, 'entity'))).toEqual(devsJson);
    const owner = { kind: 'user', name: 'ada' } as const;
    expect(JSON.parse(inJson.attributes(owner, ada.attributes))).toEqual(attributes);
  });

  test('lists, page after page', () => {
    const reference = { link: adaJson.link, name: 'ada' };
    expect(JSON.parse(whole(inJson.users('entity')))).toEqual({ expand: 'user', users: [] });
    expect(JSON.parse(whole(inJson.users('reference'), [], [ada, ada], [ada]))).toEqual({
      expand: 'user',
      users: [reference, reference, reference],
    });
    expect(JSON.parse(whole(inJson.groups('entity'), [devs]))).toEqual({ expand: 'group', groups: [devsJson] });
    expect(
      JSON.parse(
        whole(inJson.memberships(), [{ group: 'devs', users: ['ada'], groups: [], begins: true, ends: true }]),
      ),
    ).toEqual({
      memberships: [{ group: 'devs', users: [{ name: 'ada' }], groups: [] }],
    });
  });

  test('the rest', () => {
    const cookie = { domain: null, name: 'crowd.token_key', secure: false };
    expect(JSON.parse(inJson.cookie(cookie))).toEqual({ name: 'crowd.token_key', secure: false });
    expect(JSON.parse(inJson.error('INVALID_USER', 'x'))).toEqual({ reason: 'INVALID_USER', message: 'x' });
    expect(JSON.parse(inJson.session({ token: 't', user: ada, createdDate: 0, expiryDate: 1 }, 'entity'))).toEqual({
      expand: 'user',
      token: 't',
      user: adaJson,
      link: { href: `${root}/session/t`, rel: 'self' },
      'created-date': 0,
      'expiry-date': 1,
    });
  });

  test('events', () => {
    expect(JSON.parse(inJson.currentToken('a:1'))).toEqual({
      newEventToken: 'a:1',
      incrementalSynchronisationAvailable: true,
    });
    expect(JSON.parse(inJson.currentToken(null))).toEqual({ incrementalSynchronisationAvailable: false });
    const events = whole(inJson.events('a:2', 'entity'), [
      { kind: 'user', operation: 'UPDATED', user: ada },
      { kind: 'group', operation: 'DELETED', group: { name: 'old' } },
      { kind: 'userMembership', operation: 'CREATED', user: 'ada', parents: ['devs'] },
      { kind: 'groupMembership', operation: 'UPDATED', group: 'devs', parents: [], children: ['devs-eu'] },
    ]);
    expect(JSON.parse(events)).toEqual({
      newEventToken: 'a:2',
      events: [
        { userEvent: { operation: 'UPDATED', user: adaJson } },
        { groupEvent: { operation: 'DELETED', group: { name: 'old' } } },
        {
          userMembershipEvent: {
            operation: 'CREATED',
            childUser: { name: 'ada' },
            parentGroups: { groups: [{ name: 'devs' }] },
          },
        },
        {
          groupMembershipEvent: {
            operation: 'UPDATED',
            group: { name: 'devs' },
            parentGroups: { groups: [] },
            childGroups: { groups: [{ name: 'devs-eu' }] },
          },
        },
      ],
    });
  });
});

test('a list of any length is written in pieces of a bounded size', () => {
  for (const writer of [inXml, inJson]) {
    const many = Array.from({ length: 2000 }, () => ada);
    const pieces = [...writer.users('attributes').pieces(many)];
    expect(pieces.join('')).toBe(writer.users('attributes').items(many));
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(64 * 1024);
  }
});

describe('what the store serves', () => {
  test('becomes a person with every name that products need', () => {
    expect(crowdUser(servedAda)).toEqual(ada);
    expect(crowdUser({ ...servedAda, fullName: ' ', email: null })).toMatchObject({
      firstName: '',
      lastName: 'ada',
      displayName: 'ada',
      email: '',
    });
    const attributes = { lastName: ['Byron King', 'x'], firstName: ['Augusta'] };
    expect(crowdUser({ ...servedAda, attributes })).toMatchObject({ firstName: 'Augusta', lastName: 'Byron King' });
  });

  test('becomes an active group', () => {
    const served = {
      directory: 'main',
      name: 'devs',
      description: null,
      attributes: {},
      createdAt: 1,
      updatedAt: null,
    };
    expect(crowdGroup(served)).toEqual({ ...devs, description: '', createdDate: 1 });
  });
});

test.each([
  ['Ada Byron', 'Ada+Byron'],
  ['a+b%c/d&e', 'a%2Bb%25c%2Fd%26e'],
  ["o'neil(x)~!*;=?#", 'o%27neil%28x%29%7E%21*%3B%3D%3F%23'],
  ['Jörg 𝒳', 'J%C3%B6rg+%F0%9D%92%B3'],
  ['half \ud800\u0000', 'half+'],
])('the address of %s is encoded as a form is', (name, argument) => {
  const address = `${root}/group?groupname=${argument}`;
  expect(inXml.group({ ...devs, name }, 'reference')).toContain(`href="${address}"`);
  expect(JSON.parse(inJson.group({ ...devs, name }, 'reference')).link.href).toBe(address);
});

test('an address with something in it that XML writes otherwise', () => {
  expect(xmlWriter('https://sync.example/a&b').user(ada, 'reference')).toContain(
    'href="https://sync.example/a&amp;b/rest/',
  );
});

test.each<[string | undefined, 'xml' | 'json']>([
  [undefined, 'xml'],
  ['', 'xml'],
  ['*/*', 'xml'],
  ['application/xml', 'xml'],
  ['text/html, image/gif', 'xml'],
  ['application/json', 'json'],
  ['Application/JSON; charset=utf-8', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['application/xml, application/json', 'xml'],
  ['application/json, application/xml', 'json'],
  ['application/json;q=0.5, text/xml;q=0.6', 'xml'],
  ['application/xml;q=0.1, application/json', 'json'],
  ['application/json;q=0', 'xml'],
  ['application/json;q=x', 'xml'],
])('who accepts %s gets %s', (accept, format) => {
  expect(writerFor(accept, base).contentType).toContain(format);
});

test('what is to be expanded', () => {
  expect(listDetail(undefined)).toBe('reference');
  expect(listDetail('user')).toBe('entity');
  expect(listDetail('group')).toBe('entity');
  expect(['user,attributes', 'user.attributes', 'group[attributes]'].map(listDetail)).toEqual(
    Array.from({ length: 3 }, () => 'attributes'),
  );
  expect(entityDetail(undefined)).toBe('entity');
  expect(entityDetail('user')).toBe('entity');
  expect(entityDetail('attributes')).toBe('attributes');
});
