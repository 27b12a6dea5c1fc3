import { expect } from 'vitest';
import type { DirectoryEvent } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { account } from '../items.ts';
import { now, type StoreUnderTest } from './subject.ts';

async function given(subject: StoreUnderTest): Promise<string> {
  await subject.connector();
  for (const directory of ['main', 'second']) await subject.store.directories.ensure(directory, 'own');
  return subject.store.directories.eventToken('main');
}

async function eventsAfter({ store }: StoreUnderTest, token: string, limit = 100): Promise<readonly DirectoryEvent[]> {
  const events = await store.directories.events('main', token, limit);
  if (events === undefined) throw new Error('The token is refused.');
  return events;
}

/** A life of an account in one batch each. */
async function edit(subject: StoreUnderTest): Promise<number> {
  const ada = account('ada');
  const staff = { status: null, group: 'staff' };
  await subject.apply('main', [subject.change({ action: 'create-group', ...staff })]);
  await subject.apply('main', [subject.create(ada, { addGroups: ['staff'] })]);
  const number = await subject.number('main', 'ada');
  const renamed = { ...ada, username: 'lovelace' };
  const known = { account: number, before: ada, after: renamed, removeGroups: ['staff'] };
  await subject.apply('main', [subject.change({ action: 'update', ...known })]);
  await subject.apply('main', [subject.change({ action: 'delete', account: number, before: renamed })]);
  await subject.apply('main', [subject.change({ action: 'delete-group', ...staff })]);
  return number;
}

export const eventChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'events: a new group is an event, and moves the revision',
    run: async (subject) => {
      const token = await given(subject);
      const revision = await subject.store.directories.revision('main');
      await subject.apply('main', [subject.change({ action: 'create-group', status: null, group: 'staff' })]);
      expect(await eventsAfter(subject, token)).toMatchObject([{ type: 'group-created', name: 'staff' }]);
      expect(await subject.store.directories.revision('main')).toBeGreaterThan(revision);
    },
  },
  {
    name: 'events: every change in order, with the name at its time',
    run: async (subject) => {
      const token = await given(subject);
      const number = await edit(subject);
      const events = (await eventsAfter(subject, token)).filter(({ type }) => type !== 'group-created');
      expect(events.map(({ token: _token, ...event }) => event)).toEqual([
        { at: now, type: 'user-created', account: number, name: 'ada', addedGroups: ['staff'], removedGroups: [] },
        { at: now, type: 'user-updated', account: number, name: 'lovelace', addedGroups: [], removedGroups: ['staff'] },
        { at: now, type: 'user-deleted', account: number, name: 'lovelace', addedGroups: [], removedGroups: [] },
        { at: now, type: 'group-deleted', account: null, name: 'staff', addedGroups: [], removedGroups: [] },
      ]);
    },
  },
  {
    name: 'events: read on from a token, page by page, until there are no more',
    run: async (subject) => {
      const first = await given(subject);
      await edit(subject);
      const whole = await eventsAfter(subject, first);
      const read: DirectoryEvent[] = [];
      for (let token = first; ; ) {
        const page = await eventsAfter(subject, token, 2);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(2);
        read.push(...page);
        token = page.at(-1)?.token ?? '';
      }
      expect(read).toEqual(whole);
      expect(await subject.store.directories.eventToken('main')).toBe(whole.at(-1)?.token);
      expect(new Set(whole.map(({ token }) => token)).size).toBe(whole.length);
    },
  },
  {
    name: 'events: a token of another directory, or of none, is refused',
    run: async (subject) => {
      const token = await given(subject);
      await edit(subject);
      const { directories } = subject.store;
      const foreign = await directories.eventToken('second');
      for (const other of [
        foreign,
        '',
        'x',
        `${token}x`,
        '\u0000',
        '__proto__',
        Buffer.from('x.1').toString('base64url'),
      ]) {
        expect(await directories.events('main', other, 10), other).toBeUndefined();
      }
      expect(await directories.events('second', token, 10)).toBeUndefined();
    },
  },
  {
    name: 'events: a token from the future, as after a backup was put back, is refused',
    run: async (subject) => {
      await given(subject);
      await edit(subject);
      const { directories } = subject.store;
      const decoded = Buffer.from(await directories.eventToken('main'), 'base64url').toString();
      const future = Buffer.from(decoded.replace(/\d+$/, '999')).toString('base64url');
      expect(await directories.events('main', future, 10)).toBeUndefined();
    },
  },
  {
    name: 'events: what was not done is no event, and does not move the revision',
    run: async (subject) => {
      const token = await given(subject);
      await subject.accounts('main', 'ada');
      const { directories } = subject.store;
      const [before, events] = [await directories.revision('main'), await eventsAfter(subject, token)];
      const gone = { account: 99_999, before: account('x'), after: account('y') };
      const outcomes = await subject.apply('main', [
        subject.create(account('ADA', { sourceId: 'another' })),
        subject.change({ action: 'update', ...gone }),
        subject.change({ action: 'delete', ...gone, after: null }),
      ]);
      expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'skipped', 'done']);
      expect([await directories.revision('main'), await eventsAfter(subject, token)]).toEqual([before, events]);
    },
  },
  {
    name: 'events: the revision grows with every change of its directory alone',
    run: async (subject) => {
      await given(subject);
      const { directories } = subject.store;
      const revisions = [await directories.revision('main')];
      await subject.accounts('main', 'ada');
      revisions.push(await directories.revision('main'));
      await subject.accounts('main', 'bob');
      revisions.push(await directories.revision('main'));
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
      await subject.accounts('second', 'ada');
      expect(await directories.revision('main')).toBe(revisions.at(-1));
    },
  },
];
