import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import type { SourceEvent } from '../../src/core/ports/source.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';

const suffix = 'dc=example,dc=com';
const people = `ou=people,${suffix}`;
const groups = `ou=groups,${suffix}`;

/** Written long ago, so that a delta has no reason to read it. */
const old = 'createTimestamp: 20200101000000Z\nmodifyTimestamp: 20200101000000Z\n';

const person = (uid: string, ou = people) =>
  `dn: uid=${uid},${ou}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: ${uid}\nmail: ${uid}@example.com\n`;
const unit = (dn: string) => `dn: ${dn}\nobjectClass: organizationalUnit\n${old}\n`;
const company = [
  `dn: ${suffix}\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n${old}\n`,
  unit(people),
  unit(groups),
  unit(`ou=branch,${people}`),
  ...['ann', 'bob', 'cleo'].map((uid) => `${person(uid)}${old}\n`),
  `${person('dora', `ou=branch,${people}`)}${old}\n`,
  `dn: cn=staff,${groups}\nobjectClass: groupOfNames\ncn: staff\nmember: uid=ann,${people}\n${old}\n`,
  `dn: cn=posix,${groups}\nobjectClass: posixGroup\ncn: posix\ngidNumber: 1\nmemberUid: ann\n${old}\n`,
];

describe.skipIf(slapdMissing() !== undefined).each([
  { name: 'contextCSN', syncprov: true },
  { name: 'modifyTimestamp alone', syncprov: false },
])(`changes by $name (${slapdMissing() ?? 'OpenLDAP'})`, ({ syncprov }) => {
  let server: SlapdServer;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    server = await startSlapd({ ldif: company, syncprov });
  });
  afterEach(() => server?.stop());

  const source = (options: OptionValues = {}) =>
    ldapSource.open(
      {
        url: server.url,
        bindDn: server.adminDn,
        bindPassword: server.adminPassword,
        userBase: people,
        groupBase: groups,
        ...options,
      },
      ['uid', 'mail'],
    );
  const start = async (options: OptionValues = {}) => (await answer(source(options).read(signal))).cursor;
  const delta = (cursor: string, options: OptionValues = {}) => answer(source(options).changes(cursor, signal));
  const change = (dn: string, lines: string) => server.modify(`dn: ${dn}\nchangetype: modify\n${lines}\n`);

  test('nothing changed', async () => {
    const cursor = await start();
    const { events, present, users } = await delta(cursor);
    if (syncprov) expect(events).toEqual([{ type: 'end', cursor }]);
    else expect(users).toEqual([]);
    if (!syncprov) expect(present.user).toHaveLength(4);
  });

  test('somebody was modified', async () => {
    const cursor = await start();
    await change(`uid=ann,${people}`, 'replace: mail\nmail: new@example.com');
    const changed = await delta(cursor);
    expect(changed.users).toMatchObject([
      { ref: `uid=ann,${people}`, attributes: { uid: 'ann', mail: 'new@example.com' } },
    ]);
    expect(changed.groups).toEqual([]);
    expect(changed.present.user.sort()).toEqual(
      [...['ann', 'bob', 'cleo'].map((uid) => `uid=${uid},${people}`), `uid=dora,ou=branch,${people}`].sort(),
    );
    expect(changed.present.group.sort()).toEqual([`cn=posix,${groups}`, `cn=staff,${groups}`]);
    if (syncprov) expect((await delta(changed.cursor)).events).toHaveLength(1);
    const again = await delta(cursor);
    expect(again.users).toEqual(changed.users);
  });

  test('somebody joined, somebody was deleted', async () => {
    const cursor = await start();
    await server.add(person('eve'));
    await server.delete(`uid=bob,${people}`);
    const { users, present } = await delta(cursor);
    expect(users.map(({ attributes }) => attributes.uid)).toEqual(['eve']);
    expect(present.user).toContain(`uid=eve,${people}`);
    expect(present.user).not.toContain(`uid=bob,${people}`);
  });

  test('only a deletion', async () => {
    const cursor = await start();
    await server.delete(`uid=bob,${people}`);
    const { users, present } = await delta(cursor);
    expect(users).toEqual([]);
    expect(present.user).toHaveLength(3);
  });

  test('deleted and re-created with the same uid: another id under the same reference', async () => {
    const before = (await answer(source().read(signal))).users.find(({ attributes }) => attributes.uid === 'bob');
    const cursor = await start();
    await server.delete(`uid=bob,${people}`);
    await server.add(person('bob'));
    const { users, present } = await delta(cursor);
    expect(users).toMatchObject([{ ref: before?.ref }]);
    expect(users[0]?.sourceId).not.toBe(before?.sourceId);
    expect(present.user).toContain(before?.ref);
  });

  test('renamed: the same id under another reference', async () => {
    const before = (await answer(source().read(signal))).users.find(({ attributes }) => attributes.uid === 'bob');
    const cursor = await start();
    await server.modify(`dn: uid=bob,${people}\nchangetype: modrdn\nnewrdn: uid=robert\ndeleteoldrdn: 1\n`);
    const { users, present } = await delta(cursor);
    expect(users).toMatchObject([{ sourceId: before?.sourceId, ref: `uid=robert,${people}` }]);
    expect(present.user).not.toContain(before?.ref);
  });

  test('a renamed branch gives everybody below it another DN: all must be read', async () => {
    const cursor = await start();
    await server.modify(`dn: ou=branch,${people}\nchangetype: modrdn\nnewrdn: ou=office\ndeleteoldrdn: 1\n`);
    await expect(delta(cursor)).rejects.toMatchObject({ kind: 'cursor-refused' });
  });

  test('moved out of the filter', async () => {
    const options = { userFilter: '(&(objectClass=inetOrgPerson)(mail=*))' };
    const cursor = await start(options);
    await change(`uid=cleo,${people}`, 'delete: mail');
    const { users, present } = await delta(cursor, options);
    expect(users).toEqual([]);
    expect(present.user).not.toContain(`uid=cleo,${people}`);
    expect(present.user).toHaveLength(3);
  });

  test('memberships changed: the whole group with all its members', async () => {
    const cursor = await start();
    await change(`cn=staff,${groups}`, `add: member\nmember: uid=bob,${people}`);
    const changed = await delta(cursor);
    expect(changed.users).toEqual([]);
    expect(changed.groups).toMatchObject([{ name: 'staff', members: [`uid=ann,${people}`, `uid=bob,${people}`] }]);
  });

  test('memberUid: people are present under their uid', async () => {
    const options = { memberAttribute: 'memberUid' };
    const cursor = await start(options);
    await server.delete(`uid=bob,${people}`);
    const { present } = await delta(cursor, options);
    expect(present.user.sort()).toEqual(['ann', 'cleo', 'dora']);
  });

  test('everybody is gone: the listing of those present is empty, and there', async () => {
    const options = { userFilter: '(employeeType=staff)' };
    const cursor = await start(options);
    await server.add(person('eve'));
    const { events } = await delta(cursor, options);
    expect(events).toContainEqual({ type: 'present', kind: 'user', refs: [] });
  });

  test.each([
    ['no cursor', () => 'no cursor'],
    ['a cursor of another source', () => '{"version":1}'],
    ['another version', (cursor: string) => cursor.replace('"version":1', '"version":0')],
    ['a broken time', (cursor: string) => cursor.replace(/"since":"\d+/, '"since":"0)(uid=*')],
  ])('refused: %s', async (_, forge) => {
    const forged = forge(await start());
    await expect(delta(forged)).rejects.toMatchObject({ kind: 'cursor-refused' });
  });

  test('refused: another base', async () => {
    const cursor = await start();
    await expect(delta(cursor, { userBase: suffix })).rejects.toMatchObject({ kind: 'cursor-refused' });
  });

  test('refused: the server went back behind the cursor, as a restored one does', async ({ skip }) => {
    if (!syncprov) skip('there is no contextCSN to compare');
    const cursor = (await start()).replace(/\d{14}\.\d{6}Z#/, '20991231235959.000000Z#');
    await expect(delta(cursor)).rejects.toMatchObject({ kind: 'cursor-refused' });
  });

  test('refused: another server began to write', async ({ skip }) => {
    if (!syncprov) skip('there is no contextCSN to compare');
    const cursor = (await start()).replace(/"csns":\[[^\]]*\]/, '"csns":[]');
    await expect(delta(cursor)).rejects.toMatchObject({ kind: 'cursor-refused' });
  });
});

async function answer(events: AsyncIterable<SourceEvent>) {
  const all = await Array.fromAsync(events);
  const end = all.at(-1);
  if (end?.type !== 'end' || end.cursor === null) throw new Error('no end with a cursor');
  const present = (kind: string) =>
    all.flatMap((event) => (event.type === 'present' && event.kind === kind ? event.refs : []));
  return {
    events: all,
    users: all.flatMap((event) => (event.type === 'users' ? event.records : [])),
    groups: all.flatMap((event) => (event.type === 'groups' ? event.records : [])),
    present: { user: present('user'), group: present('group') },
    cursor: end.cursor,
  };
}
