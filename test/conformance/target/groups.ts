import { expect } from 'vitest';
import { nameKey } from '../../../src/core/names.ts';
import type { Check } from '../checks.ts';
import { account, type TargetUnderTest } from './batch.ts';

const [ada, bob] = [account('ada'), account('bob')];

export const groupChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a group is made once, in whatever case it is wanted again',
    run: async (subject) => {
      await subject.done(subject.createGroup('Staff'));
      await subject.done(subject.createGroup('Staff'));
      await subject.expectGroups({ Staff: [] });
    },
  },
  {
    name: 'a group and its first members come in one batch',
    run: async (subject) => {
      await subject.done(
        subject.createGroup('staff'),
        subject.create(ada, { addGroups: ['staff'] }),
        subject.create(bob, { addGroups: ['staff'] }),
      );
      await subject.expectGroups({ staff: ['ada', 'bob'] });
    },
  },
  {
    name: 'memberships come and go, and those of others stay',
    run: async (subject) => {
      await subject.given([ada, bob], { staff: ['ada', 'bob'], board: ['bob'] });
      await subject.done(await subject.update(ada, {}, { addGroups: ['board'], removeGroups: ['staff'] }));
      await subject.expectGroups({ staff: ['bob'], board: ['ada', 'bob'] });
    },
  },
  {
    name: 'a membership that is there already, or gone already, is done',
    run: async (subject) => {
      await subject.given([ada, bob], { staff: ['ada'], board: ['bob'] });
      await subject.done(await subject.update(ada, {}, { addGroups: ['staff'], removeGroups: ['board'] }));
      await subject.expectGroups({ staff: ['ada'], board: ['bob'] });
    },
  },
];

export const groupNameChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'two groups have never the same name but for its case',
    run: async (subject) => {
      await subject.done(subject.createGroup('Staff'), subject.createGroup('STAFF'));
      const { groups } = await subject.opened.inside();
      expect(groups.map(nameKey)).toEqual(['staff']);
      await subject.done(subject.create(ada, { addGroups: ['staff'] }));
      await subject.expectGroups({ [groups[0] ?? '']: ['ada'] });
    },
  },
];

export const groupDeleteChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a deleted group is gone with its memberships, and gone already the next time',
    run: async (subject) => {
      await subject.given([ada], { staff: ['ada'], board: ['ada'] });
      await subject.done(await subject.update(ada, {}, { removeGroups: ['staff'] }), subject.deleteGroup('staff'));
      await subject.expectGroups({ board: ['ada'] });
      await subject.done(subject.deleteGroup('staff'));
      await subject.expectAccounts(ada);
    },
  },
];
