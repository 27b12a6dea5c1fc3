import { expect } from 'vitest';
import type { Application, NewApplication } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { finished, given, put } from './serving.ts';
import { now, type StoreUnderTest } from './subject.ts';

const jira: NewApplication = {
  name: 'Jira',
  directories: ['main'],
  aggregateMemberships: false,
  addresses: ['10.0.0.0/8'],
  mayWrite: [],
  hash: 'hash of Jira',
  now,
};

function made(application: NewApplication, id: number): Application {
  const { hash: _hash, now: at, ...settings } = application;
  const unseen = { lastSeenAt: null, fetchedAt: null, requests: 0, agent: null, tokenLife: 0 };
  return { id, ...settings, createdAt: at, passwordAt: at, ...unseen };
}

export const applicationChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'applications: they are found by their names in any case, and listed without what proves them',
    run: async ({ store: { applications } }) => {
      const one = await applications.create(jira);
      const two = await applications.create({ ...jira, name: 'bamboo', directories: ['main', 'second'] });
      expect(one).toEqual(made(jira, one.id));
      expect(await applications.list()).toEqual([two, one]);
      expect(await applications.find('JIRA')).toEqual({ ...one, hash: 'hash of Jira' });
      for (const name of ['', 'nobody', 'a\u0000b']) expect(await applications.find(name)).toBeUndefined();
    },
  },
  {
    name: 'applications: no two have one name',
    run: async ({ store: { applications } }) => {
      await applications.create(jira);
      const again = applications.create({ ...jira, name: 'JIRA' });
      await expect(again).rejects.toMatchObject({ kind: 'already-exists' });
    },
  },
  {
    name: 'applications: a change tells both states, and one of nobody is not found',
    run: async ({ store: { applications } }) => {
      const before = await applications.create(jira);
      const change = { directories: ['second', 'main'], aggregateMemberships: true, mayWrite: ['users'] } as const;
      const after = { ...before, ...change };
      expect(await applications.change(before.id, change)).toEqual({ before, after });
      expect(await applications.rotate(before.id, 'new', now + 5)).toEqual({ ...after, passwordAt: now + 5 });
      expect((await applications.find('jira'))?.hash).toBe('new');
      expect((await applications.expireTokens(before.id)).tokenLife).toBe(1);
      const notFound = { kind: 'not-found' };
      await expect(applications.change(before.id + 1, {})).rejects.toMatchObject(notFound);
      await expect(applications.rotate(before.id + 1, 'x', now)).rejects.toMatchObject(notFound);
      await expect(applications.expireTokens(before.id + 1)).rejects.toMatchObject(notFound);
      expect(await applications.remove(before.id)).toMatchObject({ name: 'Jira' });
      expect(await applications.remove(before.id)).toBeUndefined();
      expect(await applications.list()).toEqual([]);
    },
  },
  {
    name: 'applications: their requests are counted',
    run: async ({ store: { applications } }) => {
      const { id } = await applications.create(jira);
      await applications.seen(id, { requests: 3, agent: 'Jira/9', at: now + 1 });
      await applications.seen(id, { requests: 2, agent: null, at: now + 2 });
      expect(await applications.list()).toMatchObject([{ requests: 5, agent: null, lastSeenAt: now + 2 }]);
    },
  },
  {
    name: 'applications: who has what a run did, and since when',
    run: async (subject) => {
      await given(subject);
      const { applications, serving, runs } = subject.store;
      const { id } = await applications.create(jira);
      await applications.create({ ...jira, name: 'Other', directories: ['second'] });
      const into = { kind: 'full', simulated: false, ident: null, directory: 'main', now } as const;
      const run = await runs.create({ connector: 'acme', ...into });
      expect(await applications.progress(run.id)).toEqual([
        { application: 'Jira', reachedAt: null, kind: null, fetchedAt: null },
      ]);
      const before = await serving.state(['main']);
      await put(subject, 'main', 'ada');
      await finished(subject, run.id);
      await finished(subject);
      await applications.fetched(id, 'full', before, now + 1);
      expect(await applications.progress(run.id)).toMatchObject([{ reachedAt: null, fetchedAt: now + 1 }]);
      const after = await serving.state(['main']);
      await applications.fetched(id, 'incremental', after, now + 2);
      await applications.fetched(id, 'full', after, now + 3);
      expect(await applications.progress(run.id)).toEqual([
        { application: 'Jira', reachedAt: now + 2, kind: 'incremental', fetchedAt: now + 3 },
      ]);
      expect(await applications.progress('acme-999')).toEqual([]);
      await applications.remove(id);
      expect(await applications.progress(run.id)).toEqual([]);
    },
  },
  {
    name: 'passwords: one is set, replaced and removed, and goes with its account',
    run: async (subject) => {
      await given(subject);
      const number = await put(subject, 'main', 'ada');
      const { passwords, directories } = subject.store;
      expect(await passwords.factsOf('main', number)).toMatchObject({ hash: null });
      await passwords.set(number, 'one', now);
      await passwords.set(number, 'two', now);
      expect(await passwords.factsOf('main', number)).toMatchObject({ hash: 'two' });
      expect(await passwords.factsOf('main', number)).toEqual({ authentication: 'none', hash: 'two' });
      expect(await passwords.factsOf('main', number + 1)).toEqual({ authentication: 'none', hash: null });
      await expect(passwords.factsOf('nothing', number)).rejects.toMatchObject({ kind: 'not-found' });
      await passwords.remove(number);
      expect(await passwords.factsOf('main', number)).toMatchObject({ hash: null });
      await passwords.set(number, 'three', now);
      const known = await directories.find('main', { number });
      await subject.apply('main', [subject.change({ action: 'delete', account: number, before: known ?? null })]);
      expect(await passwords.factsOf('main', number)).toMatchObject({ hash: null });
    },
  },
  {
    name: 'passwords: who checks them is said of each directory, and nobody does at first',
    run: async (subject) => {
      await given(subject);
      const { directories } = subject.store;
      expect((await directories.summary('main')).authentication).toBe('none');
      await directories.setAuthentication('main', 'local');
      expect((await directories.summary('main')).authentication).toBe('local');
      expect(await directories.authentication('main')).toBe('local');
      await expect(directories.authentication('nothing')).rejects.toMatchObject({ kind: 'not-found' });
      expect((await directories.summary('second')).authentication).toBe('none');
      await expect(directories.setAuthentication('nothing', 'local')).rejects.toMatchObject({ kind: 'not-found' });
    },
  },
];
