import { describe, expect, test } from 'vitest';
import type { GuardSettings } from '../../src/core/connector.ts';
import { evaluateGuards, type PlanFacts } from '../../src/core/guards/evaluate.ts';

const open = { share: 1, count: 0 };
const settings: GuardSettings = {
  maxDisable: open,
  maxDelete: open,
  maxRename: open,
  maxRelink: open,
  maxMembershipRemovals: open,
  minListing: 0,
  protected: [],
};
const facts: PlanFacts = {
  disables: 0,
  deletes: 0,
  renames: 0,
  relinks: 0,
  membershipRemovals: 0,
  accounts: 100,
  memberships: 200,
  listed: null,
};

describe.each([
  { guard: 'maxDisable', fact: 'disables', of: 100, words: 'would disable 12 of 100 accounts' },
  { guard: 'maxDelete', fact: 'deletes', of: 100, words: 'would delete 12 of 100 accounts' },
  { guard: 'maxRename', fact: 'renames', of: 100, words: 'would rename 12 of 100 accounts' },
  { guard: 'maxRelink', fact: 'relinks', of: 100, words: 'would relink 12 of 100 accounts' },
  { guard: 'maxMembershipRemovals', fact: 'membershipRemovals', of: 200, words: 'would end 12 of 200 memberships' },
])('$guard', ({ guard, fact, of, words }) => {
  test.each([
    { share: 0, count: 0, limit: 0 },
    { share: 0, count: 11, limit: 11 },
    { share: 0.05, count: 0, limit: of * 0.05 },
    { share: 0.05, count: 11, limit: Math.max(11, of * 0.05) },
    { share: 0.29, count: 0, limit: of * 0.29 },
  ])('share $share, count $count: $limit', ({ limit, ...setting }) => {
    for (const [found, stops] of [
      [limit - 1, false],
      [limit, false],
      [limit + 1, true],
    ] as const) {
      const findings = evaluateGuards({ ...facts, [fact]: found }, { ...settings, [guard]: setting });
      expect(findings).toEqual(
        stops ? [{ guard, found, limit: Math.round(limit), message: expect.stringContaining(`guards.${guard}`) }] : [],
      );
    }
  });

  test('says what would happen', () => {
    const [finding] = evaluateGuards({ ...facts, [fact]: 12 }, { ...settings, [guard]: { share: 0, count: 3 } });
    expect(finding?.message).toBe(`The plan ${words}; at most 3 are allowed (guards.${guard}).`);
  });

  test('100 % stops nothing', () => {
    expect(evaluateGuards({ ...facts, [fact]: 1_000 }, settings)).toEqual([]);
  });
});

test.each([
  { listed: null, accounts: 100, minListing: 1, stops: false },
  { listed: 0, accounts: 0, minListing: 1, stops: false },
  { listed: 0, accounts: 1, minListing: 0, stops: true },
  { listed: 1, accounts: 1, minListing: 1, stops: false },
  { listed: 50, accounts: 100, minListing: 0.5, stops: false },
  { listed: 49, accounts: 100, minListing: 0.5, stops: true },
  { listed: 95, accounts: 100, minListing: 1, stops: false },
  { listed: 94, accounts: 100, minListing: 1, stops: true },
  { listed: 1, accounts: 6, minListing: 0.5, stops: false },
  { listed: 200, accounts: 100, minListing: 1, stops: false },
])('minListing $minListing: $listed of $accounts listed', ({ listed, accounts, minListing, stops }) => {
  const findings = evaluateGuards({ ...facts, listed, accounts }, { ...settings, minListing });
  expect(findings.map(({ guard }) => guard)).toEqual(stops ? ['minListing'] : []);
});

test('all guards that stop a plan are told, the listing first', () => {
  const none = { share: 0, count: 0 };
  const strict = { ...settings, maxDisable: none, maxDelete: none, minListing: 0.5 };
  const findings = evaluateGuards({ ...facts, listed: 1, disables: 1, deletes: 1 }, strict);
  expect(findings.map(({ guard }) => guard)).toEqual(['minListing', 'maxDisable', 'maxDelete']);
});
