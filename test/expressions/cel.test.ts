import { describe, expect, test } from 'vitest';
import { Failure, isFailure } from '../../src/core/errors.ts';
import { celEngine } from '../../src/expressions/cel.ts';
import { re2Engine } from '../../src/expressions/re2.ts';

const engine = celEngine(re2Engine);

const attributes = JSON.parse(`{
  "mail": "Jo@acme.test", "name": "Jörg Ångström", "n": 5, "f": 1.5, "yes": true, "blank": "", "nothing": null,
  "groups": ["staff", "dev"], "profile": { "city": "Berlin" }, "cost.center": "C1", "__proto__": "p"
}`);

const evaluate = (expression: string) => engine.compile(expression).evaluate({ sourceId: 's1', ref: 's1', attributes });

function failure(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('values', () => {
  test.each<[string, string[]]>([
    ['user.mail', ['Jo@acme.test']],
    ['sourceId', ['s1']],
    ['user.n + 1', ['6']],
    ['user.n == 5', ['true']],
    ['user.f', ['1.5']],
    ['user.yes ? "on" : "off"', ['on']],
    ['user.groups', ['staff', 'dev']],
    ['user.profile.city', ['Berlin']],
    ['user["profile.city"]', ['Berlin']],
    ['user["cost.center"]', ['C1']],
    ['user.__proto__', ['p']],
    ['user.missing', []],
    ['user.constructor', []],
    ['user.nothing', []],
    ['user["missing.city"]', []],
    ['user.missing == null ? "none" : "some"', ['none']],
    ['[user.missing, user.mail, 3]', ['Jo@acme.test', '3']],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['has(user.mail)', 'true'],
    ['has(user.missing)', 'false'],
    ['has(user.nothing)', 'false'],
    ['!has(user.profile.street) && has(user.profile.city)', 'true'],
  ])('a missing attribute is absent for has as well: %s', (expression, expected) => {
    expect(evaluate(expression)).toEqual([expected]);
  });
});

describe('functions', () => {
  test.each<[string, string[]]>([
    ['lower(user.mail)', ['jo@acme.test']],
    ['upper(user.groups)', ['STAFF', 'DEV']],
    ['trim("  v ")', ['v']],
    ['ascii(user.name)', ['Jorg Angstrom']],
    ['slug(user.name)', ['jorg-angstrom']],
    ['lower(user.n)', ['5']],
    ['lower(user.missing)', []],
    ['truncate(user.name, 4)', ['Jörg']],
    ['truncate(user.missing, 4)', []],
    ['rx(user.mail, "@acme\\\\.test$")', ['true']],
    ['rx(user.groups, "^dev$")', ['true']],
    ['rx(user.missing, ".")', ['false']],
    ['rxReplace(user.mail, "^(.)(.)@.*", "$2$1")', ['oJ']],
    ['rxReplace(user.mail, "nowhere", "x")', ['Jo@acme.test']],
    ['firstOf([user.missing, user.blank, user.mail])', ['Jo@acme.test']],
    ['firstOf([user.missing])', []],
    ['user.groups.exists(g, rx(g, "^st")) ? "yes" : "no"', ['yes']],
    ['user.groups.map(g, "g-" + g)', ['g-staff', 'g-dev']],
    ['user.mail.split("@")[0]', ['Jo']],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });
});

describe('refused when saved', () => {
  test.each<[string, string]>([
    ['user.mail +', 'the expression is wrong'],
    ['1 + "a"', 'no such overload: int + string (at "1 + \\"a\\"")'],
    ['uid', 'Unknown variable: uid'],
    ['user.mail.shout()', 'found no matching overload'],
    ['{"a": user.mail}', 'a value of the type map'],
    ['timestamp("2024-01-01T00:00:00Z")', 'a value of the type google.protobuf.Timestamp'],
    ['user.mail.matches("^(a+)+$")', '`matches` is not available'],
    ['user.groups.filter(g, user.groups.exists(h, h == g))', '`exists` stands inside another comprehension'],
    ['user.groups.all(g, [g].map(h, h)[0] == g)', '`map` stands inside another comprehension'],
    ['user.groups.map(g, g + g).map(g, g + g)', '`map` is used on the list of another `map`'],
    ['user.mail.split("").join("ab").split("")', '`split` is used on a joined text'],
    ['cel.bind(a, user.mail, a + a)', '`cel.bind` is not available'],
    ['user', '`user` is used without a constant name'],
    ['user[lower("MAIL")]', '`user` is used without a constant name'],
    ['rx(user.mail, "(?=x)")', 'look-ahead'],
    ['rx(user.mail, "(x")', 'is not a regular expression'],
    ['rx(user.mail, user.name)', 'must be texts in quotes'],
    ['rxReplace(user.mail, "(x)", "$2")', 'the replacement refers to $2'],
    [`"${'x'.repeat(2000)}"`, 'longer than 2000 characters'],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, 'the expression is wrong'],
  ])('%s', (expression, message) => {
    const { kind, sentence } = failure(() => engine.compile(expression));
    expect(kind).toBe('configuration');
    expect(sentence).toContain(message);
  });
});

describe('fails for this record only', () => {
  test.each<[string, string]>([
    ['user.mail + user.missing', 'no such overload: string + null (without a value: missing)'],
    ['user.missing.street', 'No such key: street (without a value: missing)'],
    ['user.profile', 'it gives an object'],
    ['user.mail ? "a" : "b"', "must be bool, got 'string'"],
    ['int(user.mail)', 'cannot convert to int'],
    [`rxReplace(rxReplace(user.name, ".", "$0$0$0$0$0$0$0$0$0$0"), "", "${'x'.repeat(500)}")`, 'a value grew to'],
  ])('%s', (expression, message) => {
    const error = failure(() => evaluate(expression));
    expect(isFailure(error, 'invalid') && error.message).toContain(message);
  });
});

test('the attributes of an expression are found wherever they stand', () => {
  const expression =
    'has(user.a) ? lower(user["b-c"]) : user.d.e.f + [user.g].map(x, x + user.h)[0] + (user.i == "j" ? "k" : "l")';
  expect(engine.compile(expression).attributes).toEqual(['a', 'b-c', 'd', 'g', 'h', 'i']);
});
