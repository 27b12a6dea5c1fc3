import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/errors.ts';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { Mapped, MappingRule, MappingRules, Step } from '../../src/core/mapping/rules.ts';
import type { Attributes } from '../../src/core/people.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';

const plain: MappingRules = { username: { from: 'uid' }, attributes: {} };

async function mapped(rules: Partial<MappingRules>, attributes: Attributes): Promise<Mapped> {
  const all = { ...plain, ...rules };
  const mapping = compileMapping(all, await loadMappingEngines(all));
  return mapping.map({ sourceId: 's1', ref: 's1', attributes });
}

/** The value of a custom attribute under one rule; `left out` when the account keeps what it has. */
async function custom(rule: MappingRule, attributes: Attributes): Promise<unknown> {
  const result = await mapped({ attributes: { x: rule } }, { uid: 'jo', ...attributes });
  if (result.outcome !== 'mapped') return result.outcome;
  return Object.hasOwn(result.account.attributes, 'x') ? result.account.attributes.x : 'left out';
}

const refused = (rules: Partial<MappingRules>) => mapped(rules, { uid: 'jo' }).catch((error: unknown) => error);

describe('input', () => {
  test.each<[string, MappingRule, Attributes, unknown]>([
    ['from: one value', { from: 'a' }, { a: 'v' }, 'v'],
    ['from: several values stay a list', { from: 'a' }, { a: ['v', 'w'] }, ['v', 'w']],
    ['from: a list of one is a text', { from: 'a' }, { a: ['v'] }, 'v'],
    ['from: numbers and truth values are texts', { from: 'a' }, { a: [7, true, 1.5] }, ['7', 'true', '1.5']],
    ['from: blank values are none', { from: 'a' }, { a: ['', '  ', 'v'] }, 'v'],
    ['from: null is none', { from: 'a' }, { a: null }, null],
    ['from: an object is JSON', { from: 'a' }, { a: { b: 1 } }, '{"b":1}'],
    ['a dot leads into an object', { from: 'a.b' }, { a: { b: 'v' } }, 'v'],
    ['a dot leads into a list of objects', { from: 'a.b' }, { a: [{ b: 'v' }, { c: 1 }, { b: 'w' }] }, ['v', 'w']],
    ['a name with a dot goes before', { from: 'a.b' }, { 'a.b': 'literal', a: { b: 'v' } }, 'literal'],
    ['a name with a dot inside an object', { from: 'a.b.c' }, { a: { 'b.c': 'v' } }, 'v'],
    ['inherited names are no attributes', { from: 'constructor.name' }, { a: 1 }, null],
    ['firstOf: passes over what is empty', { firstOf: ['a', 'b', 'c'] }, { a: '', b: ['v', 'w'], c: 'x' }, ['v', 'w']],
    ['join: passes over what is missing', { join: ['a', 'b', 'c'], with: ' / ' }, { a: 'v', c: 'w' }, 'v / w'],
    ['join: the first value of each', { join: ['a', 'b'], with: '-' }, { a: ['v', 'x'], b: 'w' }, 'v-w'],
    ['join: nothing without any', { join: ['a', 'b'], with: '-' }, { b: '' }, null],
    ['value: always the same', { value: 'v' }, {}, 'v'],
    ['cel: an expression', { cel: 'lower(user.a) + "!"' }, { a: 'V' }, 'v!'],
    ['cel: a list', { cel: 'user.a.filter(v, v != "x")' }, { a: ['v', 'x', 'w'] }, ['v', 'w']],
    ['cel: nothing', { cel: 'user.missing' }, {}, null],
  ])('%s', async (_name, rule, attributes, expected) => {
    expect(await custom(rule, attributes)).toEqual(expected);
  });
});

describe('steps', () => {
  test.each<[Step, string, string]>([
    ['lower', 'ÄB', 'äb'],
    ['upper', 'äb', 'ÄB'],
    ['trim', '  v ', 'v'],
    ['ascii', 'Jörg Ångström-Łukaß', 'Jorg Angstrom-Lukass'],
    [{ before: '@' }, 'a@b@c', 'a'],
    [{ after: '\\' }, 'X\\Y\\jo', 'jo'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a group in a replacement
    [{ replace: { search: '(\\w+) (?P<last>\\w+)', with: '${last}, $1' } }, 'Jo Berg', 'Berg, Jo'],
    [{ replace: { search: 'a', with: '$$' } }, 'banana', 'b$n$n$'],
    [{ prefix: 'x-' }, 'v', 'x-v'],
    [{ suffix: '-x' }, 'v', 'v-x'],
    [{ truncate: 3 }, 'abcdef', 'abc'],
    [{ truncate: 1 }, '😀b', ''],
  ])('%j', async (step, before, after) => {
    expect(await custom({ from: 'a', steps: [step], ifNothing: 'clear' }, { a: before })).toBe(
      after === '' ? null : after,
    );
  });

  test('run in their order over every value', async () => {
    const rule: MappingRule = { from: 'a', steps: [{ before: '@' }, 'upper', { suffix: '!' }] };
    expect(await custom(rule, { a: ['v@x', 'w@x'] })).toEqual(['V!', 'W!']);
  });

  test.each<[string, MappingRule['ifNothing'], unknown]>([
    ['raw is the default', undefined, ['a@b', 'plain']],
    ['raw: every value as it was', 'raw', ['a@b', 'plain']],
    ['keep: left out', 'keep', 'left out'],
    ['clear', 'clear', null],
    ['filter: the whole person', 'filter', 'filtered'],
  ])('one that does not apply to one value makes the rule give nothing: %s', async (_name, ifNothing, expected) => {
    const rule = { from: 'a', steps: [{ before: '@' }], ...(ifNothing && { ifNothing }) };
    expect(await custom(rule, { a: ['a@b', 'plain'] })).toEqual(expected);
  });

  test('what filtered a person is named', async () => {
    const rules = { attributes: { dept: { join: ['ou', 'l'], with: '/', ifNothing: 'filter' } } } as const;
    expect(await mapped(rules, { uid: 'jo' })).toEqual({
      outcome: 'filtered',
      attribute: 'dept',
      message: 'is left out: the rule of dept (join of ou and l) gives nothing',
    });
  });
});

describe('username', () => {
  test.each<[string, MappingRule, Attributes, string]>([
    ['the first value', { from: 'uid' }, { uid: ['jo', 'jb'] }, 'jo'],
    ['blanks around it are dropped', { from: 'uid' }, { uid: ' jo ' }, 'jo'],
    ['NFC', { from: 'uid' }, { uid: 'jo\u0308rg' }, 'jörg'],
    ['a step that does not apply leaves the raw name', { from: 'uid', steps: [{ before: '@' }] }, { uid: 'jo' }, 'jo'],
    ['only the first value is transformed', { from: 'uid', steps: [{ before: '@' }] }, { uid: ['a@b', 'x'] }, 'a'],
  ])('%s', async (_name, username, attributes, expected) => {
    expect(await mapped({ username }, attributes)).toMatchObject({
      outcome: 'mapped',
      account: { username: expected },
    });
  });

  test.each<[string, MappingRule, Attributes, string]>([
    ['missing', { from: 'uid' }, {}, 'has no username: the attribute uid is missing or empty'],
    [
      'blank',
      { firstOf: ['uid', 'cn'] },
      { uid: ' ' },
      'has no username: the attributes uid and cn are missing or empty',
    ],
    ['no value of an expression', { cel: 'user.uid' }, {}, 'has no username: the expression gives nothing'],
    [
      'control characters',
      { from: 'uid' },
      { uid: 'j\u0007o' },
      'has a username that contains a control character: "j\\u0007o"',
    ],
    [
      'too long',
      { from: 'uid' },
      { uid: 'x'.repeat(256) },
      `has a username that is 256 characters long; at most 255 are possible: "${'x'.repeat(60)}…"`,
    ],
    [
      'an expression that fails',
      { cel: 'user.a + user.b' },
      { a: 'v' },
      'has no username: the expression "user.a + user.b" cannot be evaluated: no such overload: string + null (without a value: b)',
    ],
  ])('fails: %s', async (_name, username, attributes, message) => {
    expect(await mapped({ username }, attributes)).toEqual({ outcome: 'failed', attribute: 'username', message });
  });
});

describe('the other fields', () => {
  const rules = { fullName: { from: 'cn' }, email: { from: 'mail' } };

  test('take the first value, with blanks for control characters', async () => {
    const result = await mapped(rules, { uid: 'jo', cn: ['Jo\u0000\nBerg', 'x'], mail: 'jo@acme.test' });
    expect(result).toMatchObject({ account: { fullName: 'Jo  Berg', email: 'jo@acme.test' } });
  });

  test('are cleared when they are missing', async () => {
    expect(await mapped(rules, { uid: 'jo' })).toMatchObject({ account: { fullName: null, email: null } });
  });

  test('half characters are replaced, so that every store keeps the same text', async () => {
    const result = await mapped(rules, { uid: 'jo', cn: 'a\ud800b' });
    expect(result).toMatchObject({ account: { fullName: 'a\ufffdb' } });
  });

  test.each<[string, Attributes, string]>([
    [
      'fullName',
      { cn: 'x'.repeat(256) },
      'has a value for fullName that is 256 characters long; at most 255 are possible',
    ],
    ['email', { mail: 'x'.repeat(300) }, 'has a value for email that is 300 characters long; at most 255 are possible'],
    [
      'note',
      { note: 'x'.repeat(4001) },
      'has a value for note that is 4001 characters long; at most 4000 are possible',
    ],
  ])('fail rather than cut a value: %s', async (attribute, attributes, message) => {
    const result = await mapped({ ...rules, attributes: { note: { from: 'note' } } }, { uid: 'jo', ...attributes });
    expect(result).toMatchObject({ outcome: 'failed', attribute, message: expect.stringContaining(message) });
  });

  test.each<[unknown, boolean | undefined | 'failed']>([
    [true, true],
    ['TRUE', true],
    ['yes', true],
    [1, true],
    ['Active', true],
    ['enabled', true],
    [false, false],
    ['no', false],
    [0, false],
    ['inactive', false],
    ['disabled', false],
    ['SUSPENDED', false],
    [null, undefined],
    ['', undefined],
    ['perhaps', 'failed'],
    ['constructor', 'failed'],
  ])('active: %j is %j', async (value, expected) => {
    const result = await mapped({ active: { from: 'a' } }, { uid: 'jo', a: value as string });
    if (result.outcome !== 'mapped') expect(result).toMatchObject({ outcome: expected, attribute: 'active' });
    else expect(result.account.active).toBe(expected);
  });
});

describe('what cannot work is refused when it is compiled', () => {
  test.each<[string, Partial<MappingRules>, string]>([
    [
      'unknown step',
      { email: { from: 'a', steps: ['loud' as Step] } },
      'attributes.email: step 1: there is no step "loud"',
    ],
    [
      'empty separator',
      { email: { from: 'a', steps: ['trim', { before: '' }] } },
      'attributes.email: step 2 (before): ',
    ],
    ['truncate to nothing', { email: { from: 'a', steps: [{ truncate: 0 }] } }, 'step 1 (truncate)'],
    [
      'look-ahead',
      { email: { from: 'a', steps: [{ replace: { search: '(?=x)', with: '' } }] } },
      'uses look-ahead or look-behind',
    ],
    [
      'a group that is not there',
      { email: { from: 'a', steps: [{ replace: { search: '(x)', with: '$2' } }] } },
      'the replacement refers to $2',
    ],
    ['a wrong expression', { attributes: { dept: { cel: 'user.' } } }, 'attributes.dept: the expression is wrong'],
    ['username: keep', { username: { from: 'a', ifNothing: 'keep' } }, '"keep" is not possible for username'],
    ['username: clear', { username: { from: 'a', ifNothing: 'clear' } }, '"clear" is not possible for username'],
    ['active: clear', { active: { from: 'a', ifNothing: 'clear' } }, '"clear" is not possible for active'],
  ])('%s', async (_name, rules, message) => {
    const error = await refused(rules);
    expect(isFailure(error, 'configuration') && error.message).toContain(message);
  });
});

test('a mapping says which raw attributes it reads', async () => {
  const rules: MappingRules = {
    username: { cel: 'user.uid != null ? user.uid : user["e-mail"]' },
    fullName: { join: ['givenName', 'sn'], with: ' ' },
    email: { firstOf: ['e-mail', 'profile.mail'] },
    attributes: { dept: { from: 'ou' }, fixed: { value: 'x' } },
  };
  const mapping = compileMapping(rules, await loadMappingEngines(rules));
  expect(mapping.usernameAttributes).toEqual(['uid', 'e-mail']);
  expect(mapping.emailAttributes).toEqual(['e-mail', 'profile.mail']);
  expect(mapping.sourceAttributes).toEqual(['uid', 'e-mail', 'givenName', 'sn', 'profile.mail', 'ou']);
});
