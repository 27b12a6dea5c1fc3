import type { GuardLimit, GuardSettings } from '../connector.ts';
import type { GuardFinding } from './guard.ts';

/** What a plan would do, and to how many it could. */
export interface PlanFacts {
  readonly disables: number;
  readonly deletes: number;
  readonly renames: number;
  readonly relinks: number;
  /** Memberships taken from people who stay. */
  readonly membershipRemovals: number;
  /** Linked accounts and memberships of this connector before the run. */
  readonly accounts: number;
  readonly memberships: number;
  /** How many people a complete listing had; null when the run did not list everybody. */
  readonly listed: number | null;
}

interface Rule {
  readonly guard: string;
  readonly limit: (settings: GuardSettings) => GuardLimit;
  readonly found: (facts: PlanFacts) => number;
  readonly of: (facts: PlanFacts) => number;
  readonly would: (found: number, of: number) => string;
}

const rules: readonly Rule[] = [
  {
    guard: 'maxDisable',
    limit: ({ maxDisable }) => maxDisable,
    found: ({ disables }) => disables,
    of: ({ accounts }) => accounts,
    would: (found, of) => `would disable ${found} of ${of} accounts`,
  },
  {
    guard: 'maxDelete',
    limit: ({ maxDelete }) => maxDelete,
    found: ({ deletes }) => deletes,
    of: ({ accounts }) => accounts,
    would: (found, of) => `would delete ${found} of ${of} accounts`,
  },
  {
    guard: 'maxRename',
    limit: ({ maxRename }) => maxRename,
    found: ({ renames }) => renames,
    of: ({ accounts }) => accounts,
    would: (found, of) => `would rename ${found} of ${of} accounts`,
  },
  {
    guard: 'maxRelink',
    limit: ({ maxRelink }) => maxRelink,
    found: ({ relinks }) => relinks,
    of: ({ accounts }) => accounts,
    would: (found, of) => `would relink ${found} of ${of} accounts`,
  },
  {
    guard: 'maxMembershipRemovals',
    limit: ({ maxMembershipRemovals }) => maxMembershipRemovals,
    found: ({ membershipRemovals }) => membershipRemovals,
    of: ({ memberships }) => memberships,
    would: (found, of) => `would end ${found} of ${of} memberships`,
  },
];

/** The guards that stop this plan; an empty list lets it pass. */
export function evaluateGuards(facts: PlanFacts, settings: GuardSettings): GuardFinding[] {
  const findings = rules.flatMap((rule) => evaluate(rule, facts, settings));
  const listing = evaluateListing(facts, settings);
  return listing === undefined ? findings : [listing, ...findings];
}

/** 29 % of 100 is a little less than 29 in binary fractions. */
const rounding = 1e-9;

function evaluate(rule: Rule, facts: PlanFacts, settings: GuardSettings): GuardFinding[] {
  const found = rule.found(facts);
  const of = rule.of(facts);
  const { share, count } = rule.limit(settings);
  // All of them: even those that are not linked yet, or not any more, and so are not among `of`.
  if (share >= 1) return [];
  const limit = Math.max(count, Math.floor(share * of + rounding));
  if (found <= limit) return [];
  const message = `The plan ${rule.would(found, of)}; at most ${limit} are allowed (guards.${rule.guard}).`;
  return [{ guard: rule.guard, found, limit, message }];
}

/** Small companies may lose a few people at once; an empty listing is never believed. */
const unremarkable = 5;

function evaluateListing({ accounts, listed }: PlanFacts, { minListing }: GuardSettings): GuardFinding | undefined {
  if (listed === null || accounts === 0) return undefined;
  const limit = Math.ceil(minListing * accounts - rounding);
  if (listed > 0 && (listed >= limit || accounts - listed <= unremarkable)) return undefined;
  const remedy = 'Check the base, the filter and what the account that reads the source may see.';
  const message = `The source listed ${listed} people, but ${accounts} accounts are linked to it. ${remedy}`;
  return { guard: 'minListing', found: listed, limit, message };
}
