import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSource } from '../../src/sources/file/index.ts';
import { type OpenedSource, PlainCompany, sourceConformance } from '../conformance/source.ts';
import { temporaryFolder } from '../harness/installation.ts';

type Row = { readonly [column: string]: string };

const csvCell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** How rows are written in each format. Even without rows no file is empty. */
const formats: { readonly [extension: string]: (columns: readonly string[], rows: readonly Row[]) => string } = {
  csv: (columns, rows) =>
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
      .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
      .join(''),
  ndjson: (_columns, rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('') || '\n',
  json: (_columns, rows) => JSON.stringify(rows, null, 2),
};

async function open(extension: string): Promise<OpenedSource> {
  const folder = await temporaryFolder();
  const format = formats[extension] ?? (() => '');
  const write = (name: string, columns: readonly string[], rows: readonly Row[]) =>
    writeFile(join(folder.path, `${name}.${extension}`), format(columns, rows));
  const company = new PlainCompany(async (_edit, { users, groups }) => {
    const all = [...groups.values()];
    const pairs = all.flatMap(({ id, members }) => members.map((member) => ({ group: id, member })));
    await write(
      'users',
      ['id', 'uid', 'cn', 'mail'],
      [...users.values()].map((user) => ({ ...user })),
    );
    await write(
      'groups',
      ['id', 'name'],
      all.map(({ id, name }) => ({ id, name })),
    );
    await write('members', ['group', 'member'], pairs);
  });
  await write('users', ['id', 'uid', 'cn', 'mail'], []);
  return {
    source: fileSource.open({ path: folder.path }, ['uid', 'cn', 'mail']),
    company,
    deny: () => rm(join(folder.path, `users.${extension}`)),
    close: folder.remove,
  };
}

for (const extension of Object.keys(formats)) {
  sourceConformance(`file, ${extension.toUpperCase()}`, {
    capabilities: fileSource.capabilities,
    open: () => open(extension),
  });
}
