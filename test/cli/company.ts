import type { TestProgram } from '../harness/program.ts';

/** One row of an export; what is left out is empty. */
export interface Row {
  readonly id: string;
  readonly username?: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly groups?: string;
}

/** `count` people with a group or two. `version` changes each of them, and who is in which team. */
export function people(count: number, version = 1): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `id${i}`,
    username: `person${i}`,
    fullName: `Person ${i}, version ${version}`,
    email: `person${i}@v${version}.test`,
    groups: `staff;team${(i + version) % 20}`,
  }));
}

const columns = ['id', 'username', 'fullName', 'email', 'groups'] as const;

export function csv(rows: readonly Row[]): string {
  const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
  return `${[columns.join(','), ...rows.map((row) => columns.map((name) => quoted(row[name])).join(','))].join('\n')}\n`;
}

/** A connector `acme` from a CSV file into the directory `main`. `more`: lines of the connector, not indented. */
export async function fileConnector(program: TestProgram, rows: readonly Row[], more: readonly string[] = []) {
  const path = await program.write('people.csv', csv(rows));
  const file = await program.write(
    'acme.yaml',
    [
      'connectors:',
      '  - id: acme',
      `    source: { type: file, path: ${JSON.stringify(path)} }`,
      '    target: { type: directory }',
      ...more.map((line) => `    ${line}`),
      '',
    ].join('\n'),
  );
  await program.ok(['connector', 'apply', '-f', file]);
  return { file, export: (now: readonly Row[]) => program.write('people.csv', csv(now)) };
}

/** The directory as anybody can look at it, without the keys, which are random. */
export async function directoryOf(program: TestProgram): Promise<Directory> {
  const [users, groups, members] = await Promise.all(
    ['users', 'groups', 'members'].map((what) => program.ok(['directory', what])),
  );
  return {
    users: (users?.lines<DirectoryUser & { key: string }>() ?? []).map(({ key: _key, ...user }) => user),
    groups: groups?.lines() ?? [],
    members: members?.lines<{ group: string; username: string }>() ?? [],
  };
}

export interface DirectoryUser {
  readonly number: number;
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly active: boolean;
  readonly sourceId: string | null;
}

export interface Directory {
  readonly users: readonly DirectoryUser[];
  readonly groups: readonly unknown[];
  readonly members: readonly { readonly group: string; readonly username: string }[];
}

/** What `sync --json` prints. */
export interface RunDocument {
  readonly run: string;
  readonly status: string;
  readonly kind: string;
  readonly counts: { readonly [name: string]: number };
  readonly messages: readonly string[];
}

/** What `run results` prints of one person. */
export interface ResultLine {
  readonly status: string;
  readonly message: string;
  readonly ATTR_ID: string;
  readonly ATTR_NAME: string | null;
  readonly account: number | null;
  readonly situation: string | null;
  readonly inputUser: { readonly [name: string]: unknown } | null;
}

/** A test with a program of its own, which is taken away whatever happens. */
export async function withProgram(
  create: () => Promise<TestProgram>,
  work: (program: TestProgram) => Promise<void>,
): Promise<void> {
  const program = await create();
  try {
    await work(program);
  } catch (error) {
    // What went wrong says more than what it left behind.
    await program.remove().catch(() => {});
    throw error;
  }
  await program.remove();
}
