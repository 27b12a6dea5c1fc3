import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import type { SourceEvent } from '../../src/core/ports/source.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';
import { peopleLdif } from '../fakes/people.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';

const suffix = 'dc=example,dc=com';
const never = new AbortController().signal;

const open = (options: OptionValues) =>
  ldapSource.open({ userBase: `ou=people,${suffix}`, groupBase: `ou=groups,${suffix}`, ...options }, ['uid', 'mail']);
const readAll = (options: OptionValues, signal = never) => Array.fromAsync(open(options).read(signal));

describe.skipIf(slapdMissing() !== undefined)(`what OpenLDAP refuses (${slapdMissing() ?? 'installed'})`, () => {
  let server: SlapdServer;
  const reader = (cn: string) =>
    `dn: cn=${cn},${suffix}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: ${cn}\nuserPassword: secret\n\n`;
  const as = (cn: string): OptionValues => ({ url: server.url, bindDn: `cn=${cn},${suffix}`, bindPassword: 'secret' });

  beforeAll(async () => {
    server = await startSlapd({
      tls: true,
      ldif: [
        ...peopleLdif({ suffix, people: 600, groups: 5, membersPerGroup: 10 }),
        ...['few', 'paged', 'blind'].map(reader),
      ],
      config: [
        `limits dn.exact="cn=few,${suffix}" size=500`,
        `limits dn.exact="cn=paged,${suffix}" size.soft=unlimited size.hard=unlimited size.pr=200 size.prtotal=unlimited`,
        `limits dn.exact="cn=blind,${suffix}" size=unlimited`,
        'access to attrs=userPassword by anonymous auth',
        `access to attrs=entryUUID by dn.exact="cn=blind,${suffix}" none by * read`,
        'access to * by * read',
      ],
    });
  });
  afterAll(() => server?.stop());

  test('a size limit makes the listing incomplete', async () => {
    await expect(readAll(as('few'))).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('size limit'),
      remedy: expect.stringContaining('limits'),
    });
    await expect(readAll({ ...as('few'), pageSize: 100 })).rejects.toMatchObject({ kind: 'incomplete' });
  });

  test('a delta does with small pages where the server refuses large ones', async () => {
    const account = { ...as('paged'), pageSize: 200 };
    const end = (await readAll(account)).at(-1);
    const cursor = end?.type === 'end' ? String(end.cursor) : '';
    await server.add(`dn: uid=late,ou=people,${suffix}\nobjectClass: inetOrgPerson\nuid: late\ncn: late\nsn: late\n`);
    const events = await Array.fromAsync(open(account).changes(cursor, never));
    const present = events.flatMap((event) => (event.type === 'present' && event.kind === 'user' ? event.refs : []));
    expect(new Set(present).size).toBe(601);
    expect(events.at(-1)?.type).toBe('end');
  });

  test('an id that the account may not read', async () => {
    await expect(readAll(as('blind'))).rejects.toMatchObject({
      kind: 'configuration',
      remedy: expect.stringContaining('right to read'),
    });
  });

  test('a wrong password is not repeated in the message', async () => {
    const failing = readAll({ ...as('few'), bindPassword: 'wrong-secret' });
    await expect(failing).rejects.toMatchObject({
      kind: 'unauthorized',
      remedy: expect.stringContaining('bindPassword'),
    });
    await expect(failing).rejects.not.toThrow(/wrong-secret/);
  });

  test.each(['userBase', 'groupBase'])('a %s that does not exist', async (option) => {
    await expect(readAll({ ...admin(server), [option]: `ou=none,${suffix}` })).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining(`(${option})`),
    });
  });

  test('an unknown certificate is refused, an own authority is trusted: ldaps and StartTLS', async () => {
    for (const secured of [{ url: server.ldapsUrl }, { url: server.url, startTls: true }]) {
      const account = { ...admin(server), ...secured };
      await expect(readAll(account)).rejects.toMatchObject({
        kind: 'unauthorized',
        remedy: expect.stringContaining('caFile'),
      });
      expect((await readAll({ ...account, caFile: server.caFile })).at(-1)?.type).toBe('end');
    }
  });

  test('a certificate for another name, or from another authority than the own one, is refused', async () => {
    const other = await startSlapd({ tls: true, certificateNames: 'DNS:ldap.example.com' });
    try {
      for (const [url, caFile, message] of [
        [other.ldapsUrl, other.caFile, 'another name'],
        [server.ldapsUrl, other.caFile, 'not known here'],
      ] as const) {
        await expect(readAll({ ...admin(server), url, caFile })).rejects.toMatchObject({
          kind: 'unauthorized',
          message: expect.stringContaining(message),
        });
      }
    } finally {
      await other.stop();
    }
  });

  test.each([
    ['is missing', undefined],
    ['holds no certificate', 'hello'],
  ])('the file of the authority %s', async (_, content) => {
    const caFile = join(server.caFile, '..', `other-${content ?? 'none'}.pem`);
    if (content !== undefined) writeFileSync(caFile, content);
    await expect(readAll({ ...admin(server), url: server.ldapsUrl, caFile })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('caFile'),
    });
  });

  test('TLS on the plain port', async () => {
    const url = server.url.replace('ldap:', 'ldaps:');
    const { kind } = await failureOf(readAll({ ...admin(server), url, caFile: server.caFile }));
    expect(['transient', 'unauthorized']).toContain(kind);
  });

  test('cancelled in the middle; the source can be used again', async () => {
    const source = open({ ...admin(server), pageSize: 50 });
    const stop = new AbortController();
    const reading = source.read(stop.signal)[Symbol.asyncIterator]();
    expect((await reading.next()).value).toMatchObject({ type: 'users' });
    stop.abort();
    await expect(rest(reading)).rejects.toMatchObject({ kind: 'cancelled' });
    expect((await Array.fromAsync(source.read(never))).at(-1)?.type).toBe('end');
  });

  test('cancelled before it began', async () => {
    for (const call of [
      (source: ReturnType<typeof open>) => Array.fromAsync(source.read(AbortSignal.abort())),
      (source: ReturnType<typeof open>) => source.test(AbortSignal.abort()),
      (source: ReturnType<typeof open>) =>
        source.find({ value: 'person1', sourceId: false, attributes: ['uid'] }, AbortSignal.abort()),
    ]) {
      await expect(call(open(admin(server)))).rejects.toMatchObject({ kind: 'cancelled' });
    }
  });

  test('closing the source ends a reading', async () => {
    const source = open({ ...admin(server), pageSize: 50 });
    const reading = source.read(never)[Symbol.asyncIterator]();
    await reading.next();
    await source.close();
    await source.close();
    await expect(rest(reading)).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe.skipIf(slapdMissing() !== undefined)(`a server that goes away (${slapdMissing() ?? 'installed'})`, () => {
  test('in the middle of a listing: incomplete; afterwards: transient; back again: well', async () => {
    const server = await startSlapd({ ldif: peopleLdif({ suffix, people: 500, groups: 0, membersPerGroup: 0 }) });
    try {
      const source = open({ ...admin(server), pageSize: 10 });
      const reading = source.read(never)[Symbol.asyncIterator]();
      await reading.next();
      await server.kill();
      await expect(rest(reading)).rejects.toMatchObject({ kind: 'incomplete' });
      await expect(Array.fromAsync(source.read(never))).rejects.toMatchObject({
        kind: 'transient',
        message: expect.stringContaining('refuses connections'),
      });
      expect(await source.test(never)).toMatchObject([{ name: 'Connect', ok: false }]);
      await server.restart();
      expect((await Array.fromAsync(source.read(never))).at(-1)?.type).toBe('end');
    } finally {
      await server.stop();
    }
  });
});

function admin({ url, adminDn, adminPassword }: SlapdServer): OptionValues {
  return { url, bindDn: adminDn, bindPassword: adminPassword };
}

async function rest(events: AsyncIterator<SourceEvent>): Promise<void> {
  while ((await events.next()).done !== true);
}

async function failureOf(promise: Promise<unknown>): Promise<{ kind: string; message: string }> {
  return promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );
}
