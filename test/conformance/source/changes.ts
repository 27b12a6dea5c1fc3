import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { eventsOf, Listing, never, type SourceUnderTest } from './listing.ts';
import { comparable } from './reading.ts';

/** Three people and a group, read; what has changed since is asked for with the cursor. */
async function begin(subject: SourceUnderTest): Promise<{ before: Listing; cursor: string }> {
  await subject.addPeople('ada', 'bob', 'cyd');
  await subject.company.addGroup('staff', { users: ['ada', 'bob'] });
  const before = await subject.read();
  return { before, cursor: cursorOf(before) };
}

function cursorOf({ cursor }: Listing): string {
  if (cursor === null) throw new Error('There is no cursor.');
  return cursor;
}

export const changesChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'when nothing changed, nobody is spoken of',
    run: async (subject) => {
      const { cursor } = await begin(subject);
      const { users, groups, gone } = await subject.changes(cursor);
      expect([users.size, groups.size, gone.user.size, gone.group.size]).toEqual([0, 0, 0, 0]);
    },
  },
  {
    name: 'a changed person comes whole, with the id that is known',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.changeUser('ada', { cn: 'Ada Lovelace' });
      const changed = (await subject.changes(cursor)).user('ada');
      const known = before.user('ada');
      expect([changed.sourceId, changed.ref]).toEqual([known.sourceId, known.ref]);
      expect(subject.texts(changed, 'cn')).toEqual(['Ada Lovelace']);
      expect(subject.texts(changed, 'mail')).toEqual(['ada@conformance.test']);
    },
  },
  {
    name: 'a new person comes, and who did not change does not have to',
    run: async (subject) => {
      const { cursor } = await begin(subject);
      await subject.addPeople('dan');
      const listing = await subject.changes(cursor);
      expect(subject.texts(listing.user('dan'), 'mail')).toEqual(['dan@conformance.test']);
      expect(listing.user('dan')).toEqual((await subject.read()).user('dan'));
    },
  },
  {
    name: 'a changed group comes with all its members',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.changeGroup('staff', { users: ['ada', 'bob', 'cyd'] });
      const changed = (await subject.changes(cursor)).group('staff');
      expect(changed.sourceId).toBe(before.group('staff').sourceId);
      const refs = ['ada', 'bob', 'cyd'].map((uid) => before.user(uid).ref);
      expect([...changed.members].sort()).toEqual(refs.sort());
    },
  },
  {
    name: 'a new group comes',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.addGroup('board', { users: ['cyd'] });
      const { members } = (await subject.changes(cursor)).group('board');
      expect(members).toEqual([before.user('cyd').ref]);
    },
  },
  {
    name: 'the same cursor gives the same again',
    run: async (subject) => {
      const { cursor } = await begin(subject);
      await subject.company.changeUser('ada', { cn: 'Ada Lovelace' });
      await subject.company.removeUser('cyd');
      const first = await subject.changes(cursor);
      const second = await subject.changes(cursor);
      expect(comparable(second)).toEqual(comparable(first));
      expect(second.gone).toEqual(first.gone);
      expect(second.present).toEqual(first.present);
    },
  },
  {
    name: 'the cursor of an answer starts where the answer ended',
    run: async (subject) => {
      const { cursor } = await begin(subject);
      await subject.company.changeUser('ada', { cn: 'Ada Lovelace' });
      const first = await subject.changes(cursor);
      await subject.company.changeUser('bob', { cn: 'Bob Noyce' });
      const second = await subject.changes(cursorOf(first));
      expect(subject.texts(second.user('bob'), 'cn')).toEqual(['Bob Noyce']);
    },
  },
  {
    name: 'what changes while everything is read is not lost to the next delta',
    run: async (subject) => {
      await begin(subject);
      const events = [];
      let edited = false;
      for await (const event of subject.source.read(never())) {
        events.push(event);
        if (edited) continue;
        edited = true;
        await subject.company.changeUser('ada', { cn: 'Ada Lovelace' });
      }
      const { cursor } = new Listing(events, subject.attributes);
      const changed = await subject.changes(cursor ?? '');
      expect(subject.texts(changed.user('ada'), 'cn')).toEqual(['Ada Lovelace']);
    },
  },
  {
    name: 'a cursor that was never given is refused before anything comes',
    run: async (subject) => {
      await begin(subject);
      for (const cursor of ['no cursor of ours', '{}', 'null', '[1,', '\u0000', '__proto__', 'x'.repeat(5_000)]) {
        await expectFailure('cursor-refused', () =>
          subject.source.changes(cursor, never())[Symbol.asyncIterator]().next(),
        );
      }
    },
  },
  {
    name: 'an empty cursor is refused',
    run: async (subject) => {
      await begin(subject);
      await expectFailure('cursor-refused', () => eventsOf(subject.source.changes('', never())));
    },
  },
];

export const deletionChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a removed person is proven gone, and nobody else is',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.removeUser('cyd');
      const listing = await subject.changes(cursor);
      expect(listing.usersNamed('cyd')).toEqual([]);
      expect(listing.provesGone('user', before.user('cyd'))).toBe(true);
      expect(listing.provesGone('user', before.user('ada'))).toBe(false);
    },
  },
  {
    name: 'a re-created person comes with the new id, and the old id is proven gone',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.recreateUser('cyd');
      const listing = await subject.changes(cursor);
      const again = listing.user('cyd');
      expect(again.sourceId).not.toBe(before.user('cyd').sourceId);
      expect(listing.provesGone('user', before.user('cyd'), again)).toBe(true);
      expect(listing.gone.user.has(again.sourceId)).toBe(false);
    },
  },
  {
    name: 'a removed group is proven gone',
    run: async (subject) => {
      const { before, cursor } = await begin(subject);
      await subject.company.removeGroup('staff');
      const listing = await subject.changes(cursor);
      expect(listing.groups.size).toBe(0);
      expect(listing.provesGone('group', before.group('staff'))).toBe(true);
    },
  },
];

export const withoutDeltaChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'without a delta, asking what changed is unsupported',
    run: async (subject) => {
      await subject.addPeople('ada');
      await expectFailure('unsupported', () => eventsOf(subject.source.changes('any', never())));
    },
  },
];
