import { expect } from 'vitest';
import { anonymized } from '../../../src/core/planning/accounts.ts';
import type { Check } from '../checks.ts';
import { account, type TargetUnderTest } from './batch.ts';

export const accountChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a created account is as it was wanted, and comes with its key',
    run: async (subject) => {
      const ada = account('ada', { attributes: { department: 'Research', phones: ['1', '2'] } });
      const bob = account('bob', { fullName: null, email: null, active: false, attributes: {} });
      const outcomes = await subject.apply([subject.create(ada), subject.create(bob)]);
      await subject.expectAccounts(ada, bob);
      const keys = [await subject.opened.known('ada'), await subject.opened.known('bob')].map(({ key }) => key);
      expect(outcomes.map((outcome) => outcome.result === 'done' && outcome.key)).toEqual(keys);
    },
  },
  {
    name: 'names and values come through as they were wanted',
    run: async (subject) => {
      const attributes = { ['__proto__']: 'x', constructor: 'y', empty: '', list: [] as string[], odd: `'"\\%_\t` };
      const odd = account(`o'x"; drop table account; -- 名前 😀 %_`, { fullName: 'Zoë\\n', attributes });
      await subject.given([odd]);
      await subject.expectAccounts(odd);
      const changed = { ...odd, attributes: { ...attributes, constructor: 'z' } };
      await subject.done(await subject.update(odd, changed));
      await subject.expectAccounts(changed);
    },
  },
  {
    name: 'an update changes what is told and nothing beside it',
    run: async (subject) => {
      const [ada, bob] = [account('ada'), account('bob')];
      await subject.given([ada, bob], { staff: ['ada', 'bob'] });
      const after = { fullName: 'Ada Lovelace', email: null, attributes: { town: 'London' } };
      await subject.done(await subject.update(ada, after));
      await subject.expectAccounts({ ...ada, ...after }, bob);
      await subject.expectGroups({ staff: ['ada', 'bob'] });
    },
  },
  {
    name: 'a name that is taken, in whatever case, is a failure that names the other account',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada]);
      const { account: number, key } = await subject.opened.known('ada');
      const [outcome] = await subject.apply([subject.create(account('Ada', { sourceId: 'another' }))]);
      expect(outcome).toMatchObject({ result: 'failed' });
      const message = outcome?.result === 'failed' ? outcome.message : '';
      expect(
        [String(number), key].some((name) => message.includes(name)),
        message,
      ).toBe(true);
      await subject.expectAccounts(ada);
    },
  },
  {
    name: 'two new accounts of one batch that want one name are not both made',
    run: async (subject) => {
      const [one, other] = [account('ada'), account('ADA', { sourceId: 'another' })];
      const outcomes = await subject.apply([subject.create(one), subject.create(other)]);
      expect(outcomes.map(({ result }) => result)).toEqual(['done', 'failed']);
      await subject.expectAccounts(one);
    },
  },
  {
    name: 'an account that was changed since is skipped, and the others go on',
    run: async (subject) => {
      const [ada, bob] = [account('ada'), account('bob')];
      await subject.given([ada, bob]);
      const planned = [
        await subject.update(ada, { email: 'planned@x.test' }),
        await subject.update(bob, { email: null }),
      ];
      await subject.done(await subject.update(ada, { fullName: 'Changed meanwhile' }));
      const outcomes = await subject.apply(planned.map((change, index) => ({ ...change, seq: 100 + index })));
      expect(outcomes.map(({ result }) => result)).toEqual(['skipped', 'done']);
      await subject.expectAccounts({ ...ada, fullName: 'Changed meanwhile' }, { ...bob, email: null });
    },
  },
  {
    name: 'an empty batch is nothing',
    run: async (subject) => {
      expect(await subject.apply([])).toEqual([]);
    },
  },
  {
    name: 'a batch of the largest size is applied whole',
    run: async (subject) => {
      const accounts = Array.from({ length: subject.subject.capabilities.batchSize }, (_, index) =>
        account(`u${index}`),
      );
      await subject.done(...accounts.map((each) => subject.create(each)));
      await subject.expectAccounts(...accounts);
    },
  },
];

export const disableChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a disabled account keeps everything else, and can be enabled again',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada], { staff: ['ada'] });
      await subject.done(await subject.update(ada, { active: false }, { status: 'DISABLED', cleansUp: true }));
      await subject.expectAccounts({ ...ada, active: false });
      await subject.expectGroups({ staff: ['ada'] });
      await subject.done(await subject.update({ ...ada, active: false }, { active: true }, { status: 'ENABLED' }));
      await subject.expectAccounts(ada);
    },
  },
];

export const deleteChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a deleted account is gone with its memberships, and its name is free',
    run: async (subject) => {
      const [ada, bob] = [account('ada'), account('bob')];
      await subject.given([ada, bob], { staff: ['ada', 'bob'] });
      await subject.done(await subject.delete(ada));
      await subject.expectAccounts(bob);
      await subject.expectGroups({ staff: ['bob'] });
      const again = account('ada', { sourceId: 'another' });
      await subject.done(subject.create(again));
      await subject.expectAccounts(again, bob);
      await subject.expectGroups({ staff: ['bob'] });
    },
  },
  {
    name: 'an account that was changed since is not deleted',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada]);
      const planned = await subject.delete(ada);
      const changed = { ...ada, email: 'new@x.test' };
      await subject.done(await subject.update(ada, changed));
      const [outcome] = await subject.apply([{ ...planned, seq: 100 }]);
      expect(outcome?.result).toBe('skipped');
      await subject.expectAccounts(changed);
    },
  },
  {
    name: 'an account that is gone is skipped by an update, and deleted already',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada]);
      const [update, remove] = [await subject.update(ada, { email: null }), await subject.delete(ada)];
      await subject.done(remove);
      const outcomes = await subject.apply([
        { ...update, seq: 100 },
        { ...remove, seq: 101 },
      ]);
      expect(outcomes.map(({ result }) => result)).toEqual(['skipped', 'done']);
      await subject.expectAccounts();
    },
  },
];

export const renameChecks: readonly Check<TargetUnderTest>[] = [
  {
    name: 'a renamed account keeps its key and its groups, and its old name is free',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada], { staff: ['ada'] });
      const { key } = await subject.opened.known('ada');
      await subject.done(await subject.update(ada, { username: 'lovelace' }));
      await subject.expectAccounts({ ...ada, username: 'lovelace' });
      await subject.expectGroups({ staff: ['lovelace'] });
      expect((await subject.opened.known('lovelace')).key).toBe(key);
      await subject.done(subject.create(account('ada', { sourceId: 'another' })));
    },
  },
  {
    name: 'a name may change in nothing but its case',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada]);
      await subject.done(await subject.update(ada, { username: 'Ada' }));
      await subject.expectAccounts({ ...ada, username: 'Ada' });
    },
  },
  {
    name: 'a rename to a name that is taken is a failure that names the other account',
    run: async (subject) => {
      const [ada, bob] = [account('ada'), account('bob')];
      await subject.given([ada, bob]);
      const { account: number, key } = await subject.opened.known('bob');
      const [outcome] = await subject.apply([await subject.update(ada, { username: 'BOB' })]);
      const message = outcome?.result === 'failed' ? outcome.message : '';
      expect(
        [String(number), key].some((name) => message.includes(name)),
        message,
      ).toBe(true);
      await subject.expectAccounts(ada, bob);
    },
  },
  {
    name: 'names pass from one account to the next within a batch',
    run: async (subject) => {
      const [ada, bob, cyd] = [account('ada'), account('bob'), account('cyd')];
      await subject.given([ada, bob, cyd]);
      await subject.done(
        await subject.update(ada, { username: 'free' }),
        await subject.update(bob, { username: 'ada' }),
        await subject.update(cyd, { username: 'bob' }),
      );
      await subject.expectAccounts(
        { ...ada, username: 'free' },
        { ...bob, username: 'ada' },
        { ...cyd, username: 'bob' },
      );
    },
  },
  {
    name: 'an account that is made anonymous is another one by name',
    run: async (subject) => {
      const ada = account('ada');
      await subject.given([ada]);
      const after = anonymized(ada, (await subject.opened.known('ada')).account);
      await subject.done(await subject.update(ada, after, { cleansUp: true }));
      await subject.expectAccounts(after);
    },
  },
];
