import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programEngines, type TestProgram } from '../harness/program.ts';
import { fileConnector } from './company.ts';

const runKeys = ['run', 'status', 'kind', 'simulated', 'counts', 'messages', 'durationMs'];
const countKeys =
  'result added updated notModified failed deleted filtered disabled enabled renamed relinked conflicts groupsAdded groupsRemoved membershipsAdded membershipsRemoved'.split(
    ' ',
  );
const staff = [
  { id: '1', username: 'ada', fullName: 'Ada Lovelace', email: 'ada@acme.test', groups: 'staff;board' },
  { id: '2', username: 'bob', fullName: 'Bob, "the" Noyce', email: 'bob@acme.test', groups: 'staff' },
];

/** Section 6 of the design: what scripts rely on. */
describe.each(programEngines)('the command line on $name', ({ missing, create }) => {
  let acme: TestProgram;
  let file: string;
  const json = async <T>(...args: string[]) => (await acme.ok([...args, '--json'])).json<T>();
  const text = async (...args: string[]) => (await acme.ok(args)).stdout;

  beforeAll(async () => {
    if (missing !== undefined) return;
    acme = await create();
    ({ file } = await fileConnector(acme, staff, ['name: Acme people']));
  });
  afterAll(() => acme?.remove());

  test.skipIf(missing !== undefined)(`every command${missing === undefined ? '' : ` (${missing})`}`, async () => {
    // A simulation makes the same plan and changes nothing.
    const simulated = await acme.ok(['sync', 'acme', '--simulate', '--json']);
    expect(simulated.json()).toMatchObject({ simulated: true, status: 'succeeded', counts: { added: 2 } });
    expect(await text('plan', 'show', 'acme-1')).toMatch(/create ada .*Nobody has the id or the name\./);
    expect(await text('directory', 'users')).toBe('');

    // sync: one document on standard output, progress on standard error.
    const synced = await acme.ok(['sync', 'acme', '--json']);
    const run = synced.json<Record<string, unknown>>();
    expect(Object.keys(run)).toEqual(runKeys);
    expect(Object.keys(run.counts as object)).toEqual(countKeys);
    expect(run).toMatchObject({ run: 'acme-2', status: 'succeeded', kind: 'full', messages: [] });
    expect(run.counts).toMatchObject({ result: 2, added: 2, groupsAdded: 2, membershipsAdded: 3 });
    expect(synced.stderr).toBe('acme-2: reading\nacme-2: planning\nacme-2: applying\n');

    // The built-in directory.
    const users = (await acme.ok(['directory', 'users'])).lines<Record<string, unknown>>();
    expect(users.map(Object.keys)).toEqual(
      staff.map(() => ['number', 'key', 'username', 'fullName', 'email', 'active', 'sourceId', 'attributes']),
    );
    expect(users[0]).toMatchObject({ username: 'ada', fullName: 'Ada Lovelace', active: true, sourceId: '1' });
    expect(await json('directory', 'users', '--directory', 'main')).toEqual(users);
    expect((await text('directory', 'users', '--format', 'csv')).split('\r\n')).toEqual([
      'number,key,username,fullName,email,active,sourceId,attributes',
      `${users[0]?.number},${users[0]?.key},ada,Ada Lovelace,ada@acme.test,true,1,{}`,
      `${users[1]?.number},${users[1]?.key},bob,"Bob, ""the"" Noyce",bob@acme.test,true,2,{}`,
      '',
    ]);
    const members = [
      { group: 'board', username: 'ada' },
      { group: 'staff', username: 'ada' },
      { group: 'staff', username: 'bob' },
    ];
    expect((await acme.ok(['directory', 'members'])).lines()).toEqual(members);
    expect(await json('directory', 'members')).toEqual(members);
    expect(await text('directory', 'members', '--format', 'csv')).toBe(
      'group,username\r\nboard,ada\r\nstaff,ada\r\nstaff,bob\r\n',
    );
    expect(await json('directory', 'groups')).toMatchObject([
      { name: 'board', members: 1 },
      { name: 'staff', members: 2 },
    ]);

    // The history.
    expect(await json('run', 'list', 'acme')).toMatchObject([{ run: 'acme-2' }, { run: 'acme-1', simulated: true }]);
    expect(await text('run', 'list', 'acme')).toMatch(/^RUN +STARTED +KIND +STATUS .*\nacme-2 .* full +succeeded /);
    expect(await json('run', 'show', 'acme-2')).toMatchObject({ ...run, guards: [], user: null });
    expect(await text('run', 'show', 'acme-2')).toMatch(
      /^Run acme-2 \(full\): succeeded after .*\n {2}started .*read /,
    );
    expect(await json('run', 'results', 'acme-2')).toMatchObject([
      { status: 'ADDED', ATTR_ID: '1', ATTR_NAME: 'ada' },
      {},
    ]);
    expect(await json('plan', 'show', 'acme-2')).toMatchObject({ run: 'acme-2', guards: [], items: { length: 4 } });
    expect(await json('conflict', 'list', 'acme')).toEqual([]);
    expect(await json('explain', 'acme', 'ada')).toMatchObject({ ATTR_NAME: 'ada', status: 'NOT_MODIFIED' });

    // Connectors, and the whole of the installation.
    expect(await json('connector', 'list')).toMatchObject([{ id: 'acme', name: 'Acme people', source: 'file' }]);
    expect(await text('connector', 'list')).toMatch(
      /^ID +NAME .*\nacme +Acme people +file → directory +acme-3 +succeeded$/m,
    );
    expect(await json('connector', 'show', 'acme')).toMatchObject({ connector: { id: 'acme' }, conflicts: 0 });
    expect(await json('connector', 'test', 'acme')).toMatchObject({ id: 'acme', ok: true });
    expect(await text('connector', 'test', 'acme')).toMatch(/^ok +Find the files /);
    expect(await json('doctor')).toMatchObject({ ok: true });
    expect(await text('doctor')).toMatch(/\nNothing is wrong\.\n$/);

    // Applying a file: idempotent; it says what changed; what is exported changes nothing.
    expect(await text('connector', 'apply', '-f', file)).toBe('acme: unchanged\n');
    const renamed = (await readFile(file, 'utf8')).replace('Acme people', 'Acme staff');
    expect(await json('connector', 'apply', '-f', await acme.write('acme.yaml', renamed))).toEqual([
      {
        id: 'acme',
        change: 'changed',
        version: 2,
        changes: [{ field: 'name', before: 'Acme people', after: 'Acme staff' }],
        replacedSecrets: [],
      },
    ]);
    for (const format of [[], ['--json']]) {
      const exported = await text('connector', 'export', ...format);
      const again = await acme.write(join('export', 'connectors.yaml'), exported);
      expect(await text('connector', 'apply', '-f', again)).toBe('acme: unchanged\n');
    }

    // One person, and the end of a connector: its accounts stay.
    expect(await json('sync', 'acme', '--user', 'ada')).toMatchObject({ kind: 'single', counts: { result: 1 } });
    expect(await json('connector', 'delete', 'acme')).toEqual({ id: 'acme', deleted: true });
    expect(await text('connector', 'list')).toMatch(/^There is no connector yet\./);
    expect((await acme.ok(['directory', 'users'])).lines()).toHaveLength(2);
  });
});
