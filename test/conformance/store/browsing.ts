import { expect } from 'vitest';
import type { PlanAction } from '../../../src/core/planning/plan.ts';
import type { BrowseQuery, Page, ResultOrder } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { account } from '../items.ts';
import { contested } from './plans.ts';
import { group, item, type StoreUnderTest, user } from './subject.ts';

const first = { after: null, limit: 10 };

/** Everything that pages of this size lead to. */
async function gather<T>(limit: number, read: (page: { after: string | null; limit: number }) => Promise<Page<T>>) {
  const found: T[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<T> = await read({ after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    if (page.next === null) return found;
    after = page.next;
  }
}

const filtered = { disposition: 'filtered', problem: 'is left out', desired: null, desiredHash: null } as const;
const nameless = { ...filtered, disposition: 'failed', nameKey: null, content: '{"mail":"zoë@acme.test"}' } as const;

/** A run in which Ada was added, Bob renamed, Zoë failed; Cyd and Dan stayed as they were, Eve is filtered. */
async function browsed(subject: StoreUnderTest): Promise<void> {
  await subject.connector();
  await subject.run();
  const people = [user('ada'), user('bob'), user('zoe', nameless), user('dan'), user('Cyd'), user('eve', filtered)];
  const [ada = 0, bob = 0, zoe = 0] = await subject.snapshot(1, people);
  const before = account('old');
  const items = [
    item(1, { action: 'create-group', status: null, state: 'done', group: 'ada' }),
    item(2, { subject: bob, state: 'done', action: 'update', status: 'UPDATED', before, after: account('bob') }),
    item(3, { subject: ada, state: 'done', after: { ...account('ada'), fullName: 'Ada 100% "Lovelace" ÖZ' } }),
    item(4, { subject: zoe, state: 'none', action: 'none', status: 'FAILED', after: null }),
  ];
  await subject.store.plans.append('acme', 1, items, true);
}

const ids = (subject: StoreUnderTest, query: Partial<BrowseQuery>, limit = 10, coversAll = true) =>
  gather(limit, (page) =>
    subject.store.results.browse('acme', 1, coversAll, { sort: 'order', ...query, ...page }),
  ).then((results) => results.map(({ sourceId }) => sourceId));

export const browsingChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'browsing: results in every order, the same in pages of every size',
    run: async (subject) => {
      await browsed(subject);
      const orders: { readonly [order in ResultOrder]: readonly string[] } = {
        order: ['bob', 'ada', 'zoe', 'dan', 'Cyd', 'eve'],
        username: ['zoe', 'ada', 'bob', 'Cyd', 'dan', 'eve'],
        '-username': ['eve', 'dan', 'Cyd', 'bob', 'ada', 'zoe'],
        status: ['ada', 'zoe', 'eve', 'dan', 'Cyd', 'bob'],
      };
      for (const [sort, expected] of Object.entries(orders)) {
        for (const limit of [1, 2, 3, 10]) {
          expect(await ids(subject, { sort: sort as ResultOrder }, limit), `${sort} by ${limit}`).toEqual(expected);
        }
      }
      expect(await ids(subject, {}, 10, false)).toEqual(['bob', 'ada', 'zoe']);
    },
  },
  {
    name: 'browsing: results with some statuses',
    run: async (subject) => {
      await browsed(subject);
      expect(await ids(subject, { statuses: ['FAILED', 'SKIPPED'] })).toEqual(['zoe']);
      expect(await ids(subject, { statuses: ['NOT_MODIFIED'] })).toEqual(['dan', 'Cyd']);
      expect(await ids(subject, { statuses: ['FILTERED', 'ADDED'], sort: 'username' })).toEqual(['ada', 'eve']);
      expect(await ids(subject, { statuses: ['DELETED'] })).toEqual([]);
    },
  },
  {
    name: 'browsing: results are found by a part of a name, an address or an id, without regard to case',
    run: async (subject) => {
      await browsed(subject);
      const searches: readonly (readonly [search: string, ids: readonly string[]])[] = [
        ['ADA', ['ada']],
        ['lovelace', ['ada']],
        ['"lovelace"', ['ada']],
        ['100%', ['ada']],
        ['10%', []],
        ['öz', ['ada']],
        ['the d', ['dan']],
        ['cYd', ['Cyd']],
        ['old', ['bob']],
        ['ZOË@ACME', ['zoe']],
        ['username', []],
        ['_', []],
        ["' or 1=1 --", []],
        ['\u0000', []],
        ['\ud800', []],
        ['  ', ['bob', 'ada', 'zoe', 'dan', 'Cyd', 'eve']],
      ];
      for (const [search, expected] of searches) {
        for (const sort of ['order', 'username'] as const) {
          expect((await ids(subject, { search, sort }, 2)).toSorted(), search).toEqual(expected.toSorted());
        }
      }
    },
  },
  {
    name: 'browsing: what is no place in a list is refused',
    run: async (subject) => {
      await browsed(subject);
      const { results, snapshots, directories } = subject.store;
      for (const after of ['', 'x', '2.1.', `0.1' or 1=1`, '0.1.\u0000']) {
        const query = { sort: 'username', after, limit: 2 } as const;
        await expectFailure('invalid', () => results.browse('acme', 1, true, query));
      }
      await expectFailure('invalid', () => snapshots.people('acme', { after: 'x', limit: 2 }));
      await directories.ensure('main', 'own');
      await expectFailure('invalid', () => directories.userPage('main', { after: '\u0000', limit: 2 }));
    },
  },
  {
    name: 'browsing: an old run is as it was',
    run: async (subject) => {
      await browsed(subject);
      await subject.run();
      await subject.snapshot(2, [user('dan', { ...filtered, hash: 'other' })]);
      await subject.store.snapshots.remove('acme', 2, [5]);
      expect(await ids(subject, { statuses: ['NOT_MODIFIED'] })).toEqual(['dan', 'Cyd']);
      expect(await ids(subject, { sort: '-username' }, 2)).toEqual(['eve', 'dan', 'Cyd', 'bob', 'ada', 'zoe']);
    },
  },
  {
    name: 'browsing: open conflicts in pages, searched and by situation, and counted by person',
    run: async (subject) => {
      await subject.connector();
      const { results, plans } = subject.store;
      for (const _each of [1, 2]) await subject.run();
      const people = [user('ada'), user('bob'), user('cyd')];
      const subjects = await subject.snapshot(1, people);
      const first = contested(subjects).map((one, seq) => ({ ...one, seq }));
      await plans.append('acme', 1, first, true);
      // A run that a guard stops tells of the same conflict once more.
      await plans.append('acme', 2, first.slice(2), true);
      expect(await results.countConflicts('acme')).toBe(3);
      const found = await gather(1, (page) => results.conflictPage('acme', page));
      expect(found.map(({ run, sourceId }) => [run, sourceId])).toEqual([
        [1, 'ada'],
        [1, 'bob'],
        [2, 'cyd'],
      ]);
      expect(found).toEqual(await results.conflicts('acme'));
      const kind = found[0]?.situation ?? '';
      const page = { after: null, limit: 9 };
      expect((await results.conflictPage('acme', { ...page, kind })).items).toHaveLength(3);
      expect((await results.conflictPage('acme', { ...page, kind: 'other' })).items).toEqual([]);
      const searched = await results.conflictPage('acme', { ...page, search: 'BOB' });
      expect(searched.items.map(({ sourceId }) => sourceId)).toEqual(['bob']);
      await expectFailure('invalid', () => results.conflictPage('acme', { ...page, after: '1' }));
    },
  },
  {
    name: 'browsing: a plan by what it does',
    run: async (subject) => {
      await browsed(subject);
      const seqs = async (action: PlanAction | null) =>
        (await subject.store.plans.items('acme', 1, -1, 10, action)).map(({ seq }) => seq);
      expect(await seqs(null)).toEqual([1, 2, 3, 4]);
      expect(await seqs('update')).toEqual([2]);
      expect(await seqs('delete')).toEqual([]);
    },
  },
  {
    name: 'browsing: people of the snapshot in pages, found by what the source sent or what was made of it',
    run: async (subject) => {
      await browsed(subject);
      const { snapshots } = subject.store;
      const people = await gather(2, (page) => snapshots.people('acme', page));
      expect(people.map(({ sourceId }) => sourceId)).toEqual(['ada', 'bob', 'zoe', 'dan', 'Cyd', 'eve']);
      expect(people[2]).toEqual(await snapshots.findBySourceId('acme', 'zoe'));
      const found = async (search: string) =>
        (await snapshots.people('acme', { ...first, search })).items.map(({ sourceId }) => sourceId);
      expect(await found('The D')).toEqual(['dan']);
      expect(await found('zoë@')).toEqual(['zoe']);
      expect(await found('EV')).toEqual(['eve']);
      await subject.run();
      await snapshots.remove('acme', 2, [1]);
      expect(await found('ada')).toEqual([]);
    },
  },
  {
    name: 'browsing: groups of the snapshot by name, with members, each name once',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const groups = [group('g1', 'Staff'), group('g2', 'board'), { ...group('g3', 'staff'), ...skipped }];
      const [staff = 0, , other = 0] = await subject.snapshot(1, groups);
      await snapshots.writeEdges('acme', 1, [
        { group: staff, add: ['a', 'b'], remove: [] },
        { group: other, add: ['c'], remove: [] },
      ]);
      const found = await gather(1, (page) => snapshots.groups('acme', page));
      expect(found.map(({ name, members, synced }) => [name.toLowerCase(), members, synced])).toEqual([
        ['board', 0, true],
        ['staff', 3, true],
      ]);
      expect((await snapshots.groups('acme', { ...first, search: 'BOA' })).items).toHaveLength(1);
    },
  },
  {
    name: 'browsing: who is in a group, also through groups that contain each other',
    run: async (subject) => {
      await subject.connector();
      const { snapshots } = subject.store;
      const people = await subject.snapshot(1, [user('ada'), user('bob'), user('cyd')]);
      const [one = 0, two = 0] = await subject.snapshot(1, [group('one'), group('two'), group('three')]);
      await snapshots.writeEdges('acme', 1, [
        { group: one, add: ['ref ada', 'ref two'], remove: [] },
        { group: two, add: ['ref bob', 'ref one'], remove: [] },
      ]);
      const inside = async (...names: string[]) => {
        const all: number[] = [];
        for await (const page of snapshots.insiders('acme', names)) all.push(...page);
        return all;
      };
      expect(await inside('ONE')).toEqual(people.slice(0, 2));
      expect(await inside('three', 'nowhere')).toEqual([]);
    },
  },
];

const skipped = { disposition: 'filtered' } as const;

export const directoryPageChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'directory pages: users by name, found by a part of what is shown of them, counted',
    run: async (subject) => {
      await directory(subject);
      const { directories } = subject.store;
      const users = await gather(2, (page) => directories.userPage('main', page));
      expect(users.map(({ username }) => username)).toEqual(['ada', 'Bob', 'cyd']);
      expect(users[0]).toEqual(await directories.find('main', { nameKey: 'ada' }));
      const found = async (search: string) =>
        (await directories.userPage('main', { ...first, search })).items.map(({ username }) => username);
      expect(await found('BO')).toEqual(['Bob']);
      expect(await found('nobody')).toEqual([]);
      expect(await directories.summary('main')).toEqual({
        id: 'main',
        users: 3,
        active: 2,
        groups: 2,
        authentication: 'none',
      });
    },
  },
  {
    name: 'directory pages: groups and members, with the connector that each comes from',
    run: async (subject) => {
      await directory(subject);
      const { directories } = subject.store;
      const groups = await gather(1, (page) => directories.groupPage('main', page));
      expect(groups.map(({ name, members }) => [name, members])).toEqual([
        ['Board', 1],
        ['staff', 3],
      ]);
      const members = await gather(2, async (page) => {
        return (await directories.memberPage('main', 'staff', page)) ?? { items: [], next: null };
      });
      expect(members.map(({ username, connector }) => [username, connector])).toEqual([
        ['ada', 'acme'],
        ['Bob', 'acme'],
        ['cyd', 'other'],
      ]);
      const search = { ...first, search: 'ad' };
      expect((await directories.memberPage('main', 'staff', search))?.items).toHaveLength(1);
      expect(await directories.memberPage('main', 'nowhere', first)).toBeUndefined();
      const ada = await subject.number('main', 'ada');
      expect(await directories.membershipsOf('main', ada)).toEqual([
        { group: 'Board', connector: 'acme' },
        { group: 'staff', connector: 'acme' },
      ]);
      expect(await directories.membershipsOf('main', 1)).toEqual([]);
    },
  },
];

async function directory(subject: StoreUnderTest): Promise<void> {
  for (const id of ['acme', 'other']) await subject.connector(id);
  await subject.store.directories.ensure('main', 'own');
  const groups = ['staff', 'Board'].map((name) => {
    return subject.change({ action: 'create-group', status: null, group: name });
  });
  await subject.apply('main', [
    ...groups,
    subject.create(account('ada'), { addGroups: ['staff', 'Board'] }),
    subject.create(account('Bob'), { addGroups: ['staff'] }),
  ]);
  const cyd = subject.create({ ...account('cyd'), active: false }, { addGroups: ['staff'] });
  await subject.apply('main', [cyd], { connector: 'other' });
}
