import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { expectFailure, failureOf } from '../failures.ts';
import { hostileValues } from './finding.ts';
import { never, type SourceUnderTest } from './listing.ts';

const secret = 'Correct horse 42';

/** Ada with the secret; returns her id. */
async function ada(subject: SourceUnderTest): Promise<string> {
  await subject.addPeople('ada', 'bob');
  return subject.setPassword('ada', secret);
}

export const passwordChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'the password of a person is right, and everything else is wrong',
    run: async (subject) => {
      const id = await ada(subject);
      expect(await subject.authenticate(id, secret)).toBe('right');
      for (const other of [secret.toLowerCase(), secret.slice(0, -1), `${secret} `, ` ${secret}`, id, 'ada', '*']) {
        expect(await subject.authenticate(id, other), JSON.stringify(other)).toBe('wrong');
      }
      expect(await subject.authenticate(id, secret), 'after wrong ones').toBe('right');
    },
  },
  {
    name: 'an empty password lets nobody in, nor one that begins with NUL or ends with it',
    run: async (subject) => {
      const ids = [await ada(subject), await subject.idOf('bob'), 'nobody'];
      for (const id of ids) {
        for (const none of ['', '\0', `\0${secret}`, `${secret}\0`, `${secret}\0x`]) {
          expect(await subject.authenticate(id, none), JSON.stringify([id, none])).toBe('wrong');
        }
      }
    },
  },
  {
    name: "somebody else's password is wrong, also for who has none",
    run: async (subject) => {
      const id = await ada(subject);
      const bob = await subject.idOf('bob');
      expect(await subject.authenticate(bob, secret)).toBe('wrong');
      await subject.setPassword('bob', 'another horse');
      expect(await subject.authenticate(bob, secret)).toBe('wrong');
      expect(await subject.authenticate(id, 'another horse')).toBe('wrong');
    },
  },
  {
    name: 'any characters can stand in a password',
    run: async (subject) => {
      await subject.addPeople('ada');
      for (const password of [
        'pässwörd',
        'пароль',
        '\u{1F40E} battery',
        ' a b ',
        '*)(uid=*',
        '"\\,+',
        'x'.repeat(200),
      ]) {
        const id = await subject.setPassword('ada', password);
        expect(await subject.authenticate(id, password), JSON.stringify(password)).toBe('right');
        expect(await subject.authenticate(id, `${password}x`)).toBe('wrong');
      }
    },
  },
  {
    name: 'a password that was replaced is wrong',
    run: async (subject) => {
      const id = await ada(subject);
      await subject.setPassword('ada', 'a new horse 43');
      expect(await subject.authenticate(id, secret)).toBe('wrong');
      expect(await subject.authenticate(id, 'a new horse 43')).toBe('right');
    },
  },
  {
    name: 'an id that nobody has is not found, whatever it means to the system',
    run: async (subject) => {
      await ada(subject);
      for (const id of [...hostileValues, 'nobody', 'ada', '00000000-0000-0000-0000-000000000000']) {
        expect(await subject.authenticate(id, secret), JSON.stringify(id).slice(0, 100)).toBe('not-found');
      }
    },
  },
  {
    name: 'after a re-creation the old id is not found, even with the password of the new person',
    run: async (subject) => {
      const id = await ada(subject);
      await subject.company.recreateUser('ada');
      const recreated = await subject.setPassword('ada', secret);
      expect(await subject.authenticate(id, secret)).toBe('not-found');
      expect(await subject.authenticate(recreated, secret)).toBe('right');
    },
  },
  {
    name: 'several passwords can be checked at once',
    run: async (subject) => {
      const id = await ada(subject);
      const asked = Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? secret : `wrong ${index}`));
      const verdicts = await Promise.all(asked.map((password) => subject.authenticate(id, password)));
      expect(verdicts).toEqual(asked.map((password) => (password === secret ? 'right' : 'wrong')));
    },
  },
  {
    name: 'a raised signal stops the check of a password',
    run: async (subject) => {
      const id = await ada(subject);
      const controller = new AbortController();
      controller.abort();
      await expectFailure('cancelled', () => subject.source.authenticate(id, secret, controller.signal));
    },
  },
  {
    name: 'where the source itself is not let in, no password is right or wrong, and none is told',
    run: async (subject) => {
      const id = await ada(subject);
      const { deny, source } = subject;
      if (deny === undefined) throw new Error('Give the opened source `deny`, or skip this check with a reason.');
      await deny();
      const failure = await failureOf(() => source.authenticate(id, secret, never()));
      expect(['transient', 'unauthorized']).toContain(failure.kind);
      const told = `${failure.sentence} ${failure.stack} ${String(failure.cause)}`;
      for (const hidden of [secret, ...(subject.subject.secrets ?? [])]) expect(told).not.toContain(hidden);
    },
  },
];

export const withoutPasswordChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a source that cannot check passwords says so',
    run: async (subject) => {
      await subject.addPeople('ada');
      const id = await subject.idOf('ada');
      await expectFailure('unsupported', () => subject.authenticate(id, secret));
    },
  },
];
