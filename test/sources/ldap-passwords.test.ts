import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { BerReader, BerWriter } from 'ldapts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import type { Source } from '../../src/core/ports/source.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';
import { type SlapdServer, slapdMissing, startSlapd } from '../fakes/slapd.ts';

const suffix = 'dc=example,dc=com';
const never = new AbortController().signal;
const secret = 'Correct horse 42';

const open = (options: OptionValues) => ldapSource.open({ userBase: `ou=people,${suffix}`, ...options }, ['uid']);

const policy = (name: string, ...lines: string[]) =>
  [`dn: cn=${name},${suffix}`, 'objectClass: device', 'objectClass: pwdPolicy', `cn: ${name}`, ...lines, '', ''].join(
    '\n',
  );

const person = (rdn: string, ...lines: string[]) =>
  [
    `dn: ${rdn},ou=people,${suffix}`,
    'objectClass: inetOrgPerson',
    'sn: x',
    `userPassword: ${secret}`,
    ...lines,
    '',
    '',
  ].join('\n');

const company = [
  `dn: ${suffix}\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n\n`,
  `dn: ou=people,${suffix}\nobjectClass: organizationalUnit\nou: people\n\n`,
  policy('standard', 'pwdAttribute: userPassword', 'pwdLockout: TRUE', 'pwdMaxFailure: 3', 'pwdMustChange: TRUE'),
  policy('short', 'pwdAttribute: userPassword', 'pwdMaxAge: 1', 'pwdGraceAuthNLimit: 0'),
  person('uid=ada', 'cn: Ada'),
  person('cn=Doe\\, Jane+uid=jane', 'cn: Doe, Jane'),
  person('cn=\\C3\\84nne \\"x\\"\\2Bcie', `cn:: ${Buffer.from('Änne "x"+cie').toString('base64')}`, 'uid: aenne'),
  person('uid=locked', 'cn: Locked', 'pwdAccountLockedTime: 000001010000Z'),
  person('uid=reset', 'cn: Reset', 'pwdReset: TRUE'),
  person('uid=expired', 'cn: Expired', `pwdPolicySubentry: cn=short,${suffix}`, 'pwdChangedTime: 20200101000000Z'),
  person('uid=hidden', 'cn: Hidden', 'employeeType: robot'),
];

describe.skipIf(slapdMissing() !== undefined)(`passwords of OpenLDAP (${slapdMissing() ?? 'installed'})`, () => {
  let server: SlapdServer;
  const sources: Source[] = [];
  const admin = (): OptionValues => ({ url: server.url, bindDn: server.adminDn, bindPassword: server.adminPassword });
  const opened = (options: OptionValues = {}) => {
    const source = open({ ...admin(), ...options });
    sources.push(source);
    return source;
  };

  beforeAll(async () => {
    server = await startSlapd({
      tls: true,
      ldif: company,
      modules: ['ppolicy'],
      global: ['allow bind_anon_cred'],
      config: ['overlay ppolicy', `ppolicy_default cn=standard,${suffix}`, 'ppolicy_use_lockout'],
    });
  });
  afterAll(() => server?.stop());
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.close();
  });

  async function idOf(uid: string): Promise<string> {
    const [found] = await opened().find({ value: uid, sourceId: false, attributes: ['uid'] }, never);
    return found?.record.sourceId ?? '';
  }

  const check = async (uid: string, password = secret, options: OptionValues = {}) =>
    opened(options).authenticate(await idOf(uid), password, never);

  test('a server that lets an empty password in as anonymous does not let anybody in here', async () => {
    expect(await check('ada', '')).toBe('wrong');
    expect(await check('ada')).toBe('right');
  });

  test.each(['jane', 'aenne'])('a DN with special characters (%s) can be logged in as', async (uid) => {
    expect([await check(uid), await check(uid, 'other')]).toEqual(['right', 'wrong']);
  });

  test('a locked account is told from a wrong password', async () => {
    expect(await check('locked')).toBe('locked');
  });

  test('a password that expired, or was reset and must be changed, is told from a right and a wrong one', async () => {
    expect([await check('expired'), await check('expired', 'other')]).toEqual(['expired', 'wrong']);
    expect([await check('reset'), await check('reset', 'other')]).toEqual(['expired', 'wrong']);
  });

  test('each check is one attempt at the server, which locks after its own number of them', async () => {
    const verdicts: string[] = [];
    for (const password of ['a', 'b', 'c', secret]) verdicts.push(await check('hidden', password));
    expect(verdicts).toEqual(['wrong', 'wrong', 'wrong', 'locked']);
  });

  test('whom the filter leaves out is nobody', async () => {
    const id = await idOf('ada');
    const source = opened({ userFilter: '(employeeType=robot)' });
    expect(await source.authenticate(id, secret, never)).toBe('not-found');
  });

  test('passwords go through TLS where the source has it, and nowhere when it fails', async () => {
    const { ldapsUrl, caFile } = server;
    expect(await check('ada', secret, { startTls: true, caFile })).toBe('right');
    expect(await check('ada', secret, { url: ldapsUrl, caFile })).toBe('right');
    await expect(check('ada', secret, { url: ldapsUrl })).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(check('ada', secret, { startTls: true })).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the account of the service is refused: a failure, and no verdict about the person', async () => {
    await expect(check('ada', secret, { bindPassword: 'other' })).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('a source that is closed meanwhile fails, and can be used again', async () => {
    const id = await idOf('ada');
    const source = opened();
    const asked = source.authenticate(id, secret, never);
    await source.close();
    await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await source.authenticate(id, secret, never)).toBe('right');
  });
});

const id = '6c4f8a52-0000-4000-8000-000000000001';
const dn = `uid=ada,ou=people,${suffix}`;

describe('what servers say to a bind', () => {
  const sockets = new Set<Socket>();
  /** The binds that came, as DN and password. */
  const binds: (readonly [string, string])[] = [];
  let listener: Server;

  beforeEach(() => {
    binds.length = 0;
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    listener?.close();
  });

  /** A server that knows Ada, and answers her bind as it is told; undefined: never. */
  async function listen(answer: Bind | undefined): Promise<OptionValues> {
    listener = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', (data: Buffer) => {
        const { id: message, operation, bind } = requestIn(data);
        if (operation === searchRequest) {
          socket.write(Buffer.concat([entry(message, dn), result(message, searchDone, { code: 0 })]));
        } else if (bind !== undefined) {
          binds.push(bind);
          if (bind[0] !== dn) socket.write(result(message, bindResponse, { code: 0 }));
          else if (answer !== undefined) socket.write(result(message, bindResponse, answer));
        }
      });
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const url = `ldap://127.0.0.1:${port}`;
    return { url, bindDn: 'cn=reader', bindPassword: 'reader-secret', timeoutSeconds: 0.2 };
  }

  const windows = (code: string) =>
    `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${code}, v3839\0`;

  test.each<[string, Bind, string]>([
    ['success', { code: 0 }, 'right'],
    ['success, with grace logins left', { code: 0, graceLeft: 2 }, 'right'],
    ['success, but the password must be changed', { code: 0, policy: 2 }, 'expired'],
    ['invalid credentials', { code: 49 }, 'wrong'],
    ['invalid credentials, expired by policy', { code: 49, policy: 0 }, 'expired'],
    ['invalid credentials, locked by policy', { code: 49, policy: 1 }, 'locked'],
    ['invalid credentials, with an error of the policy that there is not', { code: 49, policy: 99 }, 'wrong'],
    ['389 Directory Server: expired', { code: 49, text: 'password expired!' }, 'expired'],
    ['389 Directory Server: too many attempts', { code: 19, text: 'Exceed password retry limit.' }, 'locked'],
    [
      '389 Directory Server: inactivated',
      { code: 53, text: 'Account inactivated. Contact system administrator.' },
      'locked',
    ],
    ['no password on the entry', { code: 48 }, 'wrong'],
    ['the entry is gone', { code: 32 }, 'not-found'],
    ['Active Directory: wrong', { code: 49, text: windows('52e') }, 'wrong'],
    ['Active Directory: expired', { code: 49, text: windows('532') }, 'expired'],
    ['Active Directory: must change', { code: 49, text: windows('773') }, 'expired'],
    ['Active Directory: disabled', { code: 49, text: windows('533') }, 'locked'],
    ['Active Directory: not at this hour', { code: 49, text: windows('530') }, 'locked'],
    ['Active Directory: account expired', { code: 49, text: windows('701') }, 'locked'],
    ['Active Directory: locked out', { code: 49, text: windows('775') }, 'locked'],
    ['a code of Windows that is not known', { code: 49, text: windows('5ff') }, 'wrong'],
    ['words that only look alike', { code: 49, text: 'no password expired here, data of 532' }, 'wrong'],
  ])('%s', async (_name, answer, verdict) => {
    const source = open(await listen(answer));
    expect(await source.authenticate(id, secret, never)).toBe(verdict);
    expect(binds).toEqual([
      ['cn=reader', 'reader-secret'],
      [dn, secret],
    ]);
  });

  test.each([
    [1, 'transient'],
    [7, 'unauthorized'],
    [8, 'unauthorized'],
    [13, 'unauthorized'],
    [51, 'transient'],
    [52, 'transient'],
    [53, 'unauthorized'],
    [80, 'transient'],
    [4242, 'transient'],
  ])('result code %i is no verdict but %s, and quotes nothing', async (code, kind) => {
    const source = open(await listen({ code, text: `bad password ${secret} of ${dn}` }));
    const failure = await source.authenticate(id, secret, never).then(
      () => Promise.reject(new Error('it did not fail')),
      (error) => error,
    );
    expect(failure).toMatchObject({ name: 'Failure', kind });
    const told = `${failure.sentence} ${failure.stack} ${failure.cause?.stack}`;
    for (const hidden of [secret, 'bad password', 'bindPassword']) expect(told).not.toContain(hidden);
  });

  test('a server that never answers the bind ends in a failure', async () => {
    const source = open(await listen(undefined));
    await expect(source.authenticate(id, secret, never)).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('did not answer for 0.2 s'),
    });
  });

  test('an empty password reaches no server', async () => {
    const source = open(await listen({ code: 0 }));
    for (const none of ['', '\0', `${secret}\0`]) expect(await source.authenticate(id, none, never)).toBe('wrong');
    expect(binds).toEqual([]);
  });
});

const searchRequest = 0x63;
const searchDone = 0x65;
const bindRequest = 0x60;
const bindResponse = 0x61;

/** What a request asks (RFC 4511, 4.1.1 and 4.2). */
function requestIn(data: Buffer): { id: number; operation: number; bind: readonly [string, string] | undefined } {
  const reader = new BerReader(data);
  reader.readSequence();
  const message = reader.readInt() ?? 0;
  const operation = reader.peek() ?? 0;
  if (operation !== bindRequest) return { id: message, operation, bind: undefined };
  reader.readSequence(bindRequest);
  reader.readInt();
  return { id: message, operation, bind: [reader.readString() ?? '', reader.readString(0x80) ?? ''] };
}

/** How a server answers a bind: with what, and with which password policy control. */
interface Bind {
  readonly code: number;
  readonly text?: string;
  readonly policy?: number;
  readonly graceLeft?: number;
}

function result(messageId: number, operation: number, { code, text = '', policy: error, graceLeft }: Bind): Buffer {
  return message(messageId, (writer) => {
    writer.startSequence(operation);
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString(text);
    writer.endSequence();
    if (error === undefined && graceLeft === undefined) return;
    const value = new BerWriter();
    value.startSequence();
    if (graceLeft !== undefined) {
      value.startSequence(0xa0);
      value.writeInt(graceLeft, 0x81);
      value.endSequence();
    }
    if (error !== undefined) value.writeEnumeration(error, 0x81);
    value.endSequence();
    writer.startSequence(0xa0);
    writer.startSequence();
    writer.writeString('1.3.6.1.4.1.42.2.27.8.5.1');
    writer.writeBuffer(value.buffer, 0x04);
    writer.endSequence();
    writer.endSequence();
  });
}

function entry(messageId: number, name: string): Buffer {
  return message(messageId, (writer) => {
    writer.startSequence(0x64);
    writer.writeString(name);
    writer.startSequence();
    writer.endSequence();
    writer.endSequence();
  });
}

function message(messageId: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(messageId);
  write(writer);
  writer.endSequence();
  return writer.buffer;
}
