import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SlapdServer, startSlapd } from '../fakes/slapd.ts';
import { TestProgram } from '../harness/program.ts';
import { type Directory, directoryOf, type RunDocument } from './company.ts';
import { companyLdif, ldapConnector, missingSlapd, onSlapd, suffix, withPassword } from './ldap-company.ts';

const uids = Array.from({ length: 600 }, (_, i) => `person${i}`);
const wrong = 'not-the-password-7f3a';

const reader = (cn: string) =>
  `dn: cn=${cn},${suffix}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: ${cn}\nuserPassword: reader-secret\n\n`;

interface Broken {
  readonly what: string;
  readonly source?: (server: SlapdServer) => { readonly [option: string]: string };
  readonly password?: string;
  readonly code: number;
  /** The cause and the remedy, both in the message of the run. */
  readonly cause: RegExp;
  readonly remedy: RegExp;
}

const table: readonly Broken[] = [
  {
    what: 'nothing listens at the address',
    // Port 1 of the loopback interface: nobody who is not root could listen there, and nobody does.
    source: () => ({ url: 'ldap://127.0.0.1:1', timeoutSeconds: '2' }),
    code: 5,
    cause: /127\.0\.0\.1:1/,
    remedy: /[Cc]heck|[Ss]tart|Is /,
  },
  { what: 'a wrong password', password: wrong, code: 5, cause: /refused the login/, remedy: /bindPassword/ },
  {
    what: 'a base that is not there',
    source: () => ({ userBase: `ou=nowhere,${suffix}` }),
    code: 5,
    cause: /ou=nowhere/,
    remedy: /userBase/,
  },
  {
    what: 'a size limit that cuts the listing off',
    source: () => ({ bindDn: `cn=few,${suffix}` }),
    password: 'reader-secret',
    code: 5,
    cause: /size limit/,
    remedy: /limits/,
  },
  {
    what: 'a certificate from an unknown authority',
    source: ({ ldapsUrl }) => ({ url: ldapsUrl }),
    code: 5,
    cause: /not known here/,
    remedy: /caFile/,
  },
  {
    what: 'the secret of a variable that is not set',
    password: '',
    code: 2,
    cause: /ACME_LDAP_PASSWORD/,
    remedy: /ACME_LDAP_PASSWORD|[Ss]et/,
  },
];

describe.skipIf(missingSlapd !== undefined)(`what can be wrong with a directory server, ${onSlapd}`, () => {
  let server: SlapdServer;
  let acme: TestProgram;
  let intact: Directory;

  beforeAll(async () => {
    server = await startSlapd({
      suffix,
      tls: true,
      ldif: [...companyLdif(uids, { staff: uids.slice(0, 50) }), reader('few'), reader('blind'), reader('short')],
      config: [
        `limits dn.exact="cn=few,${suffix}" size=500`,
        'access to attrs=userPassword by anonymous auth by * none',
        // Who lost the right to read people: the searches succeed, without entries or with few.
        `access to dn.regex="^uid=.*,ou=people,${suffix}$" by dn.exact="cn=blind,${suffix}" none by dn.exact="cn=short,${suffix}" none break by * none break`,
        `access to dn.regex="^uid=person[0-9],ou=people,${suffix}$" by * read`,
        `access to dn.regex="^uid=.*,ou=people,${suffix}$" by dn.exact="cn=short,${suffix}" none by * read`,
        'access to * by * read',
      ],
    });
    acme = await TestProgram.onSqlite();
    await ldapConnector(acme, server);
    await acme.ok(['sync', 'acme'], withPassword(server.adminPassword));
    intact = await directoryOf(acme);
  });
  afterAll(async () => {
    await acme?.remove();
    await server?.stop();
  });

  test.each(table)('$what: exit $code, the cause and the remedy, and nothing is changed', async (broken) => {
    const { source, password = server.adminPassword, code, cause, remedy } = broken;
    await ldapConnector(acme, server, { source: source?.(server) ?? {} });
    const environment = password === '' ? {} : withPassword(password);
    const finished = await acme.run(['sync', 'acme'], environment);
    const told = `${finished.stdout}${finished.stderr}`;
    expect(finished.code).toBe(code);
    expect(told).toMatch(cause);
    expect(told).toMatch(remedy);
    expect(told).not.toMatch(/\n {4}at |Error:/);
    const checks = await acme.run(['connector', 'test', 'acme'], environment);
    expect(checks.code).toBe(code);
    const history = await acme.run(['run', 'list', 'acme', '--json']);
    const everything = `${told}${checks.stdout}${checks.stderr}${history.stdout}`;
    for (const secret of [wrong, server.adminPassword, 'reader-secret']) expect(everything).not.toContain(secret);
    expect(await directoryOf(acme)).toEqual(intact);
  });

  test.each([
    { who: 'blind', listed: 0 },
    { who: 'short', listed: 10 },
  ])(
    'an account that sees $listed of 600 people is not believed: exit 4, nobody is disabled',
    async ({ who, listed }) => {
      await ldapConnector(acme, server, { source: { bindDn: `cn=${who},${suffix}` } });
      for (const mode of [[], ['--full']]) {
        const finished = await acme.run(['sync', 'acme', '--json', ...mode], withPassword('reader-secret'));
        const run = finished.json<RunDocument>();
        expect(finished.code).toBe(4);
        expect(run.status).toBe('awaiting-approval');
        expect(run.messages.join('\n')).toContain(
          `The source listed ${listed} people, but 600 accounts are linked to it`,
        );
        expect(run.messages.join('\n')).toContain('what the account that reads the source may see');
      }
      expect(await directoryOf(acme)).toEqual(intact);
    },
  );

  test('with the right account again, the next run is clean', async () => {
    await ldapConnector(acme, server);
    const finished = await acme.run(['sync', 'acme', '--json'], withPassword(server.adminPassword));
    expect(finished.json()).toMatchObject({ status: 'succeeded', counts: { disabled: 0, updated: 0, added: 0 } });
    expect(await directoryOf(acme)).toEqual(intact);
  });
});
