import { type SlapdServer, slapdMissing } from '../fakes/slapd.ts';
import type { TestProgram } from '../harness/program.ts';

export const suffix = 'dc=acme,dc=test';

/** For `describe.skipIf` and its title. */
export const missingSlapd = slapdMissing();
export const onSlapd = `on a real slapd${missingSlapd === undefined ? '' : ` (${missingSlapd})`}`;

/** One person as LDIF. A person who is deleted and added again gets another entryUUID. */
export function personLdif(uid: string, name = uid): string {
  return [
    `dn: uid=${uid},ou=people,${suffix}`,
    'objectClass: inetOrgPerson',
    `uid: ${uid}`,
    `cn: ${name}`,
    `sn: ${name}`,
    `mail: ${uid.toLowerCase()}@acme.test`,
    '',
    '',
  ].join('\n');
}

/** The suffix, people, and groups by name with the uids of their members. */
export function companyLdif(
  uids: readonly string[],
  groups: { readonly [name: string]: readonly string[] },
): Iterable<string> {
  const unit = (ou: string) => `dn: ou=${ou},${suffix}\nobjectClass: organizationalUnit\nou: ${ou}\n\n`;
  return [
    `dn: ${suffix}\nobjectClass: dcObject\nobjectClass: organization\ndc: acme\no: Acme\n\n`,
    unit('people'),
    unit('groups'),
    ...uids.map((uid) => personLdif(uid)),
    ...Object.entries(groups).map(([name, members]) => {
      const lines = members.map((uid) => `member: uid=${uid},ou=people,${suffix}\n`).join('');
      return `dn: cn=${name},ou=groups,${suffix}\nobjectClass: groupOfNames\ncn: ${name}\n${lines}\n`;
    }),
  ];
}

export async function recreate(server: SlapdServer, uids: readonly string[]): Promise<void> {
  for (const uid of uids) await server.delete(`uid=${uid},ou=people,${suffix}`);
  await server.add(uids.map((uid) => personLdif(uid)).join(''));
}

export interface LdapConnectorOptions {
  /** Options of the source, as lines of YAML; they replace those of the same name. */
  readonly source?: { readonly [option: string]: string };
  readonly primaryAttribute?: 'ldap_ID' | 'username';
  /** Further lines of the connector, not indented. */
  readonly more?: readonly string[];
}

/** Applies the connector `acme`; `secret` goes into the environment of whoever runs it. */
export async function ldapConnector(
  program: TestProgram,
  { url, adminDn }: Pick<SlapdServer, 'url' | 'adminDn'>,
  options: LdapConnectorOptions = {},
): Promise<string> {
  const source = {
    type: 'ldap',
    url,
    bindDn: adminDn,
    bindPassword: '{ env: ACME_LDAP_PASSWORD }',
    userBase: `ou=people,${suffix}`,
    groupBase: `ou=groups,${suffix}`,
    ...options.source,
  };
  const file = await program.write(
    'acme.yaml',
    [
      'connectors:',
      '  - id: acme',
      '    source:',
      ...Object.entries(source).map(([name, value]) => `      ${name}: ${value}`),
      '    target: { type: directory }',
      '    provisioning:',
      `      primaryAttribute: ${options.primaryAttribute ?? 'ldap_ID'}`,
      '      attributes: { username: { from: uid, steps: [lower] } }',
      ...(options.more ?? []).map((line) => `    ${line}`),
      '',
    ].join('\n'),
  );
  await program.ok(['connector', 'apply', '-f', file]);
  return file;
}

export function withPassword(password: string) {
  return { env: { ACME_LDAP_PASSWORD: password } };
}
