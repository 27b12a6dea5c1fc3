import { expect } from 'vitest';
import { noCounts } from '../../../src/core/runs.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { contested, evidence } from './plans.ts';
import { all, item, type StoreUnderTest, user } from './subject.ts';

const filtered = { disposition: 'filtered', problem: 'is left out', desired: null, desiredHash: null } as const;

/** Five people: one added, one renamed, one failed over a name, one as they were, one filtered. */
async function given(subject: StoreUnderTest): Promise<readonly number[]> {
  await subject.connector();
  await subject.run();
  const people = [user('ada'), user('bob'), user('cyd'), user('dan'), user('eve', filtered)];
  const subjects = await subject.snapshot(1, people);
  const [ada = 0, bob = 0, cyd = 0] = subjects;
  const before = account('old');
  const [conflict] = contested([cyd]);
  await subject.store.plans.append(
    'acme',
    1,
    [
      item(1, { action: 'create-group', status: null, state: 'done', group: 'staff' }),
      item(2, { subject: ada, state: 'done', after: account('ada'), addGroups: ['staff', 'board'] }),
      item(3, {
        subject: bob,
        state: 'done',
        action: 'update',
        status: 'UPDATED',
        before,
        after: { ...before, username: 'bob' },
        relinks: true,
        removeGroups: ['staff'],
      }),
      { ...(conflict ?? item(0)), seq: 4, message: 'ATTR_ID : cyd : 10001 exists already' },
    ],
    true,
  );
  return subjects;
}

export const resultChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'results: counted once each, and what the changes were',
    run: async (subject) => {
      await given(subject);
      const stored = {
        ...noCounts,
        result: 3,
        added: 1,
        updated: 1,
        failed: 1,
        renamed: 1,
        relinked: 1,
        conflicts: 1,
        groupsAdded: 1,
        membershipsAdded: 2,
        membershipsRemoved: 1,
      };
      const { results } = subject.store;
      expect(await results.count('acme', 1, false)).toEqual(stored);
      expect(await results.count('acme', 1, true)).toEqual({ ...stored, result: 5, notModified: 1, filtered: 1 });
      expect(await results.count('acme', 2, false)).toEqual(noCounts);
    },
  },
  {
    name: 'results: listed in the order of the plan, then those of whom nothing is stored',
    run: async (subject) => {
      const subjects = await given(subject);
      const { results } = subject.store;
      const listed = await all(results.list('acme', 1, true, {}));
      expect(listed.map((result) => [result.subject, result.sourceId, result.status])).toEqual([
        [subjects[0], 'ada', 'ADDED'],
        [subjects[1], 'bob', 'UPDATED'],
        [subjects[2], 'cyd', 'FAILED'],
        [subjects[3], 'dan', 'NOT_MODIFIED'],
        [subjects[4], 'eve', 'FILTERED'],
      ]);
      expect(listed[0]).toMatchObject({ input: { uid: 'ada' }, desired: { username: 'ada' }, after: account('ada') });
      expect(listed[0]).toMatchObject({ run: 1, addGroups: ['staff', 'board'], removeGroups: [], conflict: null });
      expect(listed[4]).toMatchObject({ message: 'is left out', input: { uid: 'eve' }, desired: null });
      expect(await all(results.list('acme', 1, false, {}))).toEqual(listed.slice(0, 3));
    },
  },
  {
    name: 'results: listed by status and by person',
    run: async (subject) => {
      const subjects = await given(subject);
      const { results } = subject.store;
      const of = async (query: Parameters<typeof results.list>[3]) =>
        (await all(results.list('acme', 1, true, query))).map(({ sourceId }) => sourceId);
      expect(await of({ statuses: ['FAILED'] })).toEqual(['cyd']);
      expect(await of({ statuses: ['NOT_MODIFIED'] })).toEqual(['dan']);
      expect(await of({ statuses: ['FILTERED'] })).toEqual(['eve']);
      expect(await of({ statuses: ['DELETED'] })).toEqual([]);
      expect(await of({ subject: subjects[1] ?? 0 })).toEqual(['bob']);
      expect(await of({ subject: subjects[3] ?? 0 })).toEqual(['dan']);
      expect(await of({ subject: subjects[3] ?? 0, statuses: ['FAILED'] })).toEqual([]);
    },
  },
  {
    name: 'results: those of a run are of the snapshot at its time',
    run: async (subject) => {
      const [ada = 0] = await given(subject);
      const { results, snapshots } = subject.store;
      const before = await all(results.list('acme', 1, true, {}));
      await snapshots.write('acme', 2, [user('dan', { hash: 'changed', content: '{"uid":"daniel"}' }), user('fay')]);
      await snapshots.remove('acme', 2, [ada]);
      await snapshots.commit('acme', 2);
      expect(await all(results.list('acme', 1, true, {}))).toEqual(before);
      const later = await all(results.list('acme', 2, true, {}));
      expect(later.map(({ sourceId }) => sourceId).sort()).toEqual(['bob', 'cyd', 'dan', 'eve', 'fay']);
      expect(later.find(({ sourceId }) => sourceId === 'dan')?.input).toEqual({ uid: 'daniel' });
    },
  },
  {
    name: 'results: open conflicts with their evidence, until they are settled',
    run: async (subject) => {
      await given(subject);
      const { results, plans } = subject.store;
      const message = 'ATTR_ID : cyd : 10001 exists already';
      expect(await results.conflicts('acme')).toMatchObject([{ sourceId: 'cyd', conflict: evidence, message, run: 1 }]);
      await plans.settle('acme', 2, 'all');
      expect(await results.conflicts('acme')).toEqual([]);
    },
  },
  {
    name: 'results: many come in pages, each once',
    run: async (subject) => {
      await subject.connector();
      const subjects = await subject.snapshot(
        1,
        Array.from({ length: 2_500 }, (_, index) => user(`u${index}`)),
      );
      const added = subjects.slice(0, 1_200).map((each, index) => item(index + 1, { subject: each, state: 'done' }));
      await subject.store.plans.append('acme', 1, added, false);
      const listed = await all(subject.store.results.list('acme', 1, true, {}));
      expect(listed.map(({ subject: number }) => number)).toEqual(subjects);
    },
  },
];
