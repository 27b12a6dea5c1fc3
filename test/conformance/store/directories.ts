import { expect } from 'vitest';
import { nameKey } from '../../../src/core/names.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { account } from '../items.ts';
import { all, now, type StoreUnderTest } from './subject.ts';

async function given(subject: StoreUnderTest, ...directories: readonly string[]): Promise<void> {
  await subject.connector();
  for (const directory of ['main', ...directories]) await subject.store.directories.ensure(directory, 'own');
}

async function usernames({ store }: StoreUnderTest, directory = 'main'): Promise<readonly string[]> {
  return (await all(store.directories.users(directory))).map(({ username }) => username).sort();
}

export const directoryChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'directories: made once; only those of the program itself are listed',
    run: async (subject) => {
      await given(subject, 'beta', 'alpha');
      const { directories } = subject.store;
      await directories.ensure('mirror', 'mirror');
      await subject.accounts('main', 'ada');
      const revision = await directories.revision('main');
      await directories.ensure('main', 'own');
      expect(await directories.list()).toEqual(['alpha', 'beta', 'main']);
      expect([await usernames(subject), await directories.revision('main')]).toEqual([['ada'], revision]);
    },
  },
  {
    name: 'directories: each has accounts and groups of its own',
    run: async (subject) => {
      await given(subject, 'second');
      const staff = () => subject.change({ action: 'create-group', status: null, group: 'staff' });
      for (const directory of ['main', 'second']) {
        await subject.apply(directory, [staff(), subject.create(account('ada'), { addGroups: ['staff'] })]);
      }
      const [first, second] = [await subject.number('main', 'ada'), await subject.number('second', 'ada')];
      expect(first).not.toBe(second);
      const remove = { action: 'delete', account: first, before: account('ada') } as const;
      await subject.apply('main', [subject.change(remove)]);
      expect([await usernames(subject), await usernames(subject, 'second')]).toEqual([[], ['ada']]);
      const { directories } = subject.store;
      expect(await all(directories.members('second'))).toEqual([{ group: 'staff', username: 'ada' }]);
      expect(await directories.find('main', { number: second })).toBeUndefined();
    },
  },
  {
    name: 'directories: a number is never used again',
    run: async (subject) => {
      await given(subject, 'second');
      const [first = 0] = await subject.accounts('main', 'ada');
      await subject.apply('main', [subject.change({ action: 'delete', account: first, before: account('ada') })]);
      const [again = 0] = await subject.accounts('main', 'ada');
      const [other = 0] = await subject.accounts('second', 'ada');
      expect(again).toBeGreaterThan(first);
      expect(other).toBeGreaterThan(again);
      expect(await subject.store.directories.find('main', { number: first })).toBeUndefined();
    },
  },
  {
    name: 'directories: names are the same without regard to case and Unicode form',
    run: async (subject) => {
      await given(subject);
      await subject.accounts('main', 'Zo\u00eb');
      for (const name of ['zo\u00eb', 'ZO\u00cb', 'Zoe\u0308', 'zoE\u0308']) {
        const [outcome] = await subject.apply('main', [subject.create(account(name, { sourceId: 'x' }))]);
        expect(outcome?.result, name).toBe('failed');
        const found = await subject.store.directories.find('main', { nameKey: nameKey(name) });
        expect(found?.username).toBe('Zo\u00eb');
      }
      await subject.accounts('main', 'zoe');
      expect(await usernames(subject)).toEqual(['Zo\u00eb', 'zoe'].sort());
    },
  },
  {
    name: 'directories: a found account is whole',
    run: async (subject) => {
      await given(subject);
      const ada = account('ada', { attributes: { ['__proto__']: 'x', many: ['a', 'b'] } });
      const [outcome] = await subject.apply('main', [subject.create(ada)]);
      const key = outcome?.result === 'done' ? outcome.key : undefined;
      const found = await subject.store.directories.find('main', { nameKey: 'ada' });
      expect(found).toEqual({ ...ada, number: found?.number, key, connector: 'acme' });
      expect(Object.keys(found?.attributes ?? {}).sort()).toEqual(['__proto__', 'many']);
      for (const name of ['', 'nobody', '%', `ada' or '1'='1`]) {
        expect(await subject.store.directories.find('main', { nameKey: name })).toBeUndefined();
      }
    },
  },
  {
    name: 'directories: a name that no account can have finds none',
    run: async (subject) => {
      await given(subject);
      for (const name of ['\u0000', 'ada\u0000', '\ud800', 'x'.repeat(100_000)]) {
        expect(await subject.store.directories.find('main', { nameKey: name })).toBeUndefined();
      }
    },
  },
  {
    name: 'directories: groups and members, and what a connector manages',
    run: async (subject) => {
      await given(subject);
      await subject.connector('other');
      const groups = ['Staff', 'Board'].map((name) =>
        subject.change({ action: 'create-group', status: null, group: name }),
      );
      const changes = [
        ...groups,
        subject.create(account('ada'), { addGroups: ['staff', 'board'] }),
        subject.create(account('bob'), { addGroups: ['STAFF'] }),
      ];
      expect((await subject.apply('main', changes)).filter(({ result }) => result !== 'done')).toEqual([]);
      const { directories } = subject.store;
      const blank = { description: null, connector: 'acme' };
      expect(await all(directories.groups('main'))).toEqual([
        { ...blank, name: 'Board', members: 1, subgroups: [] },
        { ...blank, name: 'Staff', members: 2, subgroups: [] },
      ]);
      const members = await all(directories.members('main'));
      expect(members.map(({ group, username }) => `${group} ${username}`).sort()).toEqual([
        'Board ada',
        'Staff ada',
        'Staff bob',
      ]);
      expect(await directories.managed('main', 'acme')).toEqual({ accounts: 2, memberships: 3 });
      expect(await directories.managed('main', 'other')).toEqual({ accounts: 0, memberships: 0 });
    },
  },
  {
    name: 'directories: many accounts come in pages, each once',
    run: async (subject) => {
      await given(subject);
      const staff = subject.change({ action: 'create-group', status: null, group: 'staff' });
      const names = Array.from({ length: 4_001 }, (_, index) => `u${index}`);
      const creations = names.map((name) => subject.create(account(name), { addGroups: ['staff'] }));
      await subject.apply('main', [staff, ...creations]);
      expect(await usernames(subject)).toEqual([...names].sort());
      const members = await all(subject.store.directories.members('main'));
      expect(members.map(({ username }) => username).sort()).toEqual([...names].sort());
    },
  },
  {
    name: 'directories: an unknown one is not found',
    run: async (subject) => {
      await given(subject);
      const { directories } = subject.store;
      const none = async function* () {};
      const calls: readonly (() => Promise<unknown>)[] = [
        () => directories.revision('nothing'),
        () => directories.managed('nothing', 'acme'),
        () => subject.apply('nothing', []),
        () => directories.mirror('nothing', none(), none()),
        () => all(directories.users('nothing')),
        () => all(directories.groups('nothing')),
        () => all(directories.members('nothing')),
        () => directories.find('nothing', { number: 1 }),
        () => directories.eventToken('nothing'),
        () => directories.events('nothing', '', 1),
      ];
      for (const call of calls) await expectFailure('not-found', call);
    },
  },
  {
    name: 'directories: a batch that breaks leaves nothing behind',
    run: async (subject) => {
      await given(subject);
      const { directories } = subject.store;
      const revision = await directories.revision('main');
      const context = { connector: 'acme', run: 'acme-1', fence: 99, signal: new AbortController().signal };
      const batch = [subject.create(account('ada'))];
      await expectFailure('busy', () => directories.apply('main', batch, context, { now }));
      expect([await usernames(subject), await directories.revision('main')]).toEqual([[], revision]);
    },
  },
];
