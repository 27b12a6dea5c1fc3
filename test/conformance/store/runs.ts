import { expect } from 'vitest';
import type { RunEnd } from '../../../src/core/ports/store/index.ts';
import { noCounts } from '../../../src/core/runs.ts';
import type { Check } from '../checks.ts';
import { now, type StoreUnderTest } from './subject.ts';

const end: RunEnd = {
  kind: 'delta',
  status: 'partially-failed',
  counts: { ...noCounts, result: 7, failed: 1 },
  messages: ['ATTR_ID : "quoted" 😀'],
  guards: [],
  phases: { read: 12, apply: 3 },
  coversAll: true,
  now: now + 500,
};

export const runChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'runs: a new one runs, with its number in its id',
    run: async (subject) => {
      await subject.connector();
      const { runs } = subject.store;
      const request = { connector: 'acme', kind: 'single', simulated: true, ident: 'ada', now } as const;
      const run = await runs.create(request);
      expect(run).toMatchObject({ id: 'acme-1', number: 1, status: 'running', startedAt: now, finishedAt: null });
      expect(run).toMatchObject({ kind: 'single', simulated: true, ident: 'ada', counts: noCounts, messages: [] });
      expect(await runs.get('acme-1')).toEqual(run);
    },
  },
  {
    name: 'runs: how one ended is kept',
    run: async (subject) => {
      await subject.connector();
      const { runs } = subject.store;
      const run = await subject.run();
      await runs.finish(run.id, end);
      const { now: finishedAt, ...kept } = end;
      expect(await runs.get(run.id)).toEqual({ ...run, ...kept, finishedAt });
    },
  },
  {
    name: 'runs: numbered within their connector, listed newest first',
    run: async (subject) => {
      // The first run of `acme-2` is not the first part of an id of `acme`.
      for (const id of ['acme', 'acme-2']) await subject.connector(id);
      for (const id of ['acme', 'acme', 'acme-2', 'acme']) await subject.run(id);
      const { runs } = subject.store;
      const ids = async (connector: string, limit: number) => (await runs.list(connector, limit)).map(({ id }) => id);
      expect(await ids('acme', 10)).toEqual(['acme-3', 'acme-2', 'acme-1']);
      expect(await ids('acme', 2)).toEqual(['acme-3', 'acme-2']);
      expect(await ids('acme-2', 10)).toEqual(['acme-2-1']);
      expect((await runs.get('acme-2-1'))?.connector).toBe('acme-2');
      expect((await runs.get('acme-2'))?.connector).toBe('acme');
    },
  },
  {
    name: 'runs: those that never ended are known',
    run: async (subject) => {
      await subject.connector();
      const { runs } = subject.store;
      for (const _each of [1, 2, 3]) await subject.run();
      await runs.finish('acme-2', end);
      expect((await runs.unfinished('acme')).map(({ number }) => number).sort()).toEqual([1, 3]);
    },
  },
  {
    name: 'runs: an id that is none leads to nothing',
    run: async (subject) => {
      await subject.connector();
      await subject.run();
      for (const id of [
        '',
        'acme',
        'acme-9',
        'acme-1x',
        'acme-',
        '-1',
        'acme-1 ',
        `acme-1' or '1'='1`,
        'x'.repeat(999),
      ]) {
        expect(await subject.store.runs.get(id), id).toBeUndefined();
      }
    },
  },
  {
    name: 'runs: begun at once on two stores, each has a number of its own',
    run: async (subject) => {
      await subject.connector();
      const stores = [subject.store, await subject.another()];
      const request = { connector: 'acme', kind: 'full', simulated: false, ident: null, now } as const;
      const begun = Array.from({ length: 8 }, (_, index) => (stores[index % 2] ?? subject.store).runs.create(request));
      const numbers = (await Promise.all(begun)).map(({ number }) => number);
      expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    },
  },
];
