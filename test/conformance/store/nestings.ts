import { expect } from 'vitest';
import type { PlanningRules } from '../../../src/core/ports/store/index.ts';
import type { PlannedChange } from '../../../src/core/ports/target.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { all, group, item, type StoreUnderTest } from './subject.ts';

async function given(subject: StoreUnderTest, ...groups: readonly string[]): Promise<void> {
  for (const id of ['acme', 'other']) await subject.connector(id);
  await subject.store.directories.ensure('main', 'own');
  const made = groups.map((name) => subject.change({ action: 'create-group', status: null, group: name }));
  await subject.apply('main', made);
}

function into(subject: StoreUnderTest, child: string, ...parents: readonly string[]): PlannedChange {
  return subject.change({ action: 'update-group', status: null, group: child, addGroups: parents });
}

async function subgroups({ store }: StoreUnderTest) {
  const groups = await all(store.directories.groups('main'));
  return Object.fromEntries(groups.map((each) => [each.name, each.subgroups]));
}

/** Who is in which group, also through groups in groups. */
async function everybody({ store }: StoreUnderTest): Promise<readonly string[]> {
  const members = await all(store.directories.members('main', { nested: true }));
  return members.map((each) => `${each.group} ${each.username}`).sort();
}

/** `top` holds `mid` and `low`, `mid` holds `low`; each has one person. */
async function tower(subject: StoreUnderTest): Promise<void> {
  await given(subject, 'top', 'mid', 'Low');
  await subject.apply('main', [
    into(subject, 'mid', 'top'),
    into(subject, 'low', 'mid', 'top'),
    subject.create(account('ada'), { addGroups: ['top', 'low'] }),
    subject.create(account('bob'), { addGroups: ['mid'] }),
    subject.create(account('cyd'), { addGroups: ['low'] }),
  ]);
}

export const nestingChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'nestings: an item that puts a group into others comes back as it was written, and counts nobody',
    run: async (subject) => {
      await given(subject);
      const written = item(1, {
        action: 'update-group',
        status: null,
        group: 'x',
        addGroups: ['a'],
        removeGroups: ['b', 'c'],
      });
      await subject.store.plans.append('acme', 1, [written], false);
      expect(await subject.store.plans.pending('acme', 1, 0, 10)).toEqual([{ ...written, key: null }]);
      expect(await subject.store.plans.items('acme', 1, 0, 10, 'update-group')).toEqual([written]);
      const counts = await subject.store.results.count('acme', 1, false);
      expect(counts).toMatchObject({ result: 0, membershipsAdded: 0, membershipsRemoved: 0, groupsAdded: 0 });
    },
  },
  {
    name: 'nestings: groups tell their direct members and the groups in them',
    run: async (subject) => {
      await tower(subject);
      expect(await subgroups(subject)).toEqual({ top: ['Low', 'mid'], mid: ['Low'], Low: [] });
      const page = await subject.store.directories.groupPage('main', { after: null, limit: 1 });
      expect(page.items).toMatchObject([{ name: 'Low', members: 2, subgroups: [] }]);
    },
  },
  {
    name: 'nestings: members are the direct ones, or everybody below, each once',
    run: async (subject) => {
      await tower(subject);
      const direct = await all(subject.store.directories.members('main'));
      expect(direct.map((each) => `${each.group} ${each.username}`).sort()).toEqual([
        'Low ada',
        'Low cyd',
        'mid bob',
        'top ada',
      ]);
      expect(await everybody(subject)).toEqual([
        ...['Low ada', 'Low cyd', 'mid ada', 'mid bob', 'mid cyd', 'top ada', 'top bob', 'top cyd'],
      ]);
      const { directories } = subject.store;
      const first = await directories.memberPage('main', 'top', { after: null, limit: 2, nested: true });
      expect(first?.items).toMatchObject([
        { username: 'ada', through: null, connector: 'acme' },
        { username: 'bob', through: 'mid', connector: 'acme' },
      ]);
      const rest = await directories.memberPage('main', 'top', { after: first?.next ?? null, limit: 2, nested: true });
      expect(rest).toMatchObject({ items: [{ username: 'cyd', through: 'Low' }], next: null });
      const alone = await directories.memberPage('main', 'top', { after: null, limit: 9 });
      expect(alone?.items.map(({ username }) => username)).toEqual(['ada']);
    },
  },
  {
    name: 'nestings: groups that contain themselves or each other end every reader',
    run: async (subject) => {
      await given(subject, 'a', 'b', 'c');
      await subject.apply('main', [
        ...[into(subject, 'a', 'c'), into(subject, 'b', 'a'), into(subject, 'c', 'b', 'c')],
        subject.create(account('ada'), { addGroups: ['a'] }),
      ]);
      expect(await everybody(subject)).toEqual(['a ada', 'b ada', 'c ada']);
      const rules = { ...planningRules, scope: { type: 'all' } as const };
      const counts = await subject.store.plans.plan(rules, (planning) => planning.peopleIn(['c', 'A', 'nothing']));
      expect(counts).toEqual([1, 1, 0]);
    },
  },
  {
    name: 'nestings: each change is an event of the group, once',
    run: async (subject) => {
      await given(subject, 'top', 'mid', 'low');
      const { directories } = subject.store;
      const token = await directories.eventToken('main');
      await subject.apply('main', [into(subject, 'low', 'mid', 'top')]);
      await subject.apply('main', [into(subject, 'LOW', 'top')]);
      await subject.apply('main', [
        subject.change({ action: 'update-group', group: 'low', removeGroups: ['top', 'none'] }),
      ]);
      expect(await directories.events('main', token, 10)).toMatchObject([
        { type: 'group-updated', account: null, name: 'low', addedGroups: ['mid', 'top'], removedGroups: [] },
        { type: 'group-updated', account: null, name: 'low', addedGroups: [], removedGroups: ['top', 'none'] },
      ]);
      expect(await subgroups(subject)).toMatchObject({ mid: ['low'], top: [] });
    },
  },
  {
    name: 'nestings: a group that holds a group of others is not deleted; its own nestings go with one that is',
    run: async (subject) => {
      await given(subject, 'top', 'mid', 'low');
      await subject.apply('main', [into(subject, 'mid', 'top')]);
      await subject.apply('main', [into(subject, 'low', 'mid')], { connector: 'other' });
      const remove = () => ['mid', 'top'].map((name) => subject.change({ action: 'delete-group', group: name }));
      await subject.apply('main', remove());
      expect(await subgroups(subject)).toEqual({ mid: ['low'], low: [] });
      await subject.apply('main', [subject.change({ action: 'update-group', group: 'low', removeGroups: ['mid'] })]);
      await subject.apply('main', remove());
      expect(await subgroups(subject)).toEqual({ low: [] });
    },
  },
  {
    name: 'nestings: those of a deleted connector stay, as nobody’s',
    run: async (subject) => {
      await given(subject, 'top', 'low');
      await subject.apply('main', [into(subject, 'low', 'top')]);
      await subject.store.connectors.delete('acme');
      expect(await subgroups(subject)).toMatchObject({ top: ['low'] });
      const rules = { ...planningRules, connector: 'other' };
      const view = await subject.store.plans.plan(rules, (planning) => planning.nestings());
      expect(view).toEqual({ wanted: [], standing: [{ child: 'low', parent: 'top', by: 'local', synced: false }] });
    },
  },
  {
    name: 'nestings: what is wanted comes from the snapshot, past groups that are not synced, and only when it may differ',
    run: async (subject) => {
      await given(subject);
      const skipped = { ...group('skipped'), disposition: 'filtered' as const };
      const [top = 0, , mid = 0] = await subject.snapshot(1, [group('top', 'Top'), group('low', 'Low'), skipped]);
      const { snapshots, plans } = subject.store;
      await snapshots.writeEdges('acme', 1, [
        { group: top, add: ['ref skipped'], remove: [] },
        { group: mid, add: ['ref low', 'ref skipped'], remove: [] },
      ]);
      await snapshots.commit('acme', 1);
      const wanted = async (rules: Partial<typeof planningRules>) =>
        (await plans.plan({ ...planningRules, ...rules }, (planning) => planning.nestings()))?.wanted;
      expect(await wanted({})).toEqual([{ child: 'Low', parent: 'Top' }]);
      expect(await wanted({ nested: 'flatten' })).toEqual([]);
      expect(await wanted({ scope: { type: 'changed', since: 0 } })).toEqual([{ child: 'Low', parent: 'Top' }]);
      expect(await wanted({ scope: { type: 'changed', since: 1 } })).toBeUndefined();
      expect(await wanted({ scope: { type: 'subjects', subjects: [1] } })).toBeUndefined();
      // What did not come about is looked at again.
      await plans.append(
        'acme',
        1,
        [item(1, { action: 'update-group', status: null, group: 'Low', addGroups: ['Top'] })],
        true,
      );
      const pending = await plans.pending('acme', 1, 0, 1);
      expect(await subject.apply('main', pending)).toMatchObject([{ result: 'skipped' }]);
      expect(await wanted({ scope: { type: 'changed', since: 1 } })).toHaveLength(1);
    },
  },
];

const planningRules: PlanningRules = {
  connector: 'acme',
  directory: 'main',
  run: 1,
  scope: { type: 'all' },
  required: [],
  alwaysAssign: [],
  keepLocal: true,
  nested: 'keep',
  cleanupRemovesGroups: false,
  includeUnchanged: false,
  readOnly: false,
};
