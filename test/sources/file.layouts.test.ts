import { describe, expect, test } from 'vitest';
import { fileSource } from '../../src/sources/file/index.ts';
import { fileSourceOf, type Read, readWhole } from '../conformance/source/folder.ts';
import { never } from '../conformance/source/listing.ts';

/** Who is in which group, by the names that people know. */
function memberships({ users, groups }: Read): { readonly [group: string]: readonly string[] } {
  const names = new Map([
    ...users.map(({ ref, sourceId }) => [ref, sourceId] as const),
    ...groups.map(({ ref, name }) => [ref, name] as const),
  ]);
  return Object.fromEntries(
    groups.map(({ name, members }) => [name, members.map((ref) => names.get(ref) ?? `? ${ref}`)]),
  );
}

const people = 'id,name\n1,Ada\n2,Bob\n';

describe('layouts', () => {
  test('one file, groups in a column', async () => {
    const csv = 'id,name,groups\n1,Ada,staff; Board\n2,Bob,staff;staff\n3,Cyd,\n';
    const read = await readWhole(await fileSourceOf({ 'people.csv': csv }, {}, 'people.csv'));
    expect(read.users).toHaveLength(3);
    expect(memberships(read)).toEqual({ staff: ['1', '2'], Board: ['1'] });
    expect(read.groups.map(({ sourceId }) => sourceId)).toEqual(['staff', 'board']);
  });

  test('one NDJSON file, groups as a list', async () => {
    const ndjson = '{"id":7,"groups":["staff","board"]}\n\n{"id":"8","groups":"staff"}\n';
    const read = await readWhole(await fileSourceOf({ 'people.jsonl': ndjson }, {}, 'people.jsonl'));
    expect(memberships(read)).toEqual({ staff: ['7', '8'], board: ['7'] });
  });

  test('a folder with users, groups with their members, nested groups', async () => {
    const groups = 'id,name,kind,members\ng1,Staff,team,1;Board\ng2,Board,team,2;g1\n';
    const read = await readWhole(await fileSourceOf({ 'users.csv': people, 'groups.csv': groups }));
    expect(memberships(read)).toEqual({ Staff: ['1', 'Board'], Board: ['2', 'Staff'] });
    expect(read.groups[0]).toMatchObject({ sourceId: 'g1', attributes: { kind: 'team' } });
    expect(read.groups[0]?.attributes).not.toHaveProperty('members');
  });

  test('a folder with pairs, by id or name of the group, in different formats', async () => {
    const files = {
      'users.json': '[{"id":1},{"id":2}]',
      'groups.ndjson': '{"id":"g1","name":"Staff"}\n',
      'members.csv': 'group,member\ng1,1\nstaff,2\nSTAFF,1\n',
    };
    const read = await readWhole(await fileSourceOf(files));
    expect(memberships(read)).toEqual({ Staff: ['1', '2'] });
  });

  test('a folder with pairs and no groups: the pairs name them; the column of the people is not read', async () => {
    const files = { 'users.csv': 'id,groups\n1,other\n', 'members.csv': 'group,member\nStaff,1\nstaff,1\n' };
    const read = await readWhole(await fileSourceOf(files));
    expect(memberships(read)).toEqual({ Staff: ['1'] });
  });

  test('a member that is both a person and a group is the person', async () => {
    const files = { 'users.csv': people, 'groups.csv': 'id,name\n1,One\n', 'members.csv': 'group,member\n1,1\n' };
    const read = await readWhole(await fileSourceOf(files));
    expect(read.groups[0]?.members).toEqual([read.users[0]?.ref]);
    expect(read.groups[0]?.ref).not.toBe(read.users[0]?.ref);
  });
});

describe('options', () => {
  test('id column, groups column, lists, separator and delimiter', async () => {
    const csv = 'no\tuid\tteams\tphones\n7\tada\tx|y\t1 | 2\n';
    const options = {
      idColumn: 'no',
      groupsColumn: 'teams',
      listColumns: ['phones'],
      separator: '|',
      delimiter: '\t',
    };
    const read = await readWhole(await fileSourceOf({ 'users.csv': csv }, options));
    expect(read.users).toEqual([
      { sourceId: '7', ref: '7', attributes: { no: '7', uid: 'ada', teams: ['x', 'y'], phones: ['1', '2'] } },
    ]);
    expect(memberships(read)).toEqual({ x: ['7'], y: ['7'] });
  });

  test('without a column id, the username is the id', async () => {
    const read = await readWhole(await fileSourceOf({ 'users.csv': 'username\nada\n' }));
    expect(read.users.map(({ sourceId }) => sourceId)).toEqual(['ada']);
  });

  test.each([
    [{ path: ' ' }, 'path'],
    [{ path: 'x', separator: ' ' }, 'separator'],
    [{ path: 'x', delimiter: '' }, 'delimiter'],
    [{ path: 'x', delimiter: '"' }, 'delimiter'],
  ])('%j is refused', (options, option) => {
    expect(fileSource.check?.(options).map((problem) => problem.option)).toEqual([option]);
  });
});

describe('the test of a connection', () => {
  const attributes = ['uid', 'mail'];
  const open = async (files: { readonly [name: string]: string }) => {
    const { folder } = await fileSourceOf(files);
    return fileSource.open({ path: folder }, attributes).test(never());
  };

  test('says how the people are read', async () => {
    const checks = await open({ 'users.csv': 'id,uid,mail\n1,ada,a@x.test\n', 'members.csv': 'group,member\ng,1' });
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['Find the files', true],
      ['Read people', true],
      ['Columns of the mapping', true],
      ['Read memberships', true],
    ]);
    expect(checks[1]?.message).toBe('The first 1 can be read; ids: id.');
  });

  test('says which columns are missing', async () => {
    const checks = await open({ 'users.ndjson': '{"id":1}\n' });
    expect(checks.at(-1)).toEqual({
      name: 'Columns of the mapping',
      ok: false,
      message: 'Not in the file: uid, mail.',
    });
  });

  test('says what is wrong in which file, and tries the others', async () => {
    const checks = await open({ 'users.csv': 'name\nAda\n', 'groups.csv': 'id\ng1\n' });
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['Find the files', true],
      ['Read people', false],
      ['Read groups', true],
    ]);
    expect(checks[1]?.message).toContain('has no column id or username; it has name.');
  });
});
