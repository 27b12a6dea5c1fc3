import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { eventsOf, type Listing, never, type SourceUnderTest } from './listing.ts';

export const readingChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'everybody comes, each with an id and a reference of their own',
    run: async (subject) => {
      const uids = Array.from({ length: 120 }, (_, index) => `person${index}`);
      await subject.addPeople(...uids);
      const { users } = await subject.read();
      const records = [...users.values()];
      expect(records.map((record) => subject.texts(record, 'uid')[0]).sort()).toEqual([...uids].sort());
      expect(new Set(records.map(({ ref }) => ref)).size).toBe(120);
      expect(records.filter(({ sourceId, ref }) => sourceId === '' || ref === '')).toEqual([]);
    },
  },
  {
    name: 'the end comes once and last, and carries a cursor exactly where there is a delta',
    run: async (subject) => {
      await subject.addPeople('ada');
      await subject.company.addGroup('staff', { users: ['ada'] });
      const events = await eventsOf(subject.source.read(never()));
      expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ type: 'end' });
      const { cursor } = await subject.read();
      expect(cursor !== null).toBe(subject.subject.capabilities.delta);
    },
  },
  {
    name: 'a company without people is read whole',
    run: async (subject) => {
      const { users, groups } = await subject.read();
      expect([users.size, groups.size]).toEqual([0, 0]);
    },
  },
  {
    name: 'reading twice says the same',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob', 'cyd');
      await subject.company.addGroup('staff', { users: ['ada', 'bob'] });
      const first = await subject.read();
      expect(comparable(await subject.read())).toEqual(comparable(first));
    },
  },
  {
    name: 'what a person is called comes through as it was written',
    run: async (subject) => {
      const cn = `Zoë "Zed" O'Brien-Łuk, \\Dr.\\ <x> #1 + 50 % ; 名前 😀`;
      await subject.company.addUser({ uid: 'zoe', cn, mail: 'zoe+tag@conformance.test' });
      const record = (await subject.read()).user('zoe');
      expect(subject.texts(record, 'cn')).toEqual([cn]);
      expect(subject.texts(record, 'mail')).toEqual(['zoe+tag@conformance.test']);
      expect(Object.getPrototypeOf(record.attributes), 'attributes without a prototype').toBeNull();
    },
  },
  {
    name: 'members are references that lead to people',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob', 'cyd');
      await subject.company.addGroup('staff', { users: ['ada', 'bob'] });
      await subject.company.addGroup('board', { users: ['cyd'] });
      const listing = await subject.read();
      expect(memberNames(subject, listing, 'staff')).toEqual(['ada', 'bob']);
      expect(memberNames(subject, listing, 'board')).toEqual(['cyd']);
    },
  },
  {
    name: 'a changed person keeps id and reference',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      const before = (await subject.read()).user('ada');
      await subject.company.changeUser('ada', { cn: 'Ada Lovelace', mail: 'lovelace@conformance.test' });
      const after = (await subject.read()).user('ada');
      expect([after.sourceId, after.ref]).toEqual([before.sourceId, before.ref]);
      expect(subject.texts(after, 'cn')).toEqual(['Ada Lovelace']);
      expect(subject.texts(after, 'mail')).toEqual(['lovelace@conformance.test']);
    },
  },
  {
    name: 'who was removed does not come any more',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      await subject.company.addGroup('staff', { users: ['ada'] });
      await subject.company.addGroup('board', { users: ['ada'] });
      await subject.company.removeUser('bob');
      await subject.company.removeGroup('board');
      const listing = await subject.read();
      expect(listing.usersNamed('bob')).toEqual([]);
      expect([...listing.groups.values()].map(({ name }) => name)).toEqual(['staff']);
    },
  },
  {
    name: 'who was re-created with the same name has a new id',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      const before = (await subject.read()).user('ada');
      await subject.company.recreateUser('ada');
      const after = (await subject.read()).user('ada');
      expect(after.sourceId).not.toBe(before.sourceId);
    },
  },
  {
    name: 'a changed group keeps its id and has its new members',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob', 'cyd');
      await subject.company.addGroup('staff', { users: ['ada', 'bob'] });
      const before = (await subject.read()).group('staff');
      await subject.company.changeGroup('staff', { users: ['bob', 'cyd'] });
      const listing = await subject.read();
      expect(listing.group('staff').sourceId).toBe(before.sourceId);
      expect(memberNames(subject, listing, 'staff')).toEqual(['bob', 'cyd']);
    },
  },
];

export const nestedGroupChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'members are references that lead to groups, also in a circle',
    run: async (subject) => {
      await subject.addPeople('ada');
      await subject.company.addGroup('inner', { users: ['ada'] });
      await subject.company.addGroup('outer', { groups: ['inner'] });
      await subject.company.changeGroup('inner', { users: ['ada'], groups: ['outer'] });
      const listing = await subject.read();
      const [inner, outer] = [listing.group('inner'), listing.group('outer')];
      expect(outer.members).toEqual([inner.ref]);
      expect([...inner.members].sort()).toEqual([listing.user('ada').ref, outer.ref].sort());
    },
  },
];

/** Everything of a listing that does not depend on the order of pages. */
export function comparable(listing: Listing) {
  return {
    users: [...listing.users.values()].sort(bySourceId),
    groups: [...listing.groups.values()]
      .map((group) => ({ ...group, members: [...group.members].sort() }))
      .sort(bySourceId),
  };
}

function bySourceId(one: { sourceId: string }, other: { sourceId: string }): number {
  return one.sourceId < other.sourceId ? -1 : 1;
}

/** The uids of the people that a group's members lead to. */
export function memberNames(subject: SourceUnderTest, listing: Listing, group: string): readonly string[] {
  const byRef = new Map([...listing.users.values()].map((user) => [user.ref, user]));
  const names = listing.group(group).members.map((ref) => {
    const user = byRef.get(ref);
    return user === undefined ? `nobody (${ref})` : (subject.texts(user, 'uid')[0] ?? '');
  });
  return names.sort();
}
