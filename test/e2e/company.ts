/** A company as a CSV file: people whose ids never change, with names that read like names. */
export interface Employee {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly department: string;
  readonly groups: readonly string[];
  readonly active?: boolean;
}

const given = [
  'Ada',
  'Alan',
  'Barbara',
  'Carla',
  'Dennis',
  'Edsger',
  'Frances',
  'Grace',
  'Hedy',
  'Ivan',
  'Jörg',
  'Ken',
];
const family = [
  'Lovelace',
  'Turing',
  'Liskov',
  'Ruiz',
  'Ritchie',
  'Allen',
  'Hopper',
  'Lamarr',
  'Müller',
  'Johnson',
  'Wu',
];
const departments = ['Research', 'Operations', 'Sales', 'Legal', 'Finance'];

/** As many people as are wanted; the same ones each time. */
export function people(count: number): Employee[] {
  return Array.from({ length: count }, (_, index) => person(index));
}

export function person(index: number): Employee {
  const first = given[index % given.length] ?? '';
  const last = family[Math.floor(index / given.length) % family.length] ?? '';
  const round = Math.floor(index / (given.length * family.length));
  const login = `${first}.${last}${round === 0 ? '' : round + 1}`.toLowerCase().replace('ü', 'ue').replace('ö', 'oe');
  const department = departments[index % departments.length] ?? '';
  return {
    id: `7b${(0x1000 + index * 7).toString(16)}-e4`,
    username: login,
    fullName: `${first} ${last}`,
    email: `${login}@acme.test`,
    department,
    groups: ['staff', department.toLowerCase(), ...(index % 9 === 0 ? ['jira-administrators'] : [])],
  };
}

/** The same people, some of whom were deleted at the provider and created again under new ids. */
export function recreated(company: readonly Employee[], usernames: readonly string[]): Employee[] {
  return company.map((one, index) => {
    return usernames.includes(one.username)
      ? { ...one, id: `2cebde31-4a06-4d06-8793-${String(index).padStart(12, '0')}` }
      : one;
  });
}

export function csv(company: readonly Employee[]): string {
  const rows = company.map(({ id, username, fullName, email, department, groups, active = true }) => {
    return [id, username, fullName, email, department, String(active), groups.join(';')].join(',');
  });
  return `${['id,username,fullName,email,department,active,groups', ...rows].join('\n')}\n`;
}

/** A connector file of one connector that reads this CSV file. */
export function connectorFile(id: string, name: string, path: string, more: readonly string[] = []): string {
  return [
    'connectors:',
    `  - id: ${id}`,
    `    name: ${name}`,
    `    source: { type: file, path: ${JSON.stringify(path)} }`,
    '    target: { type: directory, directory: main }',
    '    provisioning:',
    '      attributes:',
    '        username: { from: username, steps: [lower] }',
    '        department: department',
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n');
}
