import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure } from '../conformance/failures.ts';
import { fileSourceOf, readWhole } from '../conformance/source/folder.ts';
import { eventsOf, never } from '../conformance/source/listing.ts';

const bom = '\ufeff';
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('odd files that are whole', () => {
  test.each<[string, string, string, unknown]>([
    ['byte-order mark', 'users.csv', `${bom}id,cn\n1,Ada\n`, [{ id: '1', cn: 'Ada' }]],
    ['byte-order mark in JSON', 'users.json', `${bom}[{"id":"1"}]`, [{ id: '1' }]],
    ['byte-order mark in NDJSON', 'users.ndjson', `${bom}{"id":"1"}\n`, [{ id: '1' }]],
    ['CRLF', 'users.csv', 'id,cn\r\n1,Ada\r\n', [{ id: '1', cn: 'Ada' }]],
    [
      'LF, then CRLF',
      'users.csv',
      'id,cn\n1,Ada\r\n2,Bob\n',
      [
        { id: '1', cn: 'Ada' },
        { id: '2', cn: 'Bob' },
      ],
    ],
    [
      'CRLF, then LF',
      'users.csv',
      'id,cn\r\n1,Ada\n2,Bob\r\n',
      [
        { id: '1', cn: 'Ada' },
        { id: '2', cn: 'Bob' },
      ],
    ],
    ['CR only', 'users.csv', 'id,cn\r1,Ada\r', [{ id: '1', cn: 'Ada' }]],
    [
      'line breaks and quotes in quotes',
      'users.csv',
      'id,cn\n1,"A ""x""\r\nB,\nC"\n',
      [{ id: '1', cn: 'A "x"\r\nB,\nC' }],
    ],
    ['blank lines', 'users.csv', '\nid,cn\n\n1,Ada\n\n', [{ id: '1', cn: 'Ada' }]],
    ['an empty cell is no attribute', 'users.csv', 'id,cn,x\n1,,0\n', [{ id: '1', x: '0' }]],
    ['header only', 'users.csv', 'id,cn\n', []],
    ['header only, no line break', 'users.csv', 'id,cn', []],
    ['an empty array', 'users.json', '[]', []],
    ['an empty line', 'users.ndjson', '\n', []],
    [
      'truth values as text',
      'users.csv',
      'id,active\n1,TRUE\n2,no\n',
      [
        { id: '1', active: 'TRUE' },
        { id: '2', active: 'no' },
      ],
    ],
    ['blanks around an id', 'users.csv', 'id\n 1 \n', [{ id: ' 1 ' }]],
    [
      'an array in pieces',
      'users.json',
      ' [ {"id":1,\n"x":"]},{["} ,\n\n {"id":2, "y":"\\\\\\""} ] \n',
      [
        { id: 1, x: ']},{[' },
        { id: 2, y: '\\"' },
      ],
    ],
  ])('%s', async (_name, file, content, expected) => {
    const { users } = await readWhole(await fileSourceOf({ [file]: content }));
    expect(users.map(({ attributes }) => ({ ...attributes }))).toEqual(expected);
  });

  test.each([
    ['users.csv', '__proto__,id,constructor\nevil,1,x\n'],
    ['users.ndjson', '{"__proto__":"evil","id":1,"constructor":"x"}\n'],
    ['users.json', '[{"__proto__":"evil","id":1,"constructor":"x"}]'],
  ])('in %s, __proto__ is a name like any other', async (file, content) => {
    const { users } = await readWhole(await fileSourceOf({ [file]: content }));
    expect(Object.keys(users[0]?.attributes ?? {}).sort()).toEqual(['__proto__', 'constructor', 'id']);
    expect(Object.getPrototypeOf(users[0]?.attributes)).toBeNull();
    expect(Object.hasOwn(Object.prototype, 'evil')).toBe(false);
  });

  test.each(['users.csv', 'users.ndjson', 'users.json'])('a cell of 1 MB in %s', async (file) => {
    const long = 'x'.repeat(1_000_000);
    const content = {
      'users.csv': `id,cn\n1,${long}\n2,Bob\n`,
      'users.ndjson': `{"id":"1","cn":"${long}"}\n{"id":"2"}`,
    };
    const json = `[{"id":"1","cn":"${long}"},{"id":"2"}]`;
    const { users } = await readWhole(await fileSourceOf({ [file]: content[file as keyof typeof content] ?? json }));
    expect(users.map(({ sourceId }) => sourceId)).toEqual(['1', '2']);
    expect(users[0]?.attributes.cn).toBe(long);
  });

  test.each(['users.csv', 'users.ndjson', 'users.json'])(
    'characters on the seams of what is read at once in %s',
    async (file) => {
      const rows = Array.from({ length: 40_000 }, (_, index) => ({ id: `id-${index}`, cn: `Zoë 名前 😀 ${index}` }));
      const content = {
        'users.csv': `id,cn\n${rows.map(({ id, cn }) => `${id},"${cn}"\n`).join('')}`,
        'users.ndjson': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
        'users.json': JSON.stringify(rows),
      }[file];
      const { users } = await readWhole(await fileSourceOf({ [file]: content ?? '' }));
      expect(users.map(({ attributes }) => ({ ...attributes }))).toEqual(rows);
    },
  );

  test('members that nobody is are told, and wait', async () => {
    const files = {
      'users.csv': 'id\n1\n',
      'groups.csv': 'id,name\ng1,Staff\n',
      'members.csv': 'group,member\ng1,1\ng1,ghost\nnone,1\nnone,1\n',
    };
    const { groups, notices } = await readWhole(await fileSourceOf(files));
    expect(groups.map(({ name, members }) => [name, members])).toEqual([['Staff', ['1', 'ghost']]]);
    expect(notices).toEqual([
      expect.stringMatching(/^1 groups .* such as "none"/),
      expect.stringMatching(/^1 members .* such as "ghost"/),
    ]);
  });

  test('a CSV file that ends within a line is told: its last value may be cut', async () => {
    const { users, notices } = await readWhole(await fileSourceOf({ 'users.csv': 'id,mail\n1,ada@acme.te' }));
    expect(users).toHaveLength(1);
    expect(notices).toEqual([expect.stringContaining('users.csv does not end with a line break.')]);
  });
});

describe('what proves nothing is incomplete, with the line', () => {
  test.each<[string, string, string | Uint8Array, string]>([
    ['0 bytes', 'users.csv', '', 'is empty (0 bytes)'],
    ['0 bytes', 'users.ndjson', '', 'is empty (0 bytes)'],
    ['0 bytes', 'users.json', '', 'is empty (0 bytes)'],
    ['nothing but a byte-order mark', 'users.csv', bom, 'there is no header'],
    ['nothing but blank lines', 'users.csv', '\n\n', 'there is no header'],
    ['a ragged row', 'users.csv', 'id,cn\n1,Ada\n2\n', 'line 3: the row has more or fewer columns'],
    ['a row with too many cells', 'users.csv', 'id,cn\n1,Ada,x\n', 'line 2: the row has more or fewer columns'],
    ['cut in the middle of a row', 'users.csv', 'id,cn,mail\n1,Ada,a@x\n2,Bo', 'line 3: the row has more or fewer'],
    ['cut in quotes', 'users.csv', 'id,cn\n1,"Ada', 'a quote is opened and never closed'],
    ['text after a quote', 'users.csv', 'id,cn\n1,"Ada" x\n', 'line 2: there is text after a closing quote'],
    ['a column twice', 'users.csv', 'id,cn,cn\n', 'two columns have the name "cn"'],
    ['a column without a name', 'users.csv', 'id,,cn\n', 'column 2 has no name'],
    ['an id twice', 'users.csv', 'id,cn\n1,Ada\n2,Bob\n1,Cyd\n', 'line 4: the id "1" is that of line 2 already'],
    ['an id twice', 'users.ndjson', '{"id":1}\n{"id":"1"}\n', 'line 2: the id "1" is that of line 1 already'],
    ['no id', 'users.csv', 'id,cn\n1,Ada\n ,Bob\n', 'line 3: the person has no id'],
    ['no column of ids', 'users.csv', 'cn\nAda\n', 'has no column id or username; it has cn'],
    ['an object as id', 'users.ndjson', '{"id":{}}\n', 'some people have an id and some have none'],
    [
      'some without an id',
      'users.ndjson',
      '{"username":"a"}\n{"id":2,"username":"b"}\n',
      'line 2: some people have an id',
    ],
    [
      'an id that lost its digits',
      'users.ndjson',
      '{"id":12345678901234567890}\n',
      'is no whole number of up to 15 digits',
    ],
    ['a control character in an id', 'users.ndjson', '{"id":"a\\u0000b"}\n', 'contains a control character'],
    [
      'half a character in an id',
      'users.ndjson',
      '{"id":"a\\ud800"}\n',
      'contains a control character or half a character',
    ],
    ['a very long id', 'users.csv', `id\n${'x'.repeat(501)}\n`, 'is 501 characters long'],
    ['not UTF-8', 'users.csv', Buffer.from('id,cn\n1,Ada\n2,Zo\xeb\n', 'latin1'), 'line 3: the text is not UTF-8'],
    ['UTF-16', 'users.csv', Buffer.from(`${bom}id,cn\n`, 'utf16le'), 'the text is not UTF-8'],
    ['half a character at the end', 'users.csv', Buffer.from('id,cn\n1,Zoë').subarray(0, -1), 'the text is not UTF-8'],
    ['cut in the middle of an object', 'users.ndjson', '{"id":1}\n{"id":2,"cn":"Bo', 'line 2: not a JSON value'],
    ['an array on a line', 'users.ndjson', '[1]\n', 'line 1: is not a JSON object'],
    ['deep', 'users.ndjson', `{"id":1,"x":${deep(40)}}\n`, 'line 1: is nested more than 32 levels deep'],
    ['very deep', 'users.json', `[{"id":1,"x":${deep(100_000)}}]`, 'is nested more than 32 levels deep'],
    ['an array cut in the middle', 'users.json', '[{"id":1},{"id":2', 'users.json'],
    ['an array cut between two', 'users.json', '[{"id":1},', 'users.json'],
    ['an array that is not closed', 'users.json', '[{"id":1}', 'users.json'],
    ['something after the array', 'users.json', '[{"id":1}] x', 'users.json'],
    ['no comma', 'users.json', '[{"id":1} {"id":2}]', 'users.json'],
    ['a comma too many', 'users.json', '[{"id":1},]', 'users.json'],
    ['no array', 'users.json', '{"id":1}', 'users.json'],
    ['no objects', 'users.json', '[1]', 'is not a JSON object'],
  ])('%s (%s)', async (_name, file, content, message) => {
    const source = await fileSourceOf({ [file]: content });
    const failure = await expectFailure('incomplete', () => eventsOf(source.read(never())));
    expect(failure.message).toContain(message);
    expect(failure.message).toContain(join(source.folder, file));
  });

  test.each<[string, { readonly [name: string]: string }, string]>([
    ['a group twice', { 'groups.csv': 'id\ng\ng\n' }, 'has the group g twice'],
    ['a group without a name', { 'groups.csv': 'id,name,x\n,,1\n' }, 'line 2: the group has neither id nor name'],
    ['an empty file of groups', { 'groups.csv': '' }, 'groups.csv is empty'],
    ['a pair without a member', { 'members.csv': 'group,member\ng,\n' }, 'line 2: the membership has no member'],
    [
      'a name of two groups',
      { 'groups.csv': 'id,name\n1,A\n2,a\n', 'members.csv': 'group,member\nA,1\n' },
      'two groups have this name',
    ],
    ['two files of people', { 'users.ndjson': '{"id":1}\n' }, 'has users.csv and users.ndjson'],
  ])('%s', async (_name, files, message) => {
    const source = await fileSourceOf({ 'users.csv': 'id\n1\n', ...files });
    const failure = await expectFailure('incomplete', () => eventsOf(source.read(never())));
    expect(failure.message).toContain(message);
  });

  test.each<[string, (path: string) => Promise<void>]>([
    ['is written to', (path) => writeFile(path, 'id\n1\n2\n')],
    ['is cut', (path) => writeFile(path, 'id\n')],
    [
      'is replaced',
      async (path) => {
        await writeFile(`${path}.new`, 'id\n1\n');
        await rename(`${path}.new`, path);
      },
    ],
  ])('a file that %s while it is read', async (_name, edit) => {
    const source = await fileSourceOf({ 'users.csv': 'id\n1\n' });
    const failure = await expectFailure('incomplete', async () => {
      for await (const { type } of source.read(never()))
        if (type === 'users') await edit(join(source.folder, 'users.csv'));
    });
    expect(failure.sentence).toContain('changed while it was read');
  });
});

describe('what cannot be read', () => {
  test('a path that leads nowhere', async () => {
    const source = await fileSourceOf({}, {}, 'nothing.csv');
    await expectFailure('transient', () => eventsOf(source.read(never())));
  });

  test('a folder without people', async () => {
    const source = await fileSourceOf({ 'groups.csv': 'id\n' });
    await expectFailure('transient', () => eventsOf(source.read(never())));
  });

  test.each(['people.xlsx', 'people'])('an unknown format: %s', async (name) => {
    const source = await fileSourceOf({ [name]: 'id\n1\n' }, {}, name);
    await expectFailure('configuration', () => eventsOf(source.read(never())));
  });

  test('a device', async () => {
    const { open } = (await import('../../src/sources/file/index.ts')).fileSource;
    const failure = await expectFailure('configuration', () => eventsOf(open({ path: '/dev/null' }, []).read(never())));
    expect(failure.message).toContain('/dev/null');
  });
});
