import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { account, type TargetUnderTest } from './batch.ts';

const [ada, bob] = [account('ada'), account('bob')];
const never = () => new AbortController().signal;

export const behaviourChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a raised signal stops a batch before anything is changed',
    run: async (subject) => {
      const controller = new AbortController();
      controller.abort();
      await expectFailure('cancelled', () => subject.apply([subject.create(ada)], { signal: controller.signal }));
      await subject.expectAccounts();
    },
  },
  {
    name: 'the test of a target that works tells what was tried',
    run: async (subject) => {
      const checks = await subject.opened.target.test(never());
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ ok, name, message }) => !ok || name === '' || message === '')).toEqual([]);
    },
  },
  {
    name: 'closing is possible before any use, and more than once',
    run: async (subject) => {
      await subject.opened.target.close();
      await subject.opened.target.close();
    },
  },
];

export const transactionalChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a run whose lease has gone to another one changes nothing any more',
    run: async (subject) => {
      await subject.given([ada]);
      const { fence } = subject.opened.context;
      for (const other of [fence - 1, fence + 1]) {
        await expectFailure('busy', () => subject.apply([subject.create(bob)], { fence: other }));
      }
      await subject.expectAccounts(ada);
    },
  },
];

export const listingChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'every account is listed once with its groups, and every group',
    run: async (subject) => {
      await subject.given([ada, bob], { staff: ['ada', 'bob'], board: ['bob'], empty: [] });
      const { target } = subject.opened;
      const accounts = [];
      for await (const page of target.accounts(never())) accounts.push(...page);
      const groups = [];
      for await (const page of target.groups(never())) groups.push(...page);
      expect(groups.sort()).toEqual(['board', 'empty', 'staff']);
      const listed = accounts.map(({ key, username, groups }) => ({ key, username, groups: [...groups].sort() }));
      expect(listed.sort((one, other) => (one.username < other.username ? -1 : 1))).toEqual([
        { key: (await subject.opened.known('ada')).key, username: 'ada', groups: ['staff'] },
        { key: (await subject.opened.known('bob')).key, username: 'bob', groups: ['board', 'staff'] },
      ]);
    },
  },
  {
    name: 'a target without accounts is listed whole',
    run: async (subject) => {
      for await (const page of subject.opened.target.accounts(never())) expect(page).toEqual([]);
      for await (const page of subject.opened.target.groups(never())) expect(page).toEqual([]);
    },
  },
];
