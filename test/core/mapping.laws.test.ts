import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { MappingRule, MappingRules, Step } from '../../src/core/mapping/rules.ts';
import { nameProblem } from '../../src/core/names.ts';
import type { Attributes } from '../../src/core/people.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';

/** Names that mean something to every object. */
const nasty = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'a.b', 'a', 'uid'];
const name = fc.constantFrom(...nasty);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '\u0000', '\ud800', 'x@y'));

const { value } = fc.letrec<{ value: Attributes[string] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    dictionaryOf(tie('value')),
  ),
}));

function dictionaryOf(values: fc.Arbitrary<Attributes[string]>): fc.Arbitrary<Attributes> {
  return fc.array(fc.tuple(name, values), { maxLength: 6 }).map((entries) => {
    const attributes = Object.create(null);
    for (const [key, entry] of entries) attributes[key] = entry;
    return attributes;
  });
}

const step = fc.constantFrom<Step>(
  'lower',
  'upper',
  'trim',
  'ascii',
  { before: '@' },
  { after: '@' },
  { replace: { search: '(a+)+$|x', with: '$1-' } },
  { prefix: 'p' },
  { suffix: 's' },
  { truncate: 2 },
);

const input = fc.oneof(
  name.map((from) => ({ from })),
  fc.array(name, { minLength: 1, maxLength: 3 }).map((firstOf) => ({ firstOf })),
  fc.array(name, { minLength: 1, maxLength: 3 }).map((join) => ({ join, with: '-' })),
  text.map((constant) => ({ value: constant })),
  fc.constantFrom(
    { cel: 'user.a' },
    { cel: 'user["__proto__"]' },
    { cel: 'user.constructor == null ? "none" : lower(user.constructor)' },
    { cel: 'user.a + user.uid' },
    { cel: 'user.a.map(x, upper(x))' },
  ),
);

const rule: fc.Arbitrary<MappingRule> = fc
  .tuple(input, fc.array(step, { maxLength: 3 }), fc.constantFrom('raw', 'filter'))
  .map(([from, steps, ifNothing]) => ({ ...from, steps, ifNothing }) as MappingRule);

const custom = fc.array(fc.tuple(name, rule), { maxLength: 3 }).map((entries) => {
  const rules = Object.create(null);
  for (const [key, entry] of entries) rules[key] = entry;
  return rules as MappingRules['attributes'];
});

const rules: fc.Arbitrary<MappingRules> = fc.record(
  { username: rule, fullName: rule, email: rule, active: rule, attributes: custom },
  { requiredKeys: ['username', 'attributes'] },
);

describe('mapping any record by any rules', () => {
  test('never throws, gives the same again, and changes nothing outside its result', async () => {
    const property = fc.asyncProperty(rules, dictionaryOf(value), async (all, attributes) => {
      const mapping = compileMapping(all, await loadMappingEngines(all));
      const record = { sourceId: 's', ref: 's', attributes };
      const before = JSON.stringify(attributes);
      const first = mapping.map(record);
      const again = mapping.map(record);
      expect(JSON.stringify(again)).toBe(JSON.stringify(first));
      expect(JSON.stringify(attributes)).toBe(before);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ownNames);
      if (first.outcome === 'mapped') {
        const { account } = first;
        expect(nameProblem(account.username)).toBeUndefined();
        expect(JSON.parse(JSON.stringify(account))).toEqual({ ...account, attributes: { ...account.attributes } });
        expect(Object.keys(account.attributes).every((key) => Object.hasOwn(all.attributes, key))).toBe(true);
      } else expect(first.message).toMatch(/^(has|is) /);
    });
    await fc.assert(property, { numRuns: 1000 });
  });

  const ownNames = Object.getOwnPropertyNames(Object.prototype);
});

test('__proto__ is a name like any other, at the source and on the account', async () => {
  const attributes = JSON.parse('{"uid": "jo", "__proto__": "p", "constructor": "c"}');
  const all: MappingRules = {
    username: { from: 'uid' },
    attributes: JSON.parse('{"__proto__": {"from": "__proto__"}, "constructor": {"from": "constructor"}}'),
  };
  const mapping = compileMapping(all, await loadMappingEngines(all));
  const result = mapping.map({ sourceId: 's', ref: 's', attributes });
  expect(JSON.stringify(result)).toBe(
    '{"outcome":"mapped","account":{"username":"jo","attributes":{"__proto__":"p","constructor":"c"}}}',
  );
});
