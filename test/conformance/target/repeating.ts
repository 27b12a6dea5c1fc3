import { expect } from 'vitest';
import { temporaryName } from '../../../src/core/planning/renames.ts';
import type { PlannedChange } from '../../../src/core/ports/target.ts';
import type { Check } from '../checks.ts';
import { account, type TargetUnderTest } from './batch.ts';

/** Applies the batch twice; the second time everything must be done already. */
async function twice(subject: TargetUnderTest, ...changes: readonly PlannedChange[]): Promise<void> {
  await subject.done(...changes);
  const first = await subject.opened.inside();
  await subject.done(...changes);
  expect(await subject.opened.inside()).toEqual(first);
}

const [ada, bob] = [account('ada'), account('bob')];

/** A swap of names as a plan makes it: one steps aside, the other takes the name, the first takes the other's. */
async function swap(subject: TargetUnderTest): Promise<readonly [PlannedChange, PlannedChange, PlannedChange]> {
  const { account: number } = await subject.opened.known('ada');
  return [
    await subject.update(ada, { username: temporaryName(number) }, { status: null }),
    await subject.update(bob, { username: 'ada' }),
    await subject.update(ada, { username: 'bob', email: 'new@x.test' }),
  ];
}

const swapped = [
  { ...ada, username: 'bob', email: 'new@x.test' },
  { ...bob, username: 'ada' },
];

export const repeatingChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'repeated: a creation',
    run: async (subject) => {
      await subject.done(subject.createGroup('staff'));
      await twice(subject, subject.create(ada, { addGroups: ['staff'] }), subject.create(bob));
    },
  },
  {
    name: 'repeated: an update and memberships',
    run: async (subject) => {
      await subject.given([ada, bob], { staff: ['ada'], board: ['bob'] });
      const groups = { addGroups: ['board'], removeGroups: ['staff'] };
      await twice(subject, await subject.update(ada, { email: null }, groups));
      await subject.expectGroups({ staff: [], board: ['ada', 'bob'] });
    },
  },
];

export const repeatedDeleteChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'repeated: a deletion',
    run: async (subject) => {
      await subject.given([ada, bob]);
      await twice(subject, await subject.delete(ada));
      await subject.expectAccounts(bob);
    },
  },
];

export const repeatedRenameChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'repeated: a rename',
    run: async (subject) => {
      await subject.given([ada]);
      await twice(subject, await subject.update(ada, { username: 'lovelace' }));
    },
  },
  {
    name: 'two accounts swap their names by way of a temporary one',
    run: async (subject) => {
      await subject.given([ada, bob], { staff: ['ada'] });
      await subject.done(...(await swap(subject)));
      await subject.expectAccounts(...swapped);
      await subject.expectGroups({ staff: ['bob'] });
    },
  },
  {
    name: 'a swap that broke off is finished by the rest of it',
    run: async (subject) => {
      await subject.given([ada, bob]);
      const [aside, takes, ends] = await swap(subject);
      await subject.done(aside);
      await subject.done(takes);
      await subject.done(ends);
      await subject.expectAccounts(...swapped);
    },
  },
  {
    name: 'repeated: the last step of a swap',
    run: async (subject) => {
      await subject.given([ada, bob]);
      const [aside, takes, ends] = await swap(subject);
      await subject.done(aside, takes);
      await twice(subject, ends);
      await subject.expectAccounts(...swapped);
    },
  },
];
