import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import type { GroupRecord, UserRecord } from '../../src/core/people.ts';
import type { SourceEvent } from '../../src/core/ports/source.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';
import { peopleLdif } from '../fakes/people.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';

const suffix = 'dc=example,dc=com';
const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]);
const latin = Buffer.from([0x4d, 0xfc, 0x6c]);

const special = `dn: ou=special,${suffix}
objectClass: organizationalUnit
ou: special

dn: cn=Doe\\, Jane+uid=jane,ou=special,${suffix}
objectClass: inetOrgPerson
uid: jane
uid: jd
cn: Doe, Jane
sn: Doe
mail: jane@example.com
mail: j.doe@example.com
jpegPhoto:: ${photo.toString('base64')}
audio:: ${latin.toString('base64')}
description;lang-de: Chefin

dn: cn=\\C3\\84nne  \\"x\\"\\2Bcie,ou=special,${suffix}
objectClass: inetOrgPerson
uid: Aenne
cn:: ${Buffer.from('Änne  "x"+cie').toString('base64')}
sn: x

dn: ou=sets,${suffix}
objectClass: organizationalUnit
ou: sets

dn: cn=by-dn,ou=sets,${suffix}
objectClass: groupOfNames
cn: by-dn
description: all spellings
member: UID=jane + CN="Doe, Jane" , OU=Special, ${suffix.toUpperCase()}
member:: ${Buffer.from(`cn=ÄNNE   \\"X\\22\\+CIE,ou=special,${suffix}`).toString('base64')}
member: cn=unique,ou=sets,${suffix}
member: uid=nobody,ou=special,${suffix}

dn: cn=unique,ou=sets,${suffix}
objectClass: groupOfUniqueNames
cn: unique
uniqueMember: uid=jane+cn=Doe\\2c Jane,ou=special,${suffix}#'0101'B

dn: cn=posix,ou=sets,${suffix}
objectClass: posixGroup
cn: posix
gidNumber: 1
memberUid: JANE
memberUid: aenne

`;

const refs = {
  jane: `cn=doe\\, jane+uid=jane,ou=special,${suffix}`,
  aenne: `cn=änne \\"x\\"\\+cie,ou=special,${suffix}`,
};

describe.skipIf(slapdMissing() !== undefined)(`OpenLDAP${because(slapdMissing())}`, () => {
  let server: SlapdServer;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    const ldif = [...peopleLdif({ suffix, people: 250, groups: 3, membersPerGroup: 20 }), special];
    server = await startSlapd({ ldif });
  });
  afterAll(() => server?.stop());

  const open = (options: OptionValues = {}, attributes = ['uid', 'mail']) =>
    ldapSource.open({ ...accountOf(server), userBase: suffix, groupBase: suffix, ...options }, attributes);
  const read = async (options: OptionValues = {}, attributes?: string[]) =>
    answerOf(open(options, attributes).read(signal));

  test('reads everybody page by page, and the groups', async () => {
    const { events, users, groups } = await read({ pageSize: 100, groupBase: `ou=groups,${suffix}` });
    expect(events.map(({ type }) => type)).toEqual(['users', 'users', 'users', 'groups', 'end']);
    expect(users.size).toBe(252);
    const person = users.get(`uid=person1,ou=people,${suffix}`);
    expect(person?.sourceId).toMatch(/^[0-9a-f-]{36}$/);
    expect({ ...person?.attributes }).toEqual({ uid: 'person1', mail: 'person1@example.com' });
    expect(Object.getPrototypeOf(person?.attributes)).toBeNull();
    const group = groups.get(`cn=group0,ou=groups,${suffix}`);
    expect(group).toMatchObject({ name: 'group0', sourceId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(group?.members).toHaveLength(20);
    expect(group?.members.every((member) => users.has(member))).toBe(true);
  });

  test('without a base of groups there are none', async () => {
    const { events } = await read({ groupBase: undefined });
    expect(events.map(({ type }) => type)).toEqual(['users', 'end']);
  });

  test('member: every spelling of a DN leads to its entry, groups included', async () => {
    const { users, groups } = await read();
    expect(users.has(refs.jane)).toBe(true);
    expect(users.has(refs.aenne)).toBe(true);
    const group = groups.get(`cn=by-dn,ou=sets,${suffix}`);
    expect({ ...group?.attributes }).toEqual({ cn: 'by-dn', description: 'all spellings' });
    expect(new Set(group?.members)).toEqual(
      new Set([refs.jane, refs.aenne, `cn=unique,ou=sets,${suffix}`, `uid=nobody,ou=special,${suffix}`]),
    );
  });

  test('uniqueMember: a DN with its optional bit string', async () => {
    const { groups } = await read({ memberAttribute: 'uniqueMember' });
    expect(groups.get(`cn=unique,ou=sets,${suffix}`)?.members).toEqual([refs.jane]);
  });

  test('memberUid: people go by their uid', async () => {
    const { users, groups } = await read({ memberAttribute: 'memberUid' }, ['mail']);
    expect(users.get('aenne')?.attributes).toEqual({});
    expect(users.has('jane')).toBe(true);
    expect(groups.get(`cn=posix,ou=sets,${suffix}`)?.members).toEqual(['jane', 'aenne']);
  });

  test('values: several, binary, not UTF-8, and names as the mapping spells them', async () => {
    const names = ['UID', 'Mail', 'mail', 'commonName', 'jpegPhoto', 'audio', 'sn.part', 'DN', 'no such', 'memberOf'];
    const { users } = await read({}, names);
    expect({ ...users.get(refs.jane)?.attributes }).toEqual({
      UID: ['jane', 'jd'],
      Mail: ['jane@example.com', 'j.doe@example.com'],
      mail: ['jane@example.com', 'j.doe@example.com'],
      commonName: 'Doe, Jane',
      jpegPhoto: photo.toString('base64'),
      audio: latin.toString('base64'),
      sn: 'Doe',
      DN: expect.stringContaining('Jane'),
    });
  });

  test('letters escaped in a filter mean themselves', async () => {
    const { users } = await read({ userFilter: '(cn=\\c3\\84nne*)' });
    expect([...users.keys()]).toEqual([refs.aenne]);
  });

  test('an id attribute that the server does not have is named', async () => {
    await expect(read({ idAttribute: 'nsUniqueId' })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('nsUniqueId'),
      remedy: expect.stringContaining('entryUUID'),
    });
  });

  test('a referral is not followed but said', async () => {
    const ldif = `dn: ou=away,${suffix}\nobjectClass: referral\nobjectClass: extensibleObject\nou: away\nref: ldap://away.test/ou=x\n`;
    await server.add(ldif);
    const { events } = await read();
    expect(events.at(-2)).toMatchObject({ type: 'notice', message: expect.stringContaining('ldap://away.test/ou=x') });
    expect(events.at(-1)?.type).toBe('end');
  });

  describe('find', () => {
    const find = (value: string, attributes: string[] = [], options: OptionValues = {}) =>
      open(options).find({ value, sourceId: true, attributes }, signal);

    test('by id, uid and mail, with the direct groups', async () => {
      const { users, groups } = await read();
      const jane = users.get(refs.jane);
      const group = groups.get(`cn=by-dn,ou=sets,${suffix}`)?.sourceId;
      for (const [value, attributes] of [
        [jane?.sourceId ?? '', []],
        ['JANE', ['uid']],
        ['j.doe@example.com', ['uid', 'mail']],
      ] as const) {
        expect(await find(value, [...attributes])).toEqual([{ record: jane, groups: [group] }]);
      }
    });

    test('memberUid in any case', async () => {
      const { groups } = await read({ memberAttribute: 'memberUid' });
      const posix = groups.get(`cn=posix,ou=sets,${suffix}`)?.sourceId;
      const [found] = await find('Aenne', ['uid'], { memberAttribute: 'memberUid' });
      expect(found).toMatchObject({ record: { ref: 'aenne' }, groups: [posix] });
    });

    test.each([
      '*',
      '*)(uid=*',
      'jane)(|(uid=*',
      '\\2a',
      '\u0000',
      '',
      'x'.repeat(300),
      '00000000-0000-0000-0000-000000000000',
    ])('a hostile value finds nobody: %j', async (value) => {
      expect(await find(value, ['uid', 'mail', 'cn', 'employeeNumber', 'objectClass)(uid', 'dn'])).toEqual([]);
    });

    test('a shared value finds all who have it', async () => {
      expect((await find('Sales', ['ou'])).length).toBeGreaterThan(10);
    });

    test('only who matches the filter is found', async () => {
      expect(await find('jane', ['uid'], { userFilter: '(uid=person1)' })).toEqual([]);
    });
  });

  describe('test()', () => {
    const names = (checks: readonly { name: string; ok: boolean }[]) => checks.map(({ name, ok }) => `${name}: ${ok}`);

    test('all is well', async () => {
      const checks = await open().test(signal);
      expect(names(checks)).toEqual([
        'Connect: true',
        'Log in: true',
        'Read people: true',
        'Attributes of the mapping: true',
        'Read groups: true',
        'Delta: true',
      ]);
    });

    test.each<[string, OptionValues, string[], string]>([
      ['Log in', { bindPassword: 'wrong' }, ['uid'], 'bindPassword'],
      ['Read people', { userBase: `ou=none,${suffix}` }, ['uid'], 'userBase'],
      ['Read people', { userFilter: '(uid=none)' }, ['uid'], 'userFilter'],
      ['Read people', { idAttribute: 'nsUniqueId' }, ['uid'], 'idAttribute'],
      ['Attributes of the mapping', {}, ['sAMAccountName'], 'sAMAccountName'],
      ['Read groups', { groupBase: `ou=none,${suffix}` }, ['uid'], 'groupBase'],
      ['Read groups', { groupFilter: '(cn=posix)' }, ['uid'], 'memberAttribute'],
    ])('%s fails with %j', async (name, options, attributes, remedy) => {
      const checks = await open(options, attributes).test(signal);
      expect(checks.filter(({ ok }) => !ok)).toEqual([checks.at(-1)]);
      expect(checks.at(-1)).toMatchObject({ name, message: expect.stringContaining(remedy) });
    });
  });
});

function because(reason: string | undefined): string {
  return reason === undefined ? '' : ` (skipped: ${reason})`;
}

function accountOf({ url, adminDn, adminPassword }: SlapdServer): OptionValues {
  return { url, bindDn: adminDn, bindPassword: adminPassword };
}

async function answerOf(answer: AsyncIterable<SourceEvent>) {
  const events: SourceEvent[] = [];
  const users = new Map<string, UserRecord>();
  const groups = new Map<string, GroupRecord>();
  for await (const event of answer) {
    events.push(event);
    if (event.type === 'users') for (const user of event.records) users.set(user.ref, user);
    if (event.type === 'groups') for (const group of event.records) groups.set(group.ref, group);
  }
  return { events, users, groups };
}
