import { describe, expect, test } from 'vitest';
import { type MatchableView, matchPerson } from '../../src/core/matching/match.ts';
import { decisionTable, isConflict, type Situation, type SituationAction } from '../../src/core/matching/situation.ts';
import type { PersonView } from '../../src/core/matching/view.ts';
import { account, owner, record, view } from './views.ts';

describe('the decision table', () => {
  test.each<[Situation, SituationAction, boolean]>([
    ['linked', 'update', false],
    ['found', 'link', false],
    ['absent', 'create', false],
    ['missing', 'create', false],
    ['source-missing', 'clean-up', false],
    ['filtered', 'clean-up', false],
    ['recreated', 'ask', true],
    ['duplicate-in-source', 'ask', true],
    ['unmanaged', 'ask', true],
    ['other-connector', 'ask', true],
    ['ambiguous', 'ask', true],
    ['name-taken', 'update-and-ask', true],
    ['protected', 'ask', true],
  ])('%s: %s, conflict: %s', (situation, action, conflict) => {
    const row = decisionTable[situation];
    expect(row.action).toBe(action);
    expect(isConflict(situation)).toBe(conflict);
    expect(row.proposal?.endsWith('.') ?? false).toBe(conflict);
    expect(row.meaning).toMatch(/^[a-z]/);
    rows.add(situation);
  });

  const rows = new Set<string>();
  test('has no other rows', () => {
    expect([...rows].toSorted()).toEqual(Object.keys(decisionTable).toSorted());
  });
});

interface Case {
  readonly what: string;
  readonly person: Partial<PersonView>;
  readonly situation: Situation;
  /** The number of the account that the record leads to. */
  readonly account?: number;
  readonly owner?: number;
  readonly rules?: Partial<Parameters<typeof matchPerson>[1]>;
}

const renamed = record({ desired: { username: 'anne', attributes: {} } });
const rivalled = record({ rival: 'id-3' });

const cases: Case[] = [
  { what: 'nobody has the id or the name', person: {}, situation: 'absent' },
  { what: 'the linked account is gone', person: { linkLost: true }, situation: 'missing' },
  { what: 'linked', person: { linked: account() }, situation: 'linked', account: 1 },
  {
    what: 'linked, renamed to a free name',
    person: { linked: account(), record: renamed },
    situation: 'linked',
    account: 1,
  },
  {
    what: 'linked, the name of a rival, but no rename',
    person: { linked: account(), record: rivalled },
    situation: 'linked',
    account: 1,
  },
  {
    what: 'linked, only the case of the name changes',
    person: { linked: account(), record: record({ desired: { username: 'ANNA', attributes: {} }, rival: 'id-3' }) },
    situation: 'linked',
    account: 1,
  },
  {
    what: 'linked, and two want the new name',
    person: { linked: account(), record: { ...renamed, rival: 'id-3' } },
    situation: 'name-taken',
    account: 1,
  },
  ...(['present', 'gone', 'foreign', 'unmanaged'] as const).map(
    (state): Case => ({
      what: `linked, renamed to a name that is ${state}`,
      person: { linked: account(), record: renamed, byName: owner(state) },
      situation: 'name-taken',
      account: 1,
      owner: 2,
    }),
  ),
  {
    what: 'linked, renamed to a name that is about to be free',
    person: { linked: account(), record: renamed, byName: owner('moving') },
    situation: 'linked',
    account: 1,
  },
  {
    what: 'linked, renamed to a name that its owner cannot give up',
    person: { linked: account(), record: renamed, byName: owner('moving') },
    rules: { moving: 'kept' },
    situation: 'name-taken',
    account: 1,
    owner: 2,
  },
  {
    what: 'one account carries the id',
    person: { byPrimary: { count: 1, account: account() } },
    situation: 'found',
    account: 1,
  },
  {
    what: 'the account that carries the id has the name',
    person: { byPrimary: { count: 1, account: account() }, byName: owner('unmanaged', { number: 1 }) },
    situation: 'found',
    account: 1,
  },
  {
    what: 'one account carries the id, another one has the name',
    person: { byPrimary: { count: 1, account: account({ username: 'old' }) }, byName: owner('present') },
    situation: 'name-taken',
    account: 1,
    owner: 2,
  },
  {
    what: 'two accounts carry the id',
    person: { byPrimary: { count: 2, account: account() } },
    situation: 'ambiguous',
    account: 1,
  },
  { what: 'the name is gone', person: { byName: owner('gone') }, situation: 'recreated', owner: 2 },
  { what: 'the name is nobody\u2019s', person: { byName: owner('unmanaged') }, situation: 'unmanaged', owner: 2 },
  { what: 'the name is foreign', person: { byName: owner('foreign') }, situation: 'other-connector', owner: 2 },
  { what: 'the name is present', person: { byName: owner('present') }, situation: 'duplicate-in-source', owner: 2 },
  { what: 'the name is about to be free', person: { byName: owner('moving') }, situation: 'absent' },
  {
    what: 'the name should be free, but is kept',
    person: { byName: owner('moving') },
    rules: { moving: 'kept' },
    situation: 'name-taken',
    owner: 2,
  },
  { what: 'two records want one free name', person: { record: rivalled }, situation: 'duplicate-in-source' },
  {
    what: 'two records want the name of one who is gone',
    person: { record: rivalled, byName: owner('gone') },
    situation: 'duplicate-in-source',
    owner: 2,
  },
  ...(['gone', 'unmanaged'] as const).map(
    (state): Case => ({
      what: `by username: the name is ${state}`,
      person: { byName: owner(state) },
      rules: { primaryAttribute: 'username' },
      situation: 'found',
      account: 2,
      owner: 2,
    }),
  ),
  ...(['present', 'foreign'] as const).map(
    (state): Case => ({
      what: `by username: the name is ${state}`,
      person: { byName: owner(state) },
      rules: { primaryAttribute: 'username' },
      situation: state === 'foreign' ? 'other-connector' : 'duplicate-in-source',
      owner: 2,
    }),
  ),
  {
    what: 'by username: two records want the name of one who is gone',
    person: { record: rivalled, byName: owner('gone') },
    rules: { primaryAttribute: 'username' },
    situation: 'duplicate-in-source',
    owner: 2,
  },
];

test.each(cases)('$what: $situation', ({ person, situation, account: number, owner: inTheWay, rules }) => {
  const match = matchPerson(view(person) as MatchableView, {
    primaryAttribute: 'source-id',
    moving: 'given-up',
    ...rules,
  });
  expect(match.situation).toBe(situation);
  expect(match.account?.number).toBe(number);
  expect(match.owner?.account.number).toBe(inTheWay);
});

test('every situation that is found for a record that is there has a case', () => {
  const decidedElsewhere = ['source-missing', 'filtered', 'protected'];
  const covered = new Set([...cases.map(({ situation }) => situation), ...decidedElsewhere]);
  expect([...covered].toSorted()).toEqual(Object.keys(decisionTable).toSorted());
});
