import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, fileConnector, type ResultLine, type RunDocument } from './company.ts';

const composed = 'jos\u00e9';
const decomposed = 'jose\u0301';
const formula = "=cmd|'/c calc'!A0";

const rows = [
  { id: 'fine', username: 'fine', fullName: 'Fine' },
  { id: 'nameless', fullName: 'No Name' },
  { id: 'blank', username: '   ' },
  { id: 'twin-1', username: 'Twin' },
  { id: 'twin-2', username: 'tWIN' },
  { id: 'nfc', username: composed },
  { id: 'nfd', username: decomposed },
  { id: 'longest', username: 'l'.repeat(255) },
  { id: 'too-long', username: 'x'.repeat(256) },
  { id: 'control', username: 'con\u0007trol' },
  { id: 'line', username: 'two\nlines' },
  { id: '__proto__', username: 'constructor', fullName: '__proto__', groups: '__proto__;toString' },
  { id: 'toString', username: '__proto__', fullName: 'hasOwnProperty' },
  { id: 'formula', username: formula, fullName: '@SUM(1+1)', groups: '=group' },
  { id: "quote'; drop table account; --", username: `o'neill"; drop table run; --` },
  { id: 'turned', username: '\u202eadmin2' },
  { id: 'emoji', username: '👩‍💻', fullName: '👩‍💻' },
  { id: 'protected', username: 'Admin' },
];

describe('people whom nobody would invent, in a file', () => {
  let acme: TestProgram;
  let results: Map<string, ResultLine>;
  const of = (id: string) => results.get(id);

  beforeAll(async () => {
    acme = await TestProgram.onSqlite();
    await fileConnector(acme, rows);
    const finished = await acme.run(['sync', 'acme', '--json']);
    expect(finished.code).toBe(3);
    const { run, counts } = finished.json<RunDocument>();
    expect(counts.result).toBe(rows.length);
    const listed = (await acme.ok(['run', 'results', run, '--format', 'ndjson'])).lines<ResultLine>();
    results = new Map(listed.map((result) => [result.ATTR_ID, result]));
  });
  afterAll(() => acme?.remove());

  test('everybody has one result', () => {
    expect([...results.keys()].toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });

  test.each([
    ['nameless', /has no username/],
    ['blank', /username/],
    ['too-long', /256 characters long; at most 255 are possible/],
    ['control', /contains a control character/],
    ['line', /contains a control character/],
    ['protected', /protected/],
  ])('%s fails, and the message says why', (id, message) => {
    expect(of(id)).toMatchObject({ status: 'FAILED', message: expect.stringMatching(message) });
  });

  test.each([
    ['twin-1', 'twin-2'],
    ['nfc', 'nfd'],
  ])('%s and %s claim one name: both are told, neither gets it', (one, other) => {
    for (const [id, rival] of [
      [one, other],
      [other, one],
    ] as const) {
      const result = of(id);
      expect(result).toMatchObject({ status: 'FAILED', situation: 'duplicate-in-source' });
      expect(JSON.stringify(result)).toContain(rival);
    }
  });

  test('all others are taken as they are', async () => {
    const { users, members } = await directoryOf(acme);
    const failed = new Set([...results.values()].filter(({ status }) => status === 'FAILED').map((r) => r.ATTR_ID));
    const wanted = rows.filter(({ id }) => !failed.has(id));
    expect(wanted.map(({ id }) => id)).toEqual([
      ...['fine', 'longest', '__proto__', 'toString', 'formula', "quote'; drop table account; --", 'turned', 'emoji'],
    ]);
    const pairs = (list: readonly { id: string; name: string }[]) =>
      list.map(({ id, name }) => `${id}: ${name}`).toSorted();
    expect(pairs(users.map(({ sourceId, username }) => ({ id: sourceId ?? '', name: username })))).toEqual(
      pairs(wanted.map(({ id, username = '' }) => ({ id, name: username }))),
    );
    expect(members.filter(({ username }) => username === 'constructor').map(({ group }) => group)).toEqual([
      ...['__proto__', 'toString'],
    ]);
  });

  test('in CSV a formula is a text, in JSON it stays as it is', async () => {
    const calls = [
      ['directory', 'users'],
      ['directory', 'members'],
      ['directory', 'groups'],
      ['run', 'results', 'acme-1'],
    ];
    for (const args of calls) {
      const { stdout } = await acme.ok([...args, '--format', 'csv']);
      const cells = stdout.split(/\r\n|,/);
      expect(cells.filter((cell) => /^"?[=+@]/.test(cell))).toEqual([]);
      expect(stdout).toContain("'=");
    }
    expect(of('formula')).toMatchObject({ ATTR_NAME: formula, inputUser: { username: formula } });
  });

  test('the next run finds nothing new to do', async () => {
    const again = (await acme.run(['sync', 'acme', '--json'])).json<RunDocument>();
    expect(again.counts).toMatchObject({
      added: 0,
      updated: 0,
      disabled: 0,
      membershipsAdded: 0,
      membershipsRemoved: 0,
    });
  });
});
