import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { fileConnector, people } from './company.ts';

describe('the command line used in a way that there is not: exit 2, and what would be right', () => {
  let acme: TestProgram;

  beforeAll(async () => {
    acme = await TestProgram.onSqlite();
    await fileConnector(acme, people(3));
    await acme.ok(['sync', 'acme']);
  });
  afterAll(() => acme?.remove());

  test.each<[string, string[], RegExp]>([
    ['no command', [], /Usage: user-sync/],
    ['an unknown command', ['snyc'], /unknown command 'snyc'/],
    [
      'an unknown option',
      ['sync', 'acme', '--ful'],
      /unknown option '--ful'\n\(Did you mean --full\?\)\n\(see: user-sync sync --help\)/,
    ],
    ['a missing argument', ['sync'], /missing required argument 'id'/],
    ['a missing file', ['connector', 'apply'], /required option '-f, --file <file>'/],
    ['a format that there is not', ['run', 'results', 'acme-1', '--format', 'xml'], /json, ndjson, csv/],
    ['a status that there is not', ['run', 'results', 'acme-1', '--status', 'bad'], /failed, added/],
    ['--by-username for nobody', ['sync', 'acme', '--by-username'], /'--by-username' needs '--user <ident>'/],
    ['--full for one person', ['sync', 'acme', '--full', '--user', 'x'], /cannot be used with option '--user/],
    ['an unknown connector', ['sync', 'nobody'], /There is no connector "nobody"\.\nThere are: acme\./],
    ['a connector to explain', ['explain', 'nobody', 'x'], /There is no connector "nobody"\./],
    ['an unknown run', ['run', 'show', 'acme-99'], /There is no run "acme-99"\.\n.*user-sync run list ID/],
    ['a run that cannot be one', ['run', 'results', '../x'], /There is no run "\.\.\/x"\./],
    ['a plan of an unknown run', ['plan', 'show', 'acme-99'], /There is no run "acme-99"\./],
    [
      'an unknown directory',
      ['directory', 'users', '--directory', 'x'],
      /There is no directory "x"\.\nThere are: main\./,
    ],
    ['an unknown person', ['sync', 'acme', '--user', 'nobody'], /"nobody" was not found at the source/],
    ['an unknown person to explain', ['explain', 'acme', 'nobody'], /"nobody" was not found at the source/],
    ['a connector file that is not there', ['connector', 'apply', '-f', 'none.yaml'], /none\.yaml.*does not exist/],
    ['a folder for a connector file', ['connector', 'apply', '-f', '.'], /it is a folder/],
  ])('%s', async (_, args, told) => {
    const { code, stdout, stderr } = await acme.run(args);
    const json = await acme.run([...args, '--json']);
    expect(`${stdout}${stderr}`).toMatch(told);
    expect(`${stdout}${stderr}`).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
    expect(json.code).toBe(2);
    expect(json.json()).toBeTypeOf('object');
  });

  test('a bad connector file: file, line, field and what would be right; nothing of it is stored', async () => {
    const bad = await acme.write(
      'bad.yaml',
      'connectors:\n  - id: other\n    source: { type: file, path: /x }\n    target: { type: directory }\n  - id: BAD\n    sorce: {}\n',
    );
    const { code, stderr } = await acme.run(['connector', 'apply', '-f', bad]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml:5:5: connectors\[1\]\.id: /);
    expect(stderr).toMatch(/bad\.yaml:6:5: connectors\[1\]\.sorce: .*did you mean "source"/);
    expect((await acme.ok(['connector', 'list', '--json'])).json()).toMatchObject([{ id: 'acme' }]);
  });

  test.each([
    [['--help'], /connector .*\n[\s\S]*doctor .*\n/],
    [['sync', '--help'], /--by-username +with --user: /],
    [['run', 'results', '--help'], /--status <status>.*\n[\s\S]*choices/],
    [['connector', 'help', 'apply'], /-f, --file <file> /],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ] as const)('%j', async (args, told) => {
    const { code, stdout, stderr } = await acme.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(told);
  });

  test('a secret in the text of a connector is never shown', async () => {
    const secret = 'hunter2-in-the-file';
    const file = await acme.write(
      'ldap.yaml',
      `connectors:\n  - id: ldap\n    source: { type: ldap, url: "ldap://127.0.0.1:1", bindDn: cn=x, bindPassword: ${secret}, userBase: dc=x }\n    target: { type: directory }\n`,
    );
    const said = [await acme.ok(['connector', 'apply', '-f', file])];
    said.push(await acme.run(['sync', 'ldap']));
    const shown = [
      ['connector', 'show', 'ldap'],
      ['connector', 'export'],
      ['run', 'list', 'ldap'],
    ];
    const calls = shown.flatMap((args) => [acme.run(args), acme.run([...args, '--json'])]);
    said.push(...(await Promise.all(calls)));
    for (const { stdout, stderr } of said) expect(`${stdout}${stderr}`).not.toContain(secret);
    const exported = await acme.write('export.yaml', (await acme.ok(['connector', 'export'])).stdout);
    expect((await acme.ok(['connector', 'apply', '-f', exported])).stdout).toMatch(/^ldap: unchanged$/m);
    await acme.ok(['connector', 'delete', 'ldap']);
  });
});
