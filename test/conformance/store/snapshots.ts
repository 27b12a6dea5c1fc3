import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { all, group, type StoreUnderTest, user } from './subject.ts';

async function ids(subject: StoreUnderTest, kind: 'user' | 'group' = 'user', connector = 'acme'): Promise<string[]> {
  return (await all(subject.store.snapshots.index(connector, kind))).map(({ sourceId }) => sourceId).sort();
}

export const snapshotChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'snapshots: what was written is there, by kind',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [ada, bob] = await snapshots.write('acme', 1, [user('ada'), user('bob')]);
      const [staff] = await snapshots.write('acme', 1, [group('ada')]);
      await snapshots.commit('acme', 1);
      expect(new Set([ada, bob, staff]).size).toBe(3);
      expect(await snapshots.size('acme')).toEqual({ users: 2, groups: 1 });
      expect(await all(snapshots.index('acme', 'group'))).toEqual([
        { subject: staff, sourceId: 'ada', hash: 'hash ada' },
      ]);
      const found = await snapshots.lookup('acme', 'user', ['bob', 'nobody']);
      expect(found).toEqual([{ subject: bob, sourceId: 'bob', hash: 'hash bob' }]);
      expect(await snapshots.lookup('acme', 'user', [])).toEqual([]);
    },
  },
  {
    name: 'snapshots: a replaced entry keeps its number',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [ada, bob] = await subject.snapshot(1, [user('ada'), user('bob')]);
      const changed = user('bob', { hash: 'changed', content: '{"uid":"robert"}', nameKey: 'robert', ref: 'new ref' });
      const [cyd, again] = await subject.snapshot(2, [user('cyd'), changed]);
      expect(again).toBe(bob);
      expect([ada, bob]).not.toContain(cyd);
      expect(await ids(subject)).toEqual(['ada', 'bob', 'cyd']);
      expect(await snapshots.findByName('acme', 'bob')).toEqual([]);
      expect(await snapshots.findByName('acme', 'robert')).toMatchObject([
        { subject: bob, attributes: { uid: 'robert' } },
      ]);
      const refs = await all(snapshots.refs('acme', 'user'));
      expect(refs).toContainEqual({ subject: ada, ref: 'ref ada', since: 1 });
      expect(refs).toContainEqual({ subject: bob, ref: 'new ref', since: 2 });
    },
  },
  {
    name: 'snapshots: an entry that a run writes twice is the last one',
    run: async (subject) => {
      await subject.connector();
      const [first] = await subject.store.snapshots.write('acme', 1, [user('ada')]);
      const [second] = await subject.snapshot(1, [user('ada', { hash: 'later', nameKey: 'later' })]);
      expect(second).toBe(first);
      expect(await all(subject.store.snapshots.index('acme', 'user'))).toMatchObject([{ hash: 'later' }]);
    },
  },
  {
    name: 'snapshots: who is removed is gone, and has the same number when back',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [ada] = await subject.snapshot(1, [user('ada'), user('bob')]);
      await snapshots.remove('acme', 2, [ada ?? 0]);
      await snapshots.commit('acme', 2);
      expect(await ids(subject)).toEqual(['bob']);
      expect(await snapshots.findBySourceId('acme', 'ada')).toBeUndefined();
      expect(await snapshots.size('acme')).toEqual({ users: 1, groups: 0 });
      expect(await subject.snapshot(3, [user('ada')])).toEqual([ada]);
    },
  },
  {
    name: 'snapshots: discarding takes back all that was not committed',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [ada, bob] = await subject.snapshot(1, [user('ada'), user('bob')]);
      const [staff, board] = await subject.snapshot(1, [group('staff'), group('board')]);
      const members = [staff ?? 0, board ?? 0];
      await snapshots.writeEdges(
        'acme',
        1,
        members.map((each) => ({ group: each, add: ['ref ada'], remove: [] })),
      );
      await snapshots.commit('acme', 1);
      const before = await all(snapshots.index('acme', 'user'));

      await snapshots.write('acme', 2, [user('ada', { hash: 'changed' }), user('cyd')]);
      await snapshots.remove('acme', 2, [bob ?? 0, board ?? 0]);
      await snapshots.write('acme', 2, [{ ...group('staff'), hash: 'changed' }]);
      await snapshots.writeEdges('acme', 2, [{ group: staff ?? 0, add: ['ref cyd'], remove: ['ref ada'] }]);
      await snapshots.discard('acme');

      expect(await all(snapshots.index('acme', 'user'))).toEqual(before);
      expect(await ids(subject, 'group')).toEqual(['board', 'staff']);
      expect(await snapshots.members('acme', members)).toEqual(members.map(() => ['ref ada']));
      expect(await snapshots.findBySourceId('acme', 'ada')).toMatchObject({ subject: ada });
      await snapshots.discard('acme');
      expect(await ids(subject)).toEqual(['ada', 'bob']);
    },
  },
  {
    name: 'snapshots: connectors do not see each other',
    run: async (subject) => {
      for (const id of ['acme', 'other']) await subject.connector(id);
      const [ada] = await subject.snapshot(1, [user('ada')]);
      const [same] = await subject.snapshot(1, [user('ada', { hash: 'other' })], 'other');
      expect(same).not.toBe(ada);
      await subject.store.snapshots.write('other', 2, [user('bob')]);
      await subject.store.snapshots.discard('other');
      expect(await ids(subject)).toEqual(['ada']);
      expect(await ids(subject, 'user', 'other')).toEqual(['ada']);
    },
  },
  {
    name: 'snapshots: an index of many pages has everybody once',
    run: async (subject) => {
      await subject.connector();
      const many = Array.from({ length: 10_001 }, (_, index) => user(`u${index}`));
      await subject.snapshot(1, many);
      const index = await all(subject.store.snapshots.index('acme', 'user'));
      expect(new Set(index.map(({ sourceId }) => sourceId)).size).toBe(10_001);
      expect(index).toHaveLength(10_001);
      expect(await all(subject.store.snapshots.refs('acme', 'user'))).toHaveLength(10_001);
    },
  },
];

const hostile = [
  'A',
  'a',
  'ä',
  'a\u0308',
  `'; drop table version; --`,
  '%',
  '_',
  '\\',
  '😀',
  ' ',
  '__proto__',
  'x'.repeat(800),
];

export const snapshotLookupChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'snapshots: source ids are different as soon as one character is',
    run: async (subject) => {
      await subject.connector();
      const subjects = await subject.snapshot(
        1,
        hostile.map((id) => user(id, { hash: `of ${id}` })),
      );
      for (const [index, id] of hostile.entries()) {
        const expected = { subject: subjects[index], sourceId: id, hash: `of ${id}` };
        expect(await subject.store.snapshots.lookup('acme', 'user', [id])).toEqual([expected]);
        expect(await subject.store.snapshots.findBySourceId('acme', id)).toMatchObject({ sourceId: id });
      }
    },
  },
  {
    name: 'snapshots: a found person is as the source sent them',
    run: async (subject) => {
      await subject.connector();
      const content = '{"__proto__":"x","uid":"\\u0000","list":[1,null,{"a":true}],"half":"\\ud800"}';
      const failed = { disposition: 'failed', problem: 'has no username', desired: null, desiredHash: null } as const;
      const [ada] = await subject.snapshot(1, [user('ada', { ...failed, content })]);
      const found = await subject.store.snapshots.findBySourceId('acme', 'ada');
      expect(found).toMatchObject({ subject: ada, ref: 'ref ada', disposition: 'failed', problem: 'has no username' });
      expect(JSON.stringify(found?.attributes)).toBe(content);
      expect(found?.desired).toBeNull();
    },
  },
  {
    name: 'snapshots: by a name everybody is found who claims it, and no group',
    run: async (subject) => {
      await subject.connector();
      await subject.snapshot(1, [user('1', { nameKey: 'ada' }), user('2', { nameKey: 'ada' }), user('3')]);
      await subject.snapshot(1, [group('4', 'ada')]);
      const found = await subject.store.snapshots.findByName('acme', 'ada');
      expect(found.map(({ sourceId }) => sourceId).sort()).toEqual(['1', '2']);
      expect(await subject.store.snapshots.findByName('acme', '%')).toEqual([]);
    },
  },
];

export const snapshotEdgeChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'snapshots: memberships come and go',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [staff = 0, board = 0] = await subject.snapshot(1, [group('staff'), group('board')]);
      await snapshots.writeEdges('acme', 1, [{ group: staff, add: ['a', 'b', 'c'], remove: [] }]);
      await snapshots.commit('acme', 1);
      await snapshots.writeEdges('acme', 2, [
        { group: staff, add: ['d'], remove: ['a', 'nobody'] },
        { group: board, add: ['a'], remove: [] },
      ]);
      await snapshots.commit('acme', 2);
      const [ofStaff = [], ofBoard] = await snapshots.members('acme', [staff, board]);
      expect([...ofStaff].sort()).toEqual(['b', 'c', 'd']);
      expect(ofBoard).toEqual(['a']);
      await snapshots.writeEdges('acme', 3, [{ group: staff, add: ['a'], remove: [] }]);
      expect([...((await snapshots.members('acme', [staff]))[0] ?? [])].sort()).toEqual(['a', 'b', 'c', 'd']);
    },
  },
  {
    name: 'snapshots: a membership that one run adds and removes was never there',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [staff = 0] = await subject.snapshot(1, [group('staff')]);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: ['a', 'b'], remove: [] }]);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: [], remove: ['a'] }]);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: ['b'], remove: [] }]);
      await snapshots.commit('acme', 2);
      expect((await snapshots.members('acme', [staff]))[0]).toEqual(['b']);
    },
  },
  {
    name: 'snapshots: a membership that one run removes and adds again stays once',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [staff = 0] = await subject.snapshot(1, [group('staff')]);
      await snapshots.writeEdges('acme', 1, [{ group: staff, add: ['a'], remove: [] }]);
      await snapshots.commit('acme', 1);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: [], remove: ['a'] }]);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: ['a'], remove: [] }]);
      await snapshots.commit('acme', 2);
      expect((await snapshots.members('acme', [staff]))[0]).toEqual(['a']);
    },
  },
  {
    name: 'snapshots: a removed group has no members, and a person is in none that is gone',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [staff = 0, board = 0] = await subject.snapshot(1, [group('s', 'Staff'), group('b', 'Board')]);
      const add = ['ref ada'];
      await snapshots.writeEdges(
        'acme',
        1,
        [staff, board].map((each) => ({ group: each, add, remove: [] })),
      );
      await snapshots.commit('acme', 1);
      expect(await snapshots.groupsOf('acme', 'ref ada')).toEqual([
        { subject: staff, sourceId: 's', name: 'Staff' },
        { subject: board, sourceId: 'b', name: 'Board' },
      ]);
      await snapshots.remove('acme', 2, [board]);
      await snapshots.commit('acme', 2);
      expect(await snapshots.groupsOf('acme', 'ref ada')).toMatchObject([{ subject: staff }]);
      expect((await snapshots.members('acme', [board]))[0]).toEqual([]);
      await snapshots.writeEdges('acme', 3, [{ group: staff, add: [], remove: ['ref ada'] }]);
      await snapshots.commit('acme', 3);
      expect(await snapshots.groupsOf('acme', 'ref ada')).toEqual([]);
    },
  },
  {
    name: 'snapshots: a group of many members changes by a few',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const [staff = 0] = await subject.snapshot(1, [group('staff')]);
      const add = Array.from({ length: 20_000 }, (_, index) => `cn=member ${index},dc=test`);
      await snapshots.writeEdges('acme', 1, [{ group: staff, add, remove: [] }]);
      await snapshots.commit('acme', 1);
      await snapshots.writeEdges('acme', 2, [{ group: staff, add: ['new'], remove: add.slice(10) }]);
      await snapshots.commit('acme', 2);
      const members = (await snapshots.members('acme', [staff]))[0] ?? [];
      expect([...members].sort()).toEqual([...add.slice(0, 10), 'new'].sort());
    },
  },
];
