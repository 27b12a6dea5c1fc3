/** A synthetic company. The same shape gives the same people, always. */
export interface CompanyShape {
  readonly suffix: string;
  readonly people: number;
  readonly groups: number;
  readonly membersPerGroup: number;
}

const givenNames =
  'Anna Björn Chloé David Élodie Fatima Grzegorz Héctor İbrahim Jürgen Katarína Łukasz María Noël Oļģerts Pía Quentin Renée Søren Tomáš Ürün Véronique Wiebke Xenia Yūki Zoë Ольга Ἀλέξανδρος 美咲 민준'.split(
    ' ',
  );
const familyNames =
  'Ågren Brown Čapek Dvořák Eßer Fernández García Håkansson Ivanov Jørgensen Kowalczyk Lindqvist Müller Núñez Özdemir Petrović Quist Rößler Šimek Thørsen Ueda Vaičiūnas Weiß Xu Yıldız Żak O’Neill d’Arc Smith-Jones 渡辺'.split(
    ' ',
  );
const departments = 'Sales Engineering Finance Legal Support Research Facilities Marketing'.split(' ');
const cities = 'Zürich Kraków Lisboa Nantes Göteborg Brno'.split(' ');

/** A chunk holds so many entries. */
const chunkSize = 1000;

/** LDIF in chunks: the suffix entry, ou=people with uid=person0…, ou=groups with cn=group0…. */
export function* peopleLdif({ suffix, people, groups, membersPerGroup }: CompanyShape): Generator<string> {
  const [, dc = 'example'] = /^dc=([^,]+)/.exec(suffix) ?? [];
  yield entry(`dn: ${suffix}`, 'objectClass: dcObject', 'objectClass: organization', `dc: ${dc}`, 'o: Example');
  for (const ou of ['people', 'groups'])
    yield entry(`dn: ou=${ou},${suffix}`, 'objectClass: organizationalUnit', `ou: ${ou}`);
  yield* chunks(people, (i) => person(i, suffix));
  yield* chunks(groups, (g) => {
    const members = new Set<number>();
    for (let m = 0; m < membersPerGroup && people > 0; m += 1) members.add((g * 37 + m * 11) % people);
    const names = [...members].map((i) => `member: uid=person${i},ou=people,${suffix}`);
    if (names.length === 0) names.push('member: ');
    return entry(`dn: cn=group${g},ou=groups,${suffix}`, 'objectClass: groupOfNames', `cn: group${g}`, ...names);
  });
}

function person(i: number, suffix: string): string {
  const given = givenNames[i % givenNames.length] ?? '';
  const family = familyNames[(i * 7 + Math.floor(i / givenNames.length)) % familyNames.length] ?? '';
  return entry(
    `dn: uid=person${i},ou=people,${suffix}`,
    'objectClass: inetOrgPerson',
    `uid: person${i}`,
    text('cn', `${given} ${family}`),
    text('sn', family),
    text('givenName', given),
    `mail: person${i}@example.com`,
    `ou: ${departments[i % departments.length]}`,
    text('l', cities[i % cities.length] ?? ''),
    `employeeNumber: ${100_000 + i}`,
  );
}

function* chunks(count: number, make: (index: number) => string): Generator<string> {
  for (let start = 0; start < count; start += chunkSize) {
    let chunk = '';
    for (let i = start; i < Math.min(count, start + chunkSize); i += 1) chunk += make(i);
    yield chunk;
  }
}

function entry(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n\n`;
}

/** Values beyond ASCII are written in base64 (RFC 2849). */
function text(attribute: string, value: string): string {
  return `${attribute}:: ${Buffer.from(value, 'utf8').toString('base64')}`;
}
