import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { account, type TargetUnderTest } from './batch.ts';

const ada = account('ada');

export const nestingChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'groups are made and put into each other in one batch',
    run: async (subject) => {
      await subject.done(
        ...['top', 'mid', 'low'].map((name) => subject.createGroup(name)),
        subject.updateGroup('mid', ['top']),
        subject.updateGroup('LOW', ['Mid', 'top']),
        subject.create(ada, { addGroups: ['low'] }),
      );
      await subject.expectNestings('mid/low', 'top/low', 'top/mid');
      await subject.expectGroups({ top: [], mid: [], low: ['ada'] });
    },
  },
  {
    name: 'a group moves from one group to another',
    run: async (subject) => {
      await subject.given([], { one: [], other: [], inner: [], stays: [] });
      await subject.done(subject.updateGroup('inner', ['one']), subject.updateGroup('stays', ['one']));
      await subject.done(subject.updateGroup('inner', ['other'], ['one']));
      await subject.expectNestings('one/stays', 'other/inner');
    },
  },
  {
    name: 'repeated: groups in groups',
    run: async (subject) => {
      await subject.given([], { one: [], other: [], inner: [] });
      await subject.done(subject.updateGroup('inner', ['one']));
      const move = subject.updateGroup('inner', ['other'], ['one']);
      await subject.done(move);
      await subject.done(move);
      await subject.done(subject.updateGroup('inner', ['other']), subject.updateGroup('other', [], ['inner']));
      await subject.expectNestings('other/inner');
    },
  },
  {
    name: 'a group that is gone is put into none, and none is put into it',
    run: async (subject) => {
      await subject.given([], { one: [], inner: [] });
      const outcomes = await subject.apply([
        subject.updateGroup('nothing', ['one']),
        subject.updateGroup('inner', ['nothing']),
        subject.updateGroup('inner', ['one'], ['nothing']),
      ]);
      expect(outcomes.map(({ result }) => result)).toEqual(['skipped', 'failed', 'done']);
      await subject.expectNestings('one/inner');
    },
  },
];

export const nestingDeleteChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a deleted group is in no group, and no group is in it',
    run: async (subject) => {
      await subject.given([], { top: [], mid: [], low: [] });
      await subject.done(subject.updateGroup('mid', ['top']), subject.updateGroup('low', ['mid', 'top']));
      await subject.done(subject.deleteGroup('mid'));
      await subject.expectNestings('top/low');
      await subject.done(subject.createGroup('mid'));
      await subject.expectNestings('top/low');
    },
  },
];
