import { describe, expect, test } from 'vitest';
import { checkConnector, readConnectorFile } from '../../src/app/config/index.ts';
import { fileWith, types } from './bad-files/types.ts';

const read = (text: string) => readConnectorFile('acme.yaml', text, types);

async function readOne(...lines: readonly string[]) {
  const [config] = await read(fileWith(...lines));
  if (config === undefined) throw new Error('There is no connector.');
  return config;
}

test('a connector with nothing but what it needs has every default', async () => {
  expect(await readOne()).toEqual({
    id: 'acme',
    name: 'acme',
    source: { type: 'file', options: { path: '/srv' } },
    target: { type: 'directory', options: {} },
    provisioning: {
      primaryAttribute: 'source-id',
      mapping: {
        username: { from: 'username' },
        fullName: { firstOf: ['fullName', 'name'] },
        email: { from: 'email' },
        active: { from: 'active' },
        attributes: {},
      },
      onConflict: { action: 'ask' },
    },
    groups: { required: [], include: ['*'], exclude: [], alwaysAssign: [], keepLocal: true, nested: 'flatten' },
    sync: {
      cleanup: { action: 'disable', removeGroups: false, graceDays: 0 },
      schedule: { enabled: false, cron: '0 2 * * *', timeZone: 'UTC', jitterSeconds: 0 },
      fullEveryHours: 24,
    },
    guards: {
      maxDisable: { share: 0.1, count: 5 },
      maxDelete: { share: 0.1, count: 5 },
      maxRename: { share: 0.2, count: 20 },
      maxRelink: { share: 1, count: 0 },
      maxMembershipRemovals: { share: 0.2, count: 50 },
      minListing: 0.5,
      protected: ['admin'],
    },
  });
});

describe('rules and the preset', () => {
  const mappingOf = async (...rules: readonly string[]) =>
    (await readOne('provisioning:', '  attributes:', ...rules.map((rule) => `    ${rule}`))).provisioning.mapping;

  test('a rule takes the place of the one with its name; the others stay', async () => {
    const mapping = await mappingOf('username: { from: uid, steps: [lower, { before: "@" }] }', 'room: roomNumber');
    expect(mapping).toEqual({
      username: { from: 'uid', steps: ['lower', { before: '@' }] },
      fullName: { firstOf: ['fullName', 'name'] },
      email: { from: 'email' },
      active: { from: 'active' },
      attributes: { room: { from: 'roomNumber' } },
    });
  });

  test('a rule without a value takes the one of the preset away', async () => {
    expect(Object.keys(await mappingOf('email:', 'active: ~', 'room:'))).toEqual([
      'username',
      'fullName',
      'attributes',
    ]);
  });

  test.each([
    ['a number', '{ value: 5 }', { value: '5' }],
    ['a truth value', '{ value: true }', { value: 'true' }],
    ['nothing', '{ value: "" }', { value: '' }],
    ['an expression', '{ cel: "user.a + user.b", ifNothing: clear }', { cel: 'user.a + user.b', ifNothing: 'clear' }],
    ['a join', '{ join: [a, b], with: "" }', { join: ['a', 'b'], with: '' }],
    ['a name that looks like a number', '"007"', { from: '007' }],
  ])('a rule may be %s', async (_name, text, rule) => {
    expect((await mappingOf(`x: ${text}`)).attributes).toEqual({ x: rule });
  });

  test('the preset depends on the options', async () => {
    const source = { type: 'ldap', url: 'ldap://h', userBase: 'dc=x', vendor: 'ad' };
    const config = await checkConnector({ id: 'a', source, target: { type: 'directory' } }, types);
    expect(config.provisioning.mapping.username).toEqual({ from: 'sAMAccountName' });
    expect(config.source.options).toEqual({ url: 'ldap://h', userBase: 'dc=x', vendor: 'ad' });
  });
});

describe('short forms', () => {
  test.each([
    ['0', { share: 0, count: 0 }],
    ['7', { share: 0, count: 7 }],
    ['"10%"', { share: 0.1, count: 0 }],
    ['"12.5 %"', { share: 0.125, count: 0 }],
    ['{ share: "10%", atLeast: 3 }', { share: 0.1, count: 3 }],
    ['{ share: 0.3 }', { share: 0.3, count: 0 }],
  ])('a limit of %s', async (text, limit) => {
    expect((await readOne(`guards: { maxDelete: ${text} }`)).guards.maxDelete).toEqual(limit);
  });

  test.each([
    ['"75%"', 0.75],
    ['0.333', 0.333],
    ['0', 0],
  ])('a listing of %s', async (text, share) => {
    expect((await readOne(`guards: { minListing: ${text} }`)).guards.minListing).toBe(share);
  });

  test('clean-up may be its action alone', async () => {
    expect((await readOne('sync: { cleanup: keep }')).sync.cleanup.action).toBe('keep');
  });

  test.each(['username', 'Username', 'USERNAME'])('the primary attribute may be written %s', async (word) => {
    expect((await readOne(`provisioning: { primaryAttribute: ${word} }`)).provisioning.primaryAttribute).toBe(
      'username',
    );
  });

  test('the id of the source is the primary attribute by its own name', async () => {
    expect((await readOne('provisioning: { primaryAttribute: file_ID }')).provisioning.primaryAttribute).toBe(
      'source-id',
    );
  });

  test('cron is kept with one blank between its fields', async () => {
    expect((await readOne('sync: { schedule: { cron: " 0  2 *  * MON-FRI " } }')).sync.schedule.cron).toBe(
      '0 2 * * MON-FRI',
    );
  });
});

test('a section whose lines are all commented out counts as left out', async () => {
  expect(await readOne('groups:', '#  required: [staff]', 'sync:', 'guards:', 'provisioning:')).toEqual(
    await readOne(),
  );
});

test('a rule in the file may refer to another with an alias', async () => {
  const lines = ['provisioning:', '  attributes:', '    email: &mail { from: mail }', '    alias: *mail'];
  expect((await readOne(...lines)).provisioning.mapping.attributes).toEqual({ alias: { from: 'mail' } });
});

test('a JSON file is read as well, tabs included', async () => {
  const connector = { id: 'acme', source: { type: 'file', path: '/srv' }, target: { type: 'directory' } };
  expect(await read(JSON.stringify({ connectors: [connector] }, null, '\t'))).toEqual([await readOne()]);
});

test('windows line ends and a byte order mark do no harm', async () => {
  expect(await read(`\ufeff${fileWith().replaceAll('\n', '\r\n')}`)).toEqual([await readOne()]);
});

test('problems carry their place, for pages that show them', async () => {
  const error = await read(fileWith('name: 5')).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    problems: [
      {
        path: ['connectors', 0, 'name'],
        field: 'connectors[0].name',
        message: 'is a number (5); a text is needed: put it in quotes.',
        line: 5,
        column: 5,
      },
    ],
  });
});

test('JSON without a file is refused without positions', async () => {
  await expect(checkConnector({ id: 'a', source: { type: 'file' }, target: 5 }, types)).rejects.toThrow(
    'source.path: is missing. Give it: File or folder, such as /srv/export.\ntarget: is a number (5); a map of fields is needed',
  );
});
