import { expect } from 'vitest';
import { noCounts } from '../../../src/core/runs.ts';
import { connectorConfig } from '../../harness/installation.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { account } from '../items.ts';
import { all, group, item, now, type StoreUnderTest, user } from './subject.ts';

const fresh = {
  settledRun: 0,
  settledRules: null,
  settledRevision: null,
  mappedBy: null,
  cursor: null,
  cursorSource: null,
  fullAt: null,
};

export const connectorChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'connectors: the versions of a configuration, and nothing for an equal one',
    run: async ({ store: { connectors } }) => {
      const first = connectorConfig('acme');
      const second = { ...first, name: `Ümläut "quoted" 😀 \u0000` };
      expect(await connectors.put(first, 1)).toEqual({ before: undefined, version: 1 });
      const before = { config: first, version: 1, updatedAt: 1, updatedBy: null, scheduledAt: 1 };
      expect(await connectors.put(structuredClone(first), 2)).toEqual({ before, version: 1 });
      expect(await connectors.get('acme')).toEqual(before);
      expect(await connectors.put(second, 3)).toEqual({ before, version: 2 });
      expect(await connectors.get('acme')).toEqual({ ...before, config: second, version: 2, updatedAt: 3 });
    },
  },
  {
    name: 'connectors: listed in order of their ids; an unknown one is undefined',
    run: async ({ store: { connectors } }) => {
      for (const id of ['b', 'a-10', 'a-9', 'a']) await connectors.put(connectorConfig(id), now);
      expect((await connectors.list()).map(({ config }) => config.id)).toEqual(['a', 'a-10', 'a-9', 'b']);
      for (const id of ['c', '', `a' or '1'='1`, '%']) expect(await connectors.get(id)).toBeUndefined();
    },
  },
  {
    name: 'connectors: progress begins blank and is kept in parts',
    run: async (subject) => {
      await subject.connector();
      const { connectors } = subject.store;
      expect(await connectors.progress('acme')).toEqual(fresh);
      await connectors.setProgress('acme', { settledRun: 3, cursor: 'c', fullAt: now });
      await connectors.setProgress('acme', { cursor: null, mappedBy: 'm' });
      expect(await connectors.progress('acme')).toEqual({ ...fresh, settledRun: 3, fullAt: now, mappedBy: 'm' });
    },
  },
  {
    name: 'connectors: progress in which nothing is new changes nothing',
    run: async (subject) => {
      await subject.connector();
      await subject.store.connectors.setProgress('acme', {});
      expect(await subject.store.connectors.progress('acme')).toEqual(fresh);
    },
  },
  {
    name: 'connectors: deleting one forgets its snapshot and history and leaves the accounts',
    run: async (subject) => {
      const { store } = subject;
      for (const id of ['acme', 'other']) await subject.connector(id);
      await store.directories.ensure('main', 'own');
      const run = await subject.run();
      await subject.snapshot(1, [user('ada')]);
      await subject.snapshot(1, [user('ada')], 'other');
      await store.plans.append('acme', 1, [item(900)], true);
      const staff = subject.change({ action: 'create-group', status: null, group: 'staff' });
      await subject.apply('main', [staff, subject.create(account('ada'), { addGroups: ['staff'] })]);
      expect(await store.connectors.delete('acme')).toBe(true);
      expect(await store.connectors.delete('acme')).toBe(false);
      expect(await store.connectors.get('acme')).toBeUndefined();
      expect(await store.runs.get(run.id)).toBeUndefined();
      expect(await all(store.directories.users('main'))).toMatchObject([{ username: 'ada', connector: null }]);
      expect(await all(store.directories.groups('main'))).toMatchObject([
        { name: 'staff', connector: null, members: 1, subgroups: [] },
      ]);
      expect(await store.snapshots.size('other')).toEqual({ users: 1, groups: 0 });
    },
  },
  {
    name: 'connectors: one that takes the id of a deleted one begins anew',
    run: async (subject) => {
      const { store } = subject;
      await subject.connector();
      await subject.run();
      await subject.snapshot(1, [user('ada')]);
      await store.connectors.setProgress('acme', { settledRun: 1, cursor: 'c' });
      await store.connectors.delete('acme');
      expect(await store.connectors.put(connectorConfig('acme'), now)).toEqual({ before: undefined, version: 1 });
      expect(await store.connectors.progress('acme')).toEqual(fresh);
      expect(await store.snapshots.size('acme')).toEqual({ users: 0, groups: 0 });
      expect(await store.runs.list('acme', 10)).toEqual([]);
      expect((await subject.run()).id).toBe('acme-1');
    },
  },
];

const page = { after: null, limit: 1 };
const end = { kind: 'full', status: 'succeeded', counts: noCounts, messages: [], guards: [], phases: {} } as const;

/** Everything that takes a connector's id. */
const calls: { readonly [name: string]: (subject: StoreUnderTest) => Promise<unknown> } = {
  'connectors.progress': ({ store }) => store.connectors.progress('nobody'),
  'connectors.setProgress': ({ store }) => store.connectors.setProgress('nobody', { cursor: null }),
  'connectors.versions': ({ store }) => store.connectors.versions('nobody', page),
  'connectors.version': ({ store }) => store.connectors.version('nobody', 1),
  'connectors.claimSchedule': ({ store }) => store.connectors.claimSchedule('nobody', 0, 1),
  'runs.create': (subject) => subject.run('nobody'),
  'runs.finish': ({ store }) => store.runs.finish('nobody-1', { ...end, coversAll: false, now }),
  'runs.list': ({ store }) => store.runs.list('nobody', 1),
  'runs.unfinished': ({ store }) => store.runs.unfinished('nobody'),
  'snapshots.index': ({ store }) => all(store.snapshots.index('nobody', 'user')),
  'snapshots.lookup': ({ store }) => store.snapshots.lookup('nobody', 'user', ['x']),
  'snapshots.write': ({ store }) => store.snapshots.write('nobody', 1, [group('x')]),
  'snapshots.members': ({ store }) => store.snapshots.members('nobody', [1]),
  'snapshots.writeEdges': ({ store }) =>
    store.snapshots.writeEdges('nobody', 1, [{ group: 1, add: ['x'], remove: [] }]),
  'snapshots.remove': ({ store }) => store.snapshots.remove('nobody', 1, [1]),
  'snapshots.refs': ({ store }) => all(store.snapshots.refs('nobody', 'user')),
  'snapshots.commit': ({ store }) => store.snapshots.commit('nobody', 1),
  'snapshots.discard': ({ store }) => store.snapshots.discard('nobody'),
  'snapshots.size': ({ store }) => store.snapshots.size('nobody'),
  'snapshots.findByName': ({ store }) => store.snapshots.findByName('nobody', 'x'),
  'snapshots.findBySourceId': ({ store }) => store.snapshots.findBySourceId('nobody', 'x'),
  'snapshots.groupsOf': ({ store }) => store.snapshots.groupsOf('nobody', 'x'),
  'snapshots.people': ({ store }) => store.snapshots.people('nobody', page),
  'snapshots.groups': ({ store }) => store.snapshots.groups('nobody', page),
  'snapshots.insiders': ({ store }) => all(store.snapshots.insiders('nobody', ['x'])),
  'plans.append': ({ store }) => store.plans.append('nobody', 1, [item(1)], true),
  'plans.pending': ({ store }) => store.plans.pending('nobody', 1, 0, 1),
  'plans.countPending': ({ store }) => store.plans.countPending('nobody', 1),
  'plans.settle': ({ store }) => store.plans.settle('nobody', 1, 'all'),
  'plans.abandon': ({ store }) => store.plans.abandon('nobody', 1),
  'plans.markGone': ({ store }) => store.plans.markGone('nobody', 'main', 0, now),
  'results.count': ({ store }) => store.results.count('nobody', 1, true),
  'results.list': ({ store }) => all(store.results.list('nobody', 1, true, {})),
  'results.browse': ({ store }) => store.results.browse('nobody', 1, true, { ...page, sort: 'order' }),
  'results.conflictPage': ({ store }) => store.results.conflictPage('nobody', page),
  'plans.items': ({ store }) => store.plans.items('nobody', 1, -1, 1, null),
  'results.countConflicts': ({ store }) => store.results.countConflicts('nobody'),
  'results.conflicts': ({ store }) => store.results.conflicts('nobody'),
  'directories.managed': ({ store }) => store.directories.managed('main', 'nobody'),
  'directories.apply': (subject) => subject.apply('main', [], { connector: 'nobody' }),
};

export const unknownConnectorChecks: readonly Check<StoreUnderTest>[] = Object.entries(calls).map(([name, call]) => ({
  name: `an unknown connector is not found: ${name}`,
  run: async (subject) => {
    await subject.store.directories.ensure('main', 'own');
    await expectFailure('not-found', () => call(subject));
  },
}));
