import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { expectFailure, failureOf } from '../failures.ts';
import { eventsOf, never, type SourceUnderTest } from './listing.ts';

function raised(): AbortSignal {
  const controller = new AbortController();
  controller.abort();
  return controller.signal;
}

/** Reads until the first event, raises the signal, and goes on. */
async function cancelledMidway(subject: SourceUnderTest, events: (signal: AbortSignal) => AsyncIterable<unknown>) {
  const controller = new AbortController();
  const seen: unknown[] = [];
  await expectFailure('cancelled', async () => {
    for await (const event of events(controller.signal)) {
      seen.push(event);
      controller.abort();
    }
  });
  expect(seen, 'the signal is seen at the next event').toHaveLength(1);
  await subject.read();
}

async function manyPeople(subject: SourceUnderTest): Promise<void> {
  const uids = Array.from({ length: 40 }, (_, index) => `person${index}`);
  await subject.addPeople(...uids);
  await subject.company.addGroup('staff', { users: uids });
}

export const behaviourChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a raised signal stops a reading before it begins',
    run: async (subject) => {
      await subject.addPeople('ada');
      await expectFailure('cancelled', () => eventsOf(subject.source.read(raised())));
    },
  },
  {
    name: 'a signal raised in the middle stops a reading, which may begin anew',
    run: async (subject) => {
      await manyPeople(subject);
      await cancelledMidway(subject, (signal) => subject.source.read(signal));
    },
  },
  {
    name: 'a raised signal stops the test of the connection',
    run: async (subject) => {
      await subject.addPeople('ada');
      await expectFailure('cancelled', () => subject.source.test(raised()));
    },
  },
  {
    name: 'whoever leaves a reading early can read again',
    run: async (subject) => {
      await manyPeople(subject);
      for await (const _event of subject.source.read(never())) break;
      expect((await subject.read()).users.size).toBe(40);
    },
  },
  {
    name: 'the test of a connection that works tells what was tried',
    run: async (subject) => {
      await subject.addPeople('ada');
      await subject.company.addGroup('staff', { users: ['ada'] });
      const checks = await subject.source.test(never());
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(checks.filter(({ name, message }) => name.trim() === '' || message.trim() === '')).toEqual([]);
    },
  },
  {
    name: 'a missing permission is a result of the test, and a failure of everything else',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { deny, source } = subject;
      if (deny === undefined) throw new Error('Give the opened source `deny`, or skip this check with a reason.');
      await deny();
      const checks = await source.test(never());
      expect(checks.some(({ ok }) => !ok)).toBe(true);
      const failures = [await failureOf(() => eventsOf(source.read(never())))];
      if (subject.subject.capabilities.find) failures.push(await failureOf(() => subject.find({ value: 'ada' })));
      for (const { kind } of failures) expect(['transient', 'unauthorized', 'incomplete']).toContain(kind);
      const told = [JSON.stringify(checks), ...failures.map((failure) => `${failure.sentence} ${failure.stack}`)];
      for (const secret of subject.subject.secrets ?? []) expect(told.join('\n')).not.toContain(secret);
    },
  },
  {
    name: 'closing is possible before any use, and more than once',
    run: async (subject) => {
      await subject.source.close();
      await subject.source.close();
    },
  },
];

export const changesBehaviourChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a raised signal stops a delta before it begins',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { cursor } = await subject.read();
      await subject.company.changeUser('ada', { cn: 'Ada Lovelace' });
      await expectFailure('cancelled', () => eventsOf(subject.source.changes(cursor ?? '', raised())));
    },
  },
  {
    name: 'a signal raised in the middle stops a delta',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { cursor } = await subject.read();
      await manyPeople(subject);
      await cancelledMidway(subject, (signal) => subject.source.changes(cursor ?? '', signal));
    },
  },
];

export const findingBehaviourChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a raised signal stops the search for a person',
    run: async (subject) => {
      await subject.addPeople('ada');
      const query = { value: 'ada', sourceId: true, attributes: [subject.attributes.uid] };
      await expectFailure('cancelled', () => subject.source.find(query, raised()));
    },
  },
];
