import { expect } from 'vitest';
import type { ServedScope } from '../../../src/core/ports/store/index.ts';
import { noCounts } from '../../../src/core/runs.ts';
import type { Restriction } from '../../../src/core/search/restriction.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { all, now, type StoreUnderTest } from './subject.ts';

export const main: ServedScope = { directories: ['main'], aggregate: false };
const both: ServedScope = { directories: ['main', 'second'], aggregate: false };
const everything = { start: 0, limit: 1_000_000 };
const anybody: Restriction = { kind: 'all' };

/** Two directories and a run that is going to write into them. */
export async function given(subject: StoreUnderTest): Promise<void> {
  await subject.connector();
  for (const directory of ['main', 'second']) await subject.store.directories.ensure(directory, 'own');
  await subject.run();
}

/** What was applied so far is what a run that is over has done. */
export async function finished(subject: StoreUnderTest, run = 'acme-1', interrupted = false): Promise<void> {
  const end = { kind: 'full', status: 'succeeded', counts: noCounts, messages: [], guards: [], phases: {} } as const;
  await subject.store.runs.finish(run, { ...end, coversAll: true, now, interrupted });
}

export async function groups(subject: StoreUnderTest, directory: string, ...names: readonly string[]): Promise<void> {
  const changes = names.map((group) => subject.change({ action: 'create-group', status: null, group }));
  await subject.apply(directory, changes);
}

export async function put(subject: StoreUnderTest, directory: string, username: string, ...into: readonly string[]) {
  await subject.apply(directory, [subject.create(account(username), { addGroups: into })]);
  return subject.number(directory, username);
}

export async function nest(subject: StoreUnderTest, child: string, ...into: readonly string[]): Promise<void> {
  await subject.apply('main', [
    subject.change({ action: 'update-group', status: null, group: child, addGroups: into }),
  ]);
}

async function names({ store }: StoreUnderTest, scope: ServedScope, restriction = anybody, range = everything) {
  return (await all(store.serving.users(scope, restriction, range))).map(({ username }) => username);
}

/** Parts of a group together. */
async function membershipsOf({ store }: StoreUnderTest, scope: ServedScope) {
  const found = new Map<string, { users: string[]; groups: string[] }>();
  for (const { group, users, groups: children } of await all(store.serving.memberships(scope))) {
    const known = found.get(group) ?? { users: [], groups: [] };
    found.set(group, { users: [...known.users, ...users].sort(), groups: [...known.groups, ...children] });
  }
  return Object.fromEntries(found);
}

export const servingChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'serving: a person with everything that is known of them',
    run: async (subject) => {
      await given(subject);
      const number = await put(subject, 'main', 'Ada');
      const found = await subject.store.serving.user(main, { name: 'ADA' });
      expect(found).toEqual({
        directory: 'main',
        number,
        key: expect.stringMatching(new RegExp(`^[0-9a-f]{8}-${number}$`)),
        username: 'Ada',
        fullName: 'The Ada',
        email: 'Ada@conformance.test',
        active: true,
        attributes: { department: ['Research'] },
        createdAt: now,
        updatedAt: now,
      });
      expect(await subject.store.serving.user(main, { key: found?.key ?? '' })).toEqual(found);
      for (const key of ['', 'x', `x-${number}`, `${found?.key}0`, 'a\u0000b', '\ud800']) {
        expect(await subject.store.serving.user(main, { key }), JSON.stringify(key)).toBeUndefined();
      }
      for (const name of ['', 'nobody', 'a\u0000b', '\ud800']) {
        expect(await subject.store.serving.user(main, { name }), JSON.stringify(name)).toBeUndefined();
      }
    },
  },
  {
    name: 'serving: nothing is listed while a run is half done, nor before what goes on with an interrupted one is over',
    run: async (subject) => {
      await given(subject);
      await put(subject, 'main', 'ada');
      const { serving, runs } = subject.store;
      const busy = expect.objectContaining({ kind: 'busy' });
      const refused = async () => {
        await expect(names(subject, main)).rejects.toEqual(busy);
        await expect(all(serving.groups(main, anybody, everything))).rejects.toEqual(busy);
        await expect(all(serving.memberships(main))).rejects.toEqual(busy);
        await expect(serving.state(['main'])).rejects.toEqual(busy);
      };
      await refused();
      expect(await names(subject, { directories: ['second'], aggregate: false })).toEqual([]);
      expect(await serving.user(main, { name: 'ada' })).toMatchObject({ username: 'ada' });
      await finished(subject, 'acme-1', true);
      await refused();
      const next = await subject.run();
      await runs.clearInterrupted('acme-1');
      await expect(names(subject, main)).rejects.toEqual(busy);
      await finished(subject, next.id);
      expect(await names(subject, main)).toEqual(['ada']);
    },
  },
  {
    name: 'serving: a listing goes on with what was there when it began',
    run: async (subject) => {
      await given(subject);
      const many = Array.from({ length: 1_200 }, (_, index) => account(`p${String(index).padStart(4, '0')}`));
      await subject.apply(
        'main',
        many.map((one) => subject.create(one)),
      );
      await finished(subject);
      const pages = subject.store.serving.users(main, anybody, everything)[Symbol.asyncIterator]();
      const first = await pages.next();
      const last = await subject.number('main', 'p1199');
      const gone = { action: 'delete', account: last, before: account('p1199') } as const;
      await subject.apply('main', [subject.change(gone), subject.create(account('p9999'))]);
      const seen = [...(first.done === true ? [] : first.value)];
      for (let next = await pages.next(); next.done !== true; next = await pages.next()) seen.push(...next.value);
      expect(seen.map(({ username }) => username)).toEqual(many.map(({ username }) => username));
      expect(await subject.number('main', 'p1199')).toBe(0);
    },
  },
  {
    name: 'serving: who stops reading early leaves nothing behind',
    run: async (subject) => {
      await given(subject);
      await subject.accounts('main', 'ada', 'bob');
      await finished(subject);
      for (let time = 0; time < 12; time += 1) {
        for await (const page of subject.store.serving.users(main, anybody, everything)) {
          expect(page).toHaveLength(2);
          break;
        }
      }
    },
  },
  {
    name: 'serving: by name, in parts, and only those who fit',
    run: async (subject) => {
      await given(subject);
      await subject.accounts('main', 'dora', 'Bob', 'ada', 'carl');
      await groups(subject, 'main', 'staff', 'Board');
      await finished(subject);
      expect(await names(subject, main)).toEqual(['ada', 'Bob', 'carl', 'dora']);
      expect(await names(subject, main, anybody, { start: 1, limit: 2 })).toEqual(['Bob', 'carl']);
      expect(await names(subject, main, anybody, { start: 4, limit: 2 })).toEqual([]);
      const text = (property: string, match: 'equals' | 'contains', value: string): Restriction => {
        return { kind: 'text', property, match, value };
      };
      expect(await names(subject, main, text('name', 'equals', 'BOB'))).toEqual(['Bob']);
      expect(await names(subject, main, text('name', 'equals', 'a\u0000'))).toEqual([]);
      expect(await names(subject, main, text('email', 'contains', 'AR'))).toEqual(['carl']);
      expect(await names(subject, main, text('department', 'equals', 'research'), { start: 2, limit: 9 })).toEqual([
        'carl',
        'dora',
      ]);
      const either: Restriction = { kind: 'or', of: [text('name', 'equals', 'ada'), text('name', 'equals', 'dora')] };
      expect(await names(subject, main, either)).toEqual(['ada', 'dora']);
      expect(await names(subject, main, { kind: 'absent', property: 'name' })).toEqual([]);
      const found = await all(subject.store.serving.groups(main, text('name', 'contains', 'A'), everything));
      expect(found.map(({ name }) => name)).toEqual(['Board', 'staff']);
    },
  },
  {
    name: 'serving: every group comes with its members, people and groups, also an empty one',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'staff', 'devs', 'empty');
      await put(subject, 'main', 'ada', 'staff', 'devs');
      await put(subject, 'main', 'bob', 'staff');
      await nest(subject, 'devs', 'staff');
      await finished(subject);
      expect(await membershipsOf(subject, main)).toEqual({
        devs: { users: ['ada'], groups: [] },
        empty: { users: [], groups: [] },
        staff: { users: ['ada', 'bob'], groups: ['devs'] },
      });
    },
  },
  {
    name: 'serving: a group of thousands comes whole',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'everybody', 'few');
      const people = Array.from({ length: 5_000 }, (_, index) => account(`p${index}`));
      await subject.apply(
        'main',
        people.map((one) => subject.create(one, { addGroups: ['everybody'] })),
      );
      await put(subject, 'main', 'one more', 'everybody', 'few');
      await groups(subject, 'main', 'aside', 'none');
      await subject.apply(
        'main',
        Array.from({ length: 4_990 }, (_, index) => subject.create(account(`q${index}`), { addGroups: ['aside'] })),
      );
      await finished(subject);
      const found = await membershipsOf(subject, main);
      expect(found.everybody?.users).toHaveLength(5_001);
      expect(new Set(found.everybody?.users).size).toBe(5_001);
      expect(found.few?.users).toEqual(['one more']);
      expect(new Set(found.aside?.users).size).toBe(4_990);
      expect(found.none).toEqual({ users: [], groups: [] });
      // The same group by way of two directories.
      expect((await membershipsOf(subject, both)).everybody).toEqual(found.everybody);
    },
  },
  {
    name: 'serving: groups through groups, in both directions, also in a circle',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'a', 'b', 'c');
      await put(subject, 'main', 'ada', 'a');
      await put(subject, 'main', 'bob', 'c');
      await nest(subject, 'a', 'b');
      await nest(subject, 'b', 'c');
      await nest(subject, 'c', 'a');
      const { serving } = subject.store;
      const namesOf = (found: readonly { name: string }[] | undefined) => found?.map(({ name }) => name);
      expect(namesOf(await serving.groupsOfUser(main, 'ADA', false))).toEqual(['a']);
      expect(namesOf(await serving.groupsOfUser(main, 'ada', true))).toEqual(['a', 'b', 'c']);
      expect(namesOf(await serving.parentsOf(main, 'A', false))).toEqual(['b']);
      expect(namesOf(await serving.parentsOf(main, 'a', true))).toEqual(['b', 'c']);
      expect(namesOf(await serving.childrenOf(main, 'a', false))).toEqual(['c']);
      expect(namesOf(await serving.childrenOf(main, 'a', true))).toEqual(['b', 'c']);
      const users = async (group: string, nested: boolean, range = everything) =>
        (await serving.usersOfGroup(main, group, nested, range))?.map(({ username }) => username);
      expect(await users('C', false)).toEqual(['bob']);
      expect(await users('c', true)).toEqual(['ada', 'bob']);
      expect(await users('c', true, { start: 1, limit: 1 })).toEqual(['bob']);
      expect(await serving.isMember(main, 'b', 'ada', false)).toBe(false);
      expect(await serving.isMember(main, 'B', 'ada', true)).toBe(true);
      expect(await serving.isMember(main, 'nothing', 'ada', true)).toBe(false);
      expect(await serving.isMember(main, 'a', 'nobody', true)).toBe(false);
      expect(await serving.groupsOfUser(main, 'nobody', true)).toBeUndefined();
      expect(await serving.usersOfGroup(main, 'nothing', true, everything)).toBeUndefined();
      expect(await serving.parentsOf(main, 'nothing', true)).toBeUndefined();
      expect(await serving.group(main, 'nothing')).toBeUndefined();
      expect(await serving.group(main, 'A')).toMatchObject({ name: 'a', directory: 'main', createdAt: now });
    },
  },
  {
    name: 'serving: of several directories the first one that has a name wins',
    run: async (subject) => {
      await given(subject);
      await groups(subject, 'main', 'staff', 'one');
      await groups(subject, 'second', 'Staff', 'two');
      await put(subject, 'main', 'ada', 'staff');
      await put(subject, 'second', 'ADA', 'two');
      await put(subject, 'second', 'bob', 'Staff');
      await finished(subject);
      expect(await names(subject, both)).toEqual(['ada', 'bob']);
      expect(await names(subject, { ...both, directories: ['second', 'main'] })).toEqual(['ADA', 'bob']);
      const { serving } = subject.store;
      const found = await all(serving.groups(both, anybody, everything));
      expect(found.map(({ name, directory }) => `${name} of ${directory}`)).toEqual([
        'one of main',
        'staff of main',
        'two of second',
      ]);
      const one = { users: [], groups: [] };
      expect(await membershipsOf(subject, both)).toEqual({
        one,
        staff: { users: ['ada', 'bob'], groups: [] },
        two: { users: [], groups: [] },
      });
      const together = { ...both, aggregate: true };
      expect((await membershipsOf(subject, together)).two).toEqual({ users: ['ada'], groups: [] });
      const groupsOf = async (scope: ServedScope) =>
        (await serving.groupsOfUser(scope, 'ada', false))?.map(({ name }) => name);
      expect(await groupsOf(both)).toEqual(['staff']);
      expect(await groupsOf(together)).toEqual(['staff', 'two']);
      expect(await serving.isMember(both, 'two', 'ada', false)).toBe(false);
      expect(await serving.isMember(together, 'two', 'ada', false)).toBe(true);
      const inTwo = async (scope: ServedScope) =>
        (await serving.usersOfGroup(scope, 'two', false, everything))?.map(({ username }) => username);
      expect(await inTwo(both)).toEqual([]);
      expect(await inTwo(together)).toEqual(['ada']);
    },
  },
  {
    name: 'serving: a directory that is not there is not found',
    run: async ({ store }) => {
      const scope = { directories: ['nothing'], aggregate: false };
      const notFound = expect.objectContaining({ kind: 'not-found' });
      await expect(store.serving.state(['nothing'])).rejects.toEqual(notFound);
      await expect(all(store.serving.users(scope, anybody, everything))).rejects.toEqual(notFound);
      await expect(store.serving.user(scope, { name: 'ada' })).rejects.toEqual(notFound);
      await expect(store.serving.changes(scope, [], 10)).rejects.toEqual(notFound);
    },
  },
];
