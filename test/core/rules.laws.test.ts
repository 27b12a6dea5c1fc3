import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectGroups } from '../../src/core/groups/selection.ts';
import { evaluateGuards, type PlanFacts } from '../../src/core/guards/evaluate.ts';
import { nameKey, nameProblem } from '../../src/core/names.ts';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '*', '?', '.', '[', '\\', '\n'), maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
);

test('a glob means what the naive regular expression means', () => {
  fc.assert(
    fc.property(text, text, (glob, name) => {
      const pattern = nameKey(glob)
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^]*')
        .replaceAll('?', '[^]');
      const expected = new RegExp(`^${pattern}$`).test(nameKey(name));
      expect(selectGroups({ include: [glob], exclude: [] })(name)).toBe(expected);
      expect(selectGroups({ include: ['*'], exclude: [glob] })(name)).toBe(!expected);
    }),
    { numRuns: 5_000 },
  );
});

test('a glob that a regular expression would not survive is matched at once', () => {
  const selected = selectGroups({ include: [`${'*a'.repeat(60)}*b`], exclude: [] });
  expect(selected('a'.repeat(20_000))).toBe(false);
});

test('the key of a key is the key, and case and Unicode form do not matter', () => {
  const names = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), text);
  fc.assert(
    fc.property(names, (name) => {
      const key = nameKey(name);
      expect(nameKey(key)).toBe(key);
      expect(nameKey(name.normalize('NFD'))).toBe(key);
      expect(nameKey(name.normalize('NFC'))).toBe(key);
      expect(nameKey(name.toLowerCase())).toBe(key);
    }),
    { numRuns: 5_000 },
  );
});

test('a name without a problem can be trimmed and composed without a change', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      if (nameProblem(name) === undefined) expect(name.trim()).toBe(name);
      expect(nameProblem(`${name}\u0000`)).toBeDefined();
    }),
  );
});

const count = fc.integer({ min: 0, max: 300 });
const facts: fc.Arbitrary<PlanFacts> = fc.record({
  disables: count,
  deletes: count,
  renames: count,
  relinks: count,
  membershipRemovals: count,
  accounts: count,
  memberships: count,
  listed: fc.option(count),
});
const limit = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), count });
const settings = fc.record({
  maxDisable: limit,
  maxDelete: limit,
  maxRename: limit,
  maxRelink: limit,
  maxMembershipRemovals: limit,
  minListing: fc.double({ min: 0, max: 1, noNaN: true }),
  protected: fc.constant([]),
});

const guardsOf = (...given: Parameters<typeof evaluateGuards>) => evaluateGuards(...given).map(({ guard }) => guard);

test('guards: whoever does more is stopped as well, and a wider limit stops nothing new', () => {
  const counts = ['disables', 'deletes', 'renames', 'relinks', 'membershipRemovals'] as const;
  const limits = ['maxDisable', 'maxDelete', 'maxRename', 'maxRelink', 'maxMembershipRemovals'] as const;
  fc.assert(
    fc.property(facts, settings, fc.nat({ max: 4 }), fc.integer({ min: 1, max: 50 }), (plan, rules, which, more) => {
      const stopped = guardsOf(plan, rules);
      const fact = counts[which] ?? 'disables';
      expect(guardsOf({ ...plan, [fact]: plan[fact] + more }, rules)).toEqual(expect.arrayContaining(stopped));
      const guard = limits[which] ?? 'maxDisable';
      const { share, count } = rules[guard];
      const wider = { share: Math.min(1, share + more / 100), count: count + more };
      expect(stopped).toEqual(expect.arrayContaining(guardsOf(plan, { ...rules, [guard]: wider })));
    }),
    { numRuns: 2_000 },
  );
});

test('guards: a smaller listing is not believed where a larger one is not', () => {
  fc.assert(
    fc.property(facts, settings, count, (plan, rules, fewer) => {
      if (plan.listed === null) return;
      const stopped = guardsOf(plan, rules).filter((guard) => guard === 'minListing');
      const smaller = { ...plan, listed: Math.max(0, plan.listed - fewer) };
      expect(guardsOf(smaller, rules)).toEqual(expect.arrayContaining(stopped));
    }),
    { numRuns: 2_000 },
  );
});

test('guards: a plan that changes nothing is stopped by its listing only', () => {
  fc.assert(
    fc.property(facts, settings, (plan, rules) => {
      const idle = { ...plan, disables: 0, deletes: 0, renames: 0, relinks: 0, membershipRemovals: 0 };
      expect(guardsOf(idle, rules).filter((guard) => guard !== 'minListing')).toEqual([]);
    }),
  );
});
