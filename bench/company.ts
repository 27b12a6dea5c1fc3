import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { peopleLdif } from '../test/fakes/people.ts';
import { type SlapdServer, startSlapd } from '../test/fakes/slapd.ts';

const suffix = 'dc=acme,dc=test';

/** A private slapd with the company; its entries were changed last some time ago, as most of a real company's were. */
export function startProvider(people: number): Promise<SlapdServer> {
  const shape = { suffix, people, groups: Math.ceil(people / 100), membersPerGroup: 200 };
  return startSlapd({ suffix, ldif: aged(peopleLdif(shape)), config: ['sizelimit unlimited'] });
}

function* aged(ldif: Iterable<string>): Generator<string> {
  for (const chunk of ldif)
    yield chunk.replace(/^objectClass: (inetOrgPerson|groupOfNames)$/gm, '$&\nmodifyTimestamp: 20260101000000Z');
}

/** 100 people changed, 10 deleted, 10 created again under the same name; each round touches others. */
export async function changeCompany(server: SlapdServer, round: number): Promise<void> {
  const first = round * 1000;
  const dn = (index: number) => `uid=person${index},ou=people,${suffix}`;
  let ldif = '';
  for (let i = first; i < first + 100; i += 1) {
    ldif += `dn: ${dn(i)}\nchangetype: modify\nreplace: ou\nou: Moved ${round}\n\n`;
  }
  for (let i = first + 100; i < first + 120; i += 1) ldif += `dn: ${dn(i)}\nchangetype: delete\n\n`;
  for (let i = first + 110; i < first + 120; i += 1) {
    ldif += `dn: ${dn(i)}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: person${i}\ncn: Person ${i}\nsn: ${i}\nmail: person${i}@example.com\n\n`;
  }
  await server.modify(ldif);
}

export function ldapConnector(server: SlapdServer): string {
  return `connectors:
  - id: bench
    source:
      type: ldap
      url: ${server.url}
      bindDn: ${server.adminDn}
      bindPassword: { env: BENCH_PASSWORD }
      userBase: ou=people,${suffix}
      groupBase: ou=groups,${suffix}
    target: { type: directory }
    provisioning:
      attributes:
        username: { from: uid, steps: [lower] }
        fullName: cn
        email: mail
        department: ou
`;
}

/** A folder of CSV files with so many people, and one group of 200 for each hundred. */
export async function writeFiles(folder: string, people: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(rows(people), createWriteStream(join(folder, 'users.csv')));
  await pipeline(memberRows(people), createWriteStream(join(folder, 'members.csv')));
}

const chunk = 1000;

function* rows(people: number): Generator<string> {
  yield 'id,username,fullName,email,department\n';
  for (let start = 0; start < people; start += chunk) {
    let text = '';
    for (let i = start; i < Math.min(people, start + chunk); i += 1) {
      const id = `8a5cdd94-6306-4d9e-9d84-${String((i * 7919) % 1_000_000_007).padStart(12, '0')}`;
      text += `${id},person${i},Person Number ${i},person${i}@example.com,Department ${i % 50}\n`;
    }
    yield text;
  }
}

function* memberRows(people: number): Generator<string> {
  yield 'group,member\n';
  for (let group = 0; group < Math.ceil(people / 100); group += 1) {
    let text = '';
    for (let m = 0; m < 200; m += 1) {
      const i = (group * 37 + m * 11) % people;
      text += `group ${group},8a5cdd94-6306-4d9e-9d84-${String((i * 7919) % 1_000_000_007).padStart(12, '0')}\n`;
    }
    yield text;
  }
}

export async function writeFileConnector(file: string, folder: string): Promise<void> {
  const text = `connectors:
  - id: bench
    source: { type: file, path: ${JSON.stringify(folder)} }
    target: { type: directory }
    provisioning: { attributes: { department: department } }
`;
  await writeFile(file, text);
}
