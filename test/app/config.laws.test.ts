import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ConfigurationFailure,
  checkConnector,
  connectorForm,
  diffConnector,
  exportConnectors,
  readConnectorFile,
} from '../../src/app/config/index.ts';
import { nameProblem } from '../../src/core/names.ts';
import { types } from './bad-files/types.ts';

const word = fc.stringMatching(/^[a-zA-Z][\w ./@-]{0,12}[\w]$/);
/** Texts that YAML would take for something else, and others that need care. */
const text = fc
  .oneof(
    word,
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom(
      'null',
      'true',
      '10',
      '~',
      '- a',
      '# b',
      '*x',
      '&x',
      '!x',
      '%',
      'a: b',
      '0x1',
      '.5',
      '"',
      "'",
      '\\',
      ' x ',
      'a\nb',
      '\t',
      'a\r\nb\n',
      '\u0085',
      '\u2028',
      '\ufeff',
      '<<',
      '=',
      '2001-01-01',
      '|',
      '>',
      '{',
      '[',
    ),
  )
  .filter((value) => value.trim() !== '' && !/\p{Cc}/u.test(value.replace(/[\t\n\r\u0085]/g, '')));
const name = text.filter((value) => nameProblem(value) === undefined);
const list = fc.array(name, { maxLength: 3 });

const step = fc.oneof(
  fc.constantFrom('lower', 'upper', 'trim', 'ascii'),
  fc.record({ before: text }),
  fc.record({ after: text }),
  fc.record({ prefix: fc.oneof(text, fc.constant('')) }),
  fc.record({ suffix: text }),
  fc.record({ truncate: fc.integer({ min: 1 }) }),
  fc.record({
    replace: fc.record({ search: fc.constantFrom('[^a-z]', '^(\\w+) (\\w+)$'), with: fc.constantFrom('', '$0', '-') }),
  }),
);
const more = { steps: fc.array(step, { maxLength: 3 }), ifNothing: fc.constantFrom('raw', 'filter') };
const steps = { requiredKeys: [] as [] };
const input = fc.oneof(
  fc.record({ from: text }),
  fc.record({ firstOf: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.record({ join: fc.array(text, { minLength: 1, maxLength: 3 }), with: fc.oneof(text, fc.constant('')) }),
  fc.record({ cel: fc.constantFrom('user.a', 'user.a + "@" + user.b', 'user["x y"]') }),
  fc.record({
    value: fc.oneof(
      text,
      fc.constant(''),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    ),
  }),
);
const rule = fc.oneof(
  text,
  fc.tuple(input, fc.record(more, steps)).map(([one, other]) => ({ ...one, ...other })),
);
const custom = name.filter((value) => !/^(username|fullname|email|active|__proto__)$/i.test(value));

const share = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  fc.integer({ min: 0, max: 1000 }).map((tenths) => `${tenths / 10}%`),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const limit = fc.oneof(
  fc.nat(),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  fc.record({ share, atLeast: fc.nat() }, { requiredKeys: ['share'] }),
);

const part = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const source = fc.oneof(
  fc.record(
    { type: fc.constant('file'), path: text, separator: name, listColumns: list },
    { requiredKeys: ['type', 'path'] },
  ),
  fc.record(
    {
      type: fc.constant('ldap'),
      url: fc.constantFrom('ldap://h', 'ldaps://ldap.acme.test:636'),
      userBase: text,
      bindPassword: fc.oneof(
        fc.record({ env: fc.constant('A_B') }),
        fc.record({ file: name.map((value) => `/${value}`) }),
      ),
      pageSize: fc.integer({ min: 1, max: 1000 }),
      startTls: fc.boolean(),
      vendor: fc.constantFrom('generic', 'ad'),
      attributes: list,
    },
    { requiredKeys: ['type', 'url', 'userBase'] },
  ),
);

/** A connector as somebody might write it: every part may be left out. */
const connector = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
    name,
    source,
    target: fc.record(
      { type: fc.constant('directory'), directory: fc.constantFrom('main', 'a-1') },
      { requiredKeys: ['type'] },
    ),
    provisioning: part({
      primaryAttribute: fc.constant('username'),
      attributes: fc
        .tuple(
          part({ username: rule, fullName: fc.option(rule), email: fc.option(rule), active: fc.option(rule) }),
          fc.dictionary(custom, rule, { maxKeys: 3, noNullPrototype: true }),
        )
        .map(([builtIn, others]) => ({ ...others, ...builtIn })),
    }),
    groups: part({
      required: list,
      include: list,
      exclude: list,
      alwaysAssign: list,
      keepLocal: fc.boolean(),
      nested: fc.constantFrom('flatten', 'keep'),
    }),
    sync: part({
      cleanup: part({
        action: fc.constantFrom('disable', 'delete', 'anonymize', 'keep'),
        removeGroups: fc.boolean(),
        graceDays: fc.integer({ min: 0, max: 3650 }),
      }),
      schedule: part({
        enabled: fc.boolean(),
        cron: fc.constantFrom('0 2 * * *', '*/5 0-6,22 * * MON-FRI', '0 0 1 1 *'),
        timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
        jitterSeconds: fc.integer({ min: 0, max: 3600 }),
      }),
      fullEveryHours: fc.integer({ min: 1, max: 8760 }),
    }),
    guards: part({
      maxDisable: limit,
      maxDelete: limit,
      maxRename: limit,
      maxRelink: limit,
      maxMembershipRemovals: limit,
      minListing: share,
      protected: list,
    }),
  },
  { requiredKeys: ['id', 'source', 'target'] },
);

async function refusedOrChecked(value: unknown): Promise<void> {
  try {
    await checkConnector(value, types);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationFailure);
    expect((error as ConfigurationFailure).problems).not.toHaveLength(0);
  }
}

test('an exported connector, read back, is exactly the same', async () => {
  await fc.assert(
    fc.asyncProperty(connector, async (form) => {
      const config = await checkConnector(form, types);
      const text = await exportConnectors([config], types);
      expect(await readConnectorFile('export.yaml', text, types)).toEqual([config]);
      expect(
        await diffConnector(config, await checkConnector(await connectorForm(config, types), types), types),
      ).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a checked connector survives being stored as JSON', async () => {
  await fc.assert(
    fc.asyncProperty(connector, async (form) => {
      const config = await checkConnector(form, types);
      expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    }),
  );
});

test('any JSON is accepted or refused with its problems', async () => {
  await fc.assert(fc.asyncProperty(fc.jsonValue(), refusedOrChecked), { numRuns: 300 });
});

test('a connector with any JSON in any place is accepted or refused with its problems', async () => {
  await fc.assert(
    fc.asyncProperty(connector, fc.array(fc.nat(), { maxLength: 5 }), fc.jsonValue(), (form, way, value) =>
      refusedOrChecked(replaced(form, way, value)),
    ),
    { numRuns: 1000 },
  );
});

/** The value with another one somewhere in it; the numbers choose the field at each level. */
function replaced(value: unknown, [step, ...way]: readonly number[], by: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const fields = Object.keys(value);
  if (fields.length === 0) return by;
  const chosen = fields[step % fields.length];
  const entries = Object.entries(value).map(([key, inner]) => [key, key === chosen ? replaced(inner, way, by) : inner]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

test('any text is read or refused with its problems', async () => {
  const fragment = fc.constantFrom(
    'connectors:',
    '\n',
    '  ',
    '- ',
    'id: a',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '&a ',
    '*a',
    '!b ',
    '#',
    '|',
    '>',
    ':',
    '\t',
    '---',
    '%',
    'source',
    '\u0000',
    '\ud800',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 30 }), async (fragments) => {
      const read = readConnectorFile('any.yaml', fragments.join(''), types);
      await read.catch((error: unknown) => expect(error).toBeInstanceOf(ConfigurationFailure));
    }),
    { numRuns: 1000 },
  );
});
