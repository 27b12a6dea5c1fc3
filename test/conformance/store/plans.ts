import { expect } from 'vitest';
import type { ConflictEvidence } from '../../../src/core/planning/plan.ts';
import type { PlanningRules } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { all, group, item, type StoreUnderTest, user } from './subject.ts';

export const evidence: ConflictEvidence = {
  kind: 'recreated',
  account: 10_001,
  username: 'ada',
  linkedTo: 'old',
  goneSince: 1,
  claimedBy: [],
  agree: ['email'],
  differ: [],
  proposal: 'Relink',
};

/** Items that failed over a name, one for each subject. */
export function contested(subjects: readonly number[]) {
  return subjects.map((subject, index) =>
    item(index + 1, { subject, action: 'none', state: 'failed', status: 'FAILED', conflict: evidence }),
  );
}

async function given(subject: StoreUnderTest): Promise<readonly number[]> {
  await subject.connector();
  await subject.store.directories.ensure('main', 'own');
  return subject.snapshot(1, [user('ada'), user('bob'), user('cyd')]);
}

async function openConflicts({ store }: StoreUnderTest): Promise<readonly number[]> {
  return (await store.results.conflicts('acme')).map(({ subject }) => subject);
}

export const planChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'plans: an item comes back as it was written',
    run: async (subject) => {
      const [ada = 0] = await given(subject);
      const after = account('ada', { attributes: { ['__proto__']: `'"\u0000😀`, many: ['a', 'b'] } });
      const written = [
        item(1, { action: 'create-group', status: null, group: 'staff' }),
        item(2, { subject: ada, after, link: 'id-ada', settles: 'hash', addGroups: ['a'], removeGroups: ['b'] }),
        item(3, { subject: ada, before: after, after, relinks: true, cleansUp: true, reason: 'why', message: 'what' }),
      ];
      await subject.store.plans.append('acme', 1, written, false);
      const pending = await subject.store.plans.pending('acme', 1, 0, 10);
      expect(pending).toEqual(written.map((each) => ({ ...each, key: null })));
    },
  },
  {
    name: 'plans: what is pending comes in order, page by page',
    run: async (subject) => {
      await given(subject);
      const { plans } = subject.store;
      const seqs = [5, 3, 1, 4, 2];
      await plans.append(
        'acme',
        1,
        seqs.map((seq) => item(seq)),
        false,
      );
      await plans.append('acme', 1, [item(6, { state: 'none', action: 'none' }), item(7)], false);
      await plans.append('acme', 2, [item(1)], false);
      const page = async (after: number, limit: number) =>
        (await plans.pending('acme', 1, after, limit)).map(({ seq }) => seq);
      expect([await page(0, 2), await page(2, 2), await page(4, 9), await page(7, 9)]).toEqual([
        [1, 2],
        [3, 4],
        [5, 7],
        [],
      ]);
      expect(await plans.countPending('acme', 1)).toBe(6);
      await plans.append('acme', 3, [], true);
      expect(await plans.countPending('acme', 3)).toBe(0);
    },
  },
  {
    name: 'plans: a pending item knows the key of its account; one that was applied is pending no more',
    run: async (subject) => {
      const [ada = 0, bob = 0] = await given(subject);
      const { plans, directories } = subject.store;
      const [number = 0] = await subject.accounts('main', 'ada');
      const { key } = (await directories.find('main', { number })) ?? {};
      const before = account('ada');
      const update = {
        action: 'update',
        subject: ada,
        account: number,
        before,
        after: { ...before, email: null },
      } as const;
      await plans.append('acme', 2, [item(1, update), item(2, { subject: bob, after: account('bob') })], false);
      const pending = await plans.pending('acme', 2, 0, 10);
      expect(pending.map((change) => change.key)).toEqual([key, null]);
      await subject.apply('main', pending.slice(0, 1), { run: 2 });
      expect((await plans.pending('acme', 2, 0, 10)).map(({ seq }) => seq)).toEqual([2]);
      expect(await plans.countPending('acme', 2)).toBe(1);
    },
  },
  {
    name: 'plans: what an earlier run left open is settled, all of it or what is about somebody',
    run: async (subject) => {
      const [ada = 0, bob = 0, cyd = 0] = await given(subject);
      const { plans } = subject.store;
      await plans.append('acme', 1, contested([ada, bob, cyd]), true);
      expect(await openConflicts(subject)).toEqual([ada, bob, cyd]);
      await plans.settle('acme', 1, 'all');
      expect(await openConflicts(subject), 'a run does not settle its own').toEqual([ada, bob, cyd]);
      await plans.settle('acme', 2, [bob, 999_999]);
      expect(await openConflicts(subject)).toEqual([ada, cyd]);
      await plans.settle('acme', 2, 'all');
      expect(await openConflicts(subject)).toEqual([]);
    },
  },
  {
    name: 'plans: items of a plan that leaves nothing open are no open conflicts',
    run: async (subject) => {
      const subjects = await given(subject);
      await subject.store.plans.append('acme', 1, contested(subjects), false);
      expect(await openConflicts(subject)).toEqual([]);
    },
  },
  {
    name: 'plans: what is abandoned is not going to happen',
    run: async (subject) => {
      const [ada = 0] = await given(subject);
      const { plans, results } = subject.store;
      await plans.append('acme', 1, [item(1, { subject: ada, after: account('ada') })], false);
      await plans.append('acme', 2, [item(1, { subject: ada, after: account('ada') })], false);
      await plans.abandon('acme', 1);
      expect([await plans.countPending('acme', 1), await plans.countPending('acme', 2)]).toEqual([0, 1]);
      expect(await plans.pending('acme', 1, 0, 10)).toEqual([]);
      expect((await results.count('acme', 1, false)).added).toBe(0);
    },
  },
  {
    name: 'plans: people of the snapshot without an account are wanted, with their groups',
    run: async (subject) => {
      const [ada = 0] = await given(subject);
      const [staff = 0] = await subject.snapshot(1, [group('staff', 'Staff')]);
      await subject.store.snapshots.writeEdges('acme', 1, [{ group: staff, add: ['ref ada'], remove: [] }]);
      await subject.store.snapshots.commit('acme', 1);
      const seen = await subject.store.plans.plan(rules, async (planning) => ({
        touched: planning.touched,
        groups: await planning.groups(),
        present: await all(planning.present(2)),
        absent: await all(planning.absent(2)),
      }));
      expect(seen).toMatchObject({ touched: 3, groups: { create: ['Staff'], remove: [] }, absent: [] });
      expect(seen.present).toHaveLength(3);
      expect(JSON.stringify(seen.present)).toContain('"Staff"');
      expect(ada).toBeGreaterThan(0);
    },
  },
];

const rules: PlanningRules = {
  connector: 'acme',
  directory: 'main',
  run: 1,
  scope: { type: 'all' },
  required: [],
  alwaysAssign: [],
  keepLocal: true,
  nested: 'flatten',
  cleanupRemovesGroups: false,
  includeUnchanged: false,
  readOnly: false,
};
