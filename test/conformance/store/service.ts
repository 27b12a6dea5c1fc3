import { expect } from 'vitest';
import type { ConnectorConfig } from '../../../src/core/connector.ts';
import type { RunProgress } from '../../../src/core/ports/store/index.ts';
import { noCounts, type RunStatus } from '../../../src/core/runs.ts';
import { connectorConfig } from '../../harness/installation.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { now, type StoreUnderTest } from './subject.ts';

const first = { after: null, limit: 10 };

const nightly: ConnectorConfig['sync'] = {
  ...connectorConfig('acme').sync,
  schedule: { enabled: true, cron: '0 3 * * *', timeZone: 'UTC', jitterSeconds: 0 },
};

export const versionChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'versions: every save is one, with who made it, newest first and in pages',
    run: async ({ store: { connectors } }) => {
      const configs = ['One', 'Two', 'Three'].map((name) => ({ ...connectorConfig('acme'), name }));
      for (const [index, config] of configs.entries())
        await connectors.put(config, index + 1, { by: `admin ${index}` });
      await connectors.put(configs[2] ?? connectorConfig('acme'), 9, { by: 'nobody' });
      expect(await connectors.get('acme')).toMatchObject({ version: 3, updatedAt: 3, updatedBy: 'admin 2' });
      const page = await connectors.versions('acme', { after: null, limit: 2 });
      expect(page.items.map(({ version, at, by }) => [version, at, by])).toEqual([
        [3, 3, 'admin 2'],
        [2, 2, 'admin 1'],
      ]);
      const rest = await connectors.versions('acme', { after: page.next, limit: 2 });
      expect(rest).toEqual({ items: [{ version: 1, config: configs[0], at: 1, by: 'admin 0' }], next: null });
      expect(await connectors.version('acme', 2)).toMatchObject({ version: 2, config: configs[1] });
      expect(await connectors.version('acme', 4)).toBeUndefined();
    },
  },
  {
    name: 'versions: of two who save what both have read the second is told so, and nothing is saved',
    run: async (subject) => {
      await subject.connector();
      const [one, other] = [subject.store.connectors, (await subject.another()).connectors];
      await one.put({ ...connectorConfig('acme'), name: 'One' }, 2, { expected: 1 });
      const late = other.put({ ...connectorConfig('acme'), name: 'Other' }, 3, { expected: 1 });
      await expectFailure('outdated', () => late);
      expect(await one.get('acme')).toMatchObject({ version: 2, config: { name: 'One' } });
      await expectFailure('already-exists', () => one.put(connectorConfig('acme'), 4, { expected: 0 }));
      await expectFailure('not-found', () => one.put(connectorConfig('new'), 4, { expected: 1 }));
      expect(await one.get('new')).toBeUndefined();
      expect((await one.put(connectorConfig('new'), 4, { expected: 0 })).version).toBe(1);
    },
  },
  {
    name: 'versions: a deleted connector leaves none to the next one of its name',
    run: async (subject) => {
      await subject.connector();
      await subject.store.connectors.put({ ...connectorConfig('acme'), name: 'Two' }, 2);
      await subject.store.connectors.delete('acme');
      await subject.connector();
      expect((await subject.store.connectors.versions('acme', first)).items).toHaveLength(1);
    },
  },
  {
    name: 'schedule: a moment is claimed once, and a change of the schedule begins anew',
    run: async (subject) => {
      const { connectors } = subject.store;
      await connectors.put(connectorConfig('acme'), 5);
      expect((await connectors.get('acme'))?.scheduledAt).toBe(5);
      const stores = [subject.store, await subject.another()];
      const claims = await Promise.all(stores.map((store) => store.connectors.claimSchedule('acme', 5, 8)));
      expect(claims.toSorted()).toEqual([false, true]);
      await connectors.put({ ...connectorConfig('acme'), name: 'Renamed' }, 20);
      expect((await connectors.get('acme'))?.scheduledAt).toBe(8);
      await connectors.put({ ...connectorConfig('acme'), sync: nightly }, 30);
      expect((await connectors.get('acme'))?.scheduledAt).toBe(30);
    },
  },
];

const progress: RunProgress = { phase: 'apply', done: 3, total: 9, since: now, at: now + 2, counts: { added: 3 } };

const end = (status: RunStatus) => {
  return {
    kind: 'full',
    status,
    counts: noCounts,
    messages: [],
    guards: [],
    phases: {},
    coversAll: true,
    now,
  } as const;
};

export const runningChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'runs: who started one and what was asked for is kept',
    run: async (subject) => {
      await subject.connector();
      const asked = { connector: 'acme', kind: 'single', simulated: false, ident: 'ada', now } as const;
      const request = { full: true, byUsername: true };
      const run = await subject.store.runs.create({ ...asked, request, startedBy: 'grace' });
      expect(run).toMatchObject({ request, startedBy: 'grace', progress: null, interrupted: false });
      expect(await subject.run()).toMatchObject({ request: { full: false, byUsername: false }, startedBy: null });
    },
  },
  {
    name: 'runs: how far one is can be seen from another process until it is over',
    run: async (subject) => {
      await subject.connector();
      const { id } = await subject.run();
      const other = await subject.another();
      expect(await subject.store.runs.note(id, progress)).toEqual({ cancelRequested: false });
      expect((await other.runs.get(id))?.progress).toEqual(progress);
      expect(await subject.store.runs.note(id, null)).toEqual({ cancelRequested: false });
      expect((await other.runs.get(id))?.progress).toEqual(progress);
      await subject.store.runs.finish(id, end('succeeded'));
      expect((await other.runs.get(id))?.progress).toBeNull();
    },
  },
  {
    name: 'runs: any process asks one to stop, and only one that goes on can be asked',
    run: async (subject) => {
      await subject.connector();
      const [{ id }, over] = [await subject.run(), await subject.run()];
      await subject.store.runs.finish(over.id, end('succeeded'));
      const other = await subject.another();
      expect(await other.runs.requestCancel(id)).toBe(true);
      expect(await subject.store.runs.note(id, progress)).toEqual({ cancelRequested: true });
      expect(await subject.store.runs.note(id, null)).toEqual({ cancelRequested: true });
      for (const none of [over.id, 'acme-99', 'nobody-1', '']) expect(await other.runs.requestCancel(none)).toBe(false);
    },
  },
  {
    name: 'runs: those that were interrupted wait until something goes on with them',
    run: async (subject) => {
      for (const id of ['acme', 'other']) await subject.connector(id);
      const { runs } = subject.store;
      const [one, two, three] = [await subject.run(), await subject.run('other'), await subject.run()];
      for (const { id } of [one, two]) await runs.finish(id, { ...end('cancelled'), interrupted: true });
      await runs.finish(three.id, end('cancelled'));
      expect((await runs.interrupted()).map(({ id }) => id).toSorted()).toEqual([one.id, two.id]);
      await runs.clearInterrupted(one.id);
      expect((await runs.interrupted()).map(({ id }) => id)).toEqual([two.id]);
    },
  },
  {
    name: 'runs: of all connectors newest first, in pages, and only those with errors',
    run: async (subject) => {
      const { runs } = subject.store;
      const statuses: readonly RunStatus[] = ['succeeded', 'partially-failed', 'failed', 'cancelled', 'refused'];
      for (const id of ['acme', 'acme-2']) {
        await subject.connector(id);
        for (const status of statuses) {
          await runs.finish((await subject.run(id)).id, end(status));
        }
      }
      const going = await subject.run();
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await runs.page({ after, limit: 3 });
        expect(page.items.length).toBeLessThanOrEqual(3);
        found.push(...page.items.map(({ id }) => id));
        after = page.next;
        if (after === null) break;
      }
      expect(found).toHaveLength(11);
      expect(new Set(found).size).toBe(11);
      const bad = await runs.page({ ...first, withErrors: true });
      expect(bad.items.map(({ status }) => status)).not.toContain('succeeded');
      expect(bad.items).toHaveLength(8);
      const own = await runs.page({ ...first, connector: 'acme' });
      expect(own.items.map(({ id }) => id)).toEqual([going.id, 'acme-5', 'acme-4', 'acme-3', 'acme-2', 'acme-1']);
      await expectFailure('invalid', () => runs.page({ after: `1' or 1`, limit: 3 }));
      await expectFailure('not-found', () => runs.page({ ...first, connector: 'nobody' }));
    },
  },
];
