import { expect } from 'vitest';
import type { TargetAccount } from '../../../src/core/ports/target.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { all, type StoreUnderTest } from './subject.ts';

function listed(username: string, groups: readonly string[] = [], changes: Partial<TargetAccount> = {}): TargetAccount {
  return { ...account(username, { sourceId: null }), key: `key-${username}`, groups, ...changes };
}

async function mirror(
  { store }: StoreUnderTest,
  accounts: readonly TargetAccount[],
  groups: readonly string[] = [...new Set(accounts.flatMap((each) => each.groups))],
): Promise<void> {
  const accountPages = async function* () {
    for (const each of accounts) yield [each];
  };
  const groupPages = async function* () {
    yield groups;
  };
  await store.directories.mirror('mirror', accountPages(), groupPages());
}

async function state({ store }: StoreUnderTest) {
  const { directories } = store;
  const members = (await all(directories.members('mirror'))).map(({ group, username }) => `${group} ${username}`);
  return {
    users: (await all(directories.users('mirror'))).map(({ key, username }) => `${key} ${username}`).sort(),
    groups: (await all(directories.groups('mirror'))).map(({ name }) => name).sort(),
    members: members.sort(),
  };
}

async function given(subject: StoreUnderTest): Promise<void> {
  await subject.connector();
  await subject.store.directories.ensure('mirror', 'mirror');
}

export const mirrorChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'mirrors: equal to what the target lists',
    run: async (subject) => {
      await given(subject);
      await mirror(subject, [listed('ada', ['staff', 'board']), listed('bob')], ['staff', 'board', 'empty']);
      expect(await state(subject)).toEqual({
        users: ['key-ada ada', 'key-bob bob'],
        groups: ['board', 'empty', 'staff'],
        members: ['board ada', 'staff ada'],
      });
      await mirror(subject, [listed('bob', ['staff']), listed('cyd')]);
      expect(await state(subject)).toEqual({
        users: ['key-bob bob', 'key-cyd cyd'],
        groups: ['staff'],
        members: ['staff bob'],
      });
      await mirror(subject, []);
      expect(await state(subject)).toEqual({ users: [], groups: [], members: [] });
    },
  },
  {
    name: 'mirrors: an account keeps its number by its key, through renames, swaps and absence',
    run: async (subject) => {
      await given(subject);
      await mirror(subject, [listed('ada'), listed('bob')]);
      const [ada, bob] = [await subject.number('mirror', 'ada'), await subject.number('mirror', 'bob')];
      await mirror(subject, [listed('ada', [], { key: 'key-bob' }), listed('bob', [], { key: 'key-ada' })]);
      expect([await subject.number('mirror', 'bob'), await subject.number('mirror', 'ada')]).toEqual([ada, bob]);
      await mirror(subject, [listed('bob', [], { key: 'key-ada' })]);
      expect(await subject.store.directories.find('mirror', { number: bob })).toBeUndefined();
      await mirror(subject, [listed('bob', [], { key: 'key-ada' }), listed('back', [], { key: 'key-bob' })]);
      expect(await subject.number('mirror', 'back')).toBe(bob);
    },
  },
  {
    name: 'mirrors: the revision moves only when something is different',
    run: async (subject) => {
      await given(subject);
      const { directories } = subject.store;
      await mirror(subject, [listed('ada', ['staff'])]);
      const revision = await directories.revision('mirror');
      await mirror(subject, [listed('ada', ['staff'])]);
      expect(await directories.revision('mirror')).toBe(revision);
      await mirror(subject, [listed('ada', [], { email: null })], ['staff']);
      expect(await directories.revision('mirror')).toBeGreaterThan(revision);
    },
  },
  {
    name: 'mirrors: a listing that breaks changes nothing',
    run: async (subject) => {
      await given(subject);
      await mirror(subject, [listed('ada', ['staff'])]);
      const before = await state(subject);
      const broken = async function* () {
        yield [listed('bob')];
        throw new Error('the listing broke');
      };
      const none = async function* () {};
      await expect(subject.store.directories.mirror('mirror', broken(), none())).rejects.toThrow('the listing broke');
      expect(await state(subject)).toEqual(before);
    },
  },
];
