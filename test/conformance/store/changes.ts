import { expect } from 'vitest';
import type { DirectoryState, ServedChanges, ServedScope } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { finished, given, groups, main, nest, put } from './serving.ts';
import type { StoreUnderTest } from './subject.ts';

const both: ServedScope = { directories: ['main', 'second'], aggregate: true };

async function changesOf(
  { store }: StoreUnderTest,
  since: readonly DirectoryState[],
  scope: ServedScope = main,
): Promise<ServedChanges> {
  const changes = await store.serving.changes(scope, since, 1_000);
  if (changes === undefined) throw new Error('The state is refused.');
  return changes;
}

/** The state after what was applied so far. */
async function settled(subject: StoreUnderTest, directories = ['main']): Promise<readonly DirectoryState[]> {
  await finished(subject);
  return subject.store.serving.state(directories);
}

/** In few words: `+ada (staff)` is new, `ada` changed, `ada (staff)` changed with her groups. */
function inWords({ deletedUsers, users, deletedGroups, groups: changed }: ServedChanges) {
  const person = ({ user, created, groups: into }: ServedChanges['users'][number]) =>
    `${created ? '+' : ''}${user.username}${into === undefined ? '' : ` (${into.join(', ')})`}`;
  const group = ({ group: { name }, created, nesting }: ServedChanges['groups'][number]) =>
    `${created ? '+' : ''}${name}${nesting === undefined ? '' : ` in ${nesting.parents} has ${nesting.children}`}`;
  return { deletedUsers, users: users.map(person), deletedGroups, groups: changed.map(group) };
}

const nothing = { deletedUsers: [], users: [], deletedGroups: [], groups: [] };

async function rename(subject: StoreUnderTest, from: string, to: string): Promise<void> {
  const number = await subject.number('main', from);
  const before = account('x', { username: from });
  const known = (await subject.store.directories.find('main', { number })) ?? before;
  const after = { ...known, username: to };
  await subject.apply('main', [subject.change({ action: 'update', account: number, before: known, after })]);
}

async function regroup(subject: StoreUnderTest, username: string, change: { add?: string; remove?: string }) {
  const number = await subject.number('main', username);
  const known = await subject.store.directories.find('main', { number });
  if (known === undefined) throw new Error(`There is no ${username}.`);
  const moved = {
    addGroups: change.add === undefined ? [] : [change.add],
    removeGroups: change.remove === undefined ? [] : [change.remove],
  };
  await subject.apply('main', [
    subject.change({ action: 'update', account: number, before: known, after: known, ...moved }),
  ]);
}

async function remove(subject: StoreUnderTest, username: string, directory = 'main'): Promise<void> {
  const number = await subject.number(directory, username);
  const known = await subject.store.directories.find(directory, { number });
  await subject.apply(directory, [subject.change({ action: 'delete', account: number, before: known ?? null })]);
}

export const changeChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'changes: none, and the same state',
    run: async (subject) => {
      await given(subject);
      await put(subject, 'main', 'ada');
      const since = await settled(subject);
      const changes = await changesOf(subject, since);
      expect(inWords(changes)).toEqual(nothing);
      expect(changes.state).toEqual(since);
    },
  },
  {
    name: 'changes: who joined, changed and left, each with the groups they are in now',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'staff', 'devs');
      await put(subject, 'main', 'ada', 'staff');
      await put(subject, 'main', 'bob', 'staff');
      await put(subject, 'main', 'carl');
      const since = await settled(subject);
      await put(subject, 'main', 'dora', 'devs');
      await regroup(subject, 'ada', { add: 'devs' });
      await rename(subject, 'carl', 'Carlo');
      await remove(subject, 'bob');
      const changes = await changesOf(subject, since.slice());
      expect(inWords(changes)).toEqual(nothing);
      await finished(subject);
      const whole = await changesOf(subject, since);
      expect(inWords(whole)).toEqual({
        ...nothing,
        deletedUsers: ['bob'],
        users: ['+dora (devs)', 'ada (devs, staff)', 'Carlo ()'],
      });
      expect(whole.state).toEqual(await subject.store.serving.state(['main']));
      expect(inWords(await changesOf(subject, whole.state))).toEqual(nothing);
    },
  },
  {
    name: 'changes: names pass from one to the next in the order in which they did',
    run: async (subject) => {
      await given(subject);
      for (const name of ['ada', 'bob', 'carl']) await put(subject, 'main', name);
      const since = await settled(subject);
      await rename(subject, 'carl', 'free');
      await rename(subject, 'bob', 'carl');
      await rename(subject, 'ada', 'bob');
      await finished(subject);
      expect(inWords(await changesOf(subject, since)).users).toEqual(['free ()', 'carl ()', 'bob ()']);
    },
  },
  {
    name: 'changes: two who swap names pass the one in between',
    run: async (subject) => {
      await given(subject);
      const ada = await put(subject, 'main', 'ada');
      await put(subject, 'main', 'bob');
      const since = await settled(subject);
      await rename(subject, 'ada', 'between');
      await rename(subject, 'bob', 'ada');
      await rename(subject, 'between', 'bob');
      await finished(subject);
      const changes = await changesOf(subject, since);
      expect(inWords(changes).users).toEqual(['between', 'ada ()', 'bob ()']);
      expect(changes.users[0]?.user.number).toBe(ada);
      expect(changes.deletedUsers).toEqual([]);
    },
  },
  {
    name: 'changes: somebody new with the name of who left has another key, and the old one goes first',
    run: async (subject) => {
      await given(subject);
      const first = await put(subject, 'main', 'ada');
      const since = await settled(subject);
      await remove(subject, 'ada');
      const second = await put(subject, 'main', 'ada');
      await put(subject, 'main', 'passing');
      await remove(subject, 'passing');
      await finished(subject);
      const changes = await changesOf(subject, since);
      expect(inWords(changes)).toEqual({ ...nothing, deletedUsers: ['ada'], users: ['+ada ()'] });
      expect(second).not.toBe(first);
      expect(changes.users[0]?.user.number).toBe(second);
    },
  },
  {
    name: 'changes: who was renamed and then left goes by the old name',
    run: async (subject) => {
      await given(subject);
      await put(subject, 'main', 'ada');
      const since = await settled(subject);
      await rename(subject, 'ada', 'lovelace');
      await remove(subject, 'lovelace');
      await finished(subject);
      expect(inWords(await changesOf(subject, since))).toEqual({ ...nothing, deletedUsers: ['ada'] });
    },
  },
  {
    name: 'changes: groups that are new, gone, and put into others',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'staff', 'devs', 'old', 'again');
      const since = await settled(subject);
      await groups(subject, 'main', 'new');
      await nest(subject, 'devs', 'staff');
      const gone = (group: string) => subject.change({ action: 'delete-group', status: null, group });
      await subject.apply('main', [gone('old'), gone('again')]);
      await groups(subject, 'main', 'again');
      await finished(subject);
      const { deletedGroups, groups: changed } = inWords(await changesOf(subject, since));
      expect(deletedGroups.toSorted()).toEqual(['again', 'old']);
      expect(changed.toSorted()).toEqual(['+again in  has ', '+new in  has ', 'devs in staff has ']);
    },
  },
  {
    name: 'changes: a name that comes to light in the next directory, and one that was hidden all the time',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'second', 'two');
      await put(subject, 'main', 'ada');
      await put(subject, 'second', 'ada', 'two');
      await put(subject, 'main', 'bob');
      await put(subject, 'second', 'bob');
      const since = await settled(subject, ['main', 'second']);
      await remove(subject, 'ada');
      await remove(subject, 'bob', 'second');
      await finished(subject);
      const changes = inWords(await changesOf(subject, since, both));
      expect(changes.deletedUsers).toEqual(['ada']);
      expect(changes.users).toContain('+ada (two)');
      // He is as before; being told so once more does no harm.
      expect(changes.users.filter((words) => words !== 'bob ()' && words !== '+bob ()')).toEqual(['+ada (two)']);
    },
  },
  {
    name: 'changes: a state of another life, of other directories, from the future, or too old is refused',
    run: async (subject) => {
      await given(subject);
      await put(subject, 'main', 'ada');
      const since = await settled(subject, ['main']);
      const { serving } = subject.store;
      const [state] = since as [DirectoryState];
      const wrong: readonly (readonly DirectoryState[])[] = [
        [],
        [{ ...state, life: 'another' }],
        [{ ...state, directory: 'second' }],
        [{ ...state, event: state.event + 1 }],
        [{ ...state, at: state.at + 1 }],
        [state, state],
      ];
      for (const states of wrong) {
        expect(await serving.changes(main, states, 10), JSON.stringify(states)).toBeUndefined();
      }
      for (const name of ['b', 'c', 'd']) await put(subject, 'main', name);
      await finished(subject);
      expect(await serving.changes(main, since, 2)).toBeUndefined();
      expect((await serving.changes(main, since, 3))?.users).toHaveLength(3);
    },
  },
];
