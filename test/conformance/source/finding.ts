import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import type { SourceUnderTest } from './listing.ts';

/** Values that mean something in a filter, a query, a path or a pattern, and nobody's name. */
export const hostileValues = [
  '*',
  '*)(uid=*',
  '*)(|(uid=*',
  ')(cn=*))',
  '"',
  "'",
  `' or '1'='1`,
  '" or "1" eq "1',
  'a" or userName pr or userName eq "',
  '%',
  '_',
  '\\',
  '\\2a',
  '\u0000',
  'ada\u0000',
  '__proto__',
  'constructor',
  '../ada',
  'ada?x=1#y',
  '$filter',
  'a\r\nda',
  '\ud800',
  '',
  ' ',
  'x'.repeat(2_000),
];

export const findingChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'a person is found by their id',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      const ada = (await subject.read()).user('ada');
      const found = await subject.find({ value: ada.sourceId });
      expect(found.map(({ record }) => record)).toEqual([ada]);
    },
  },
  {
    name: 'a person is found by each attribute that is named, and by no other',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      const { uid, cn, mail } = subject.attributes;
      const byName = { sourceId: false, attributes: [uid, mail] };
      for (const value of ['ada', 'ada@conformance.test']) {
        const found = await subject.find({ value, ...byName });
        expect(found.map(({ record }) => subject.texts(record, 'uid'))).toEqual([['ada']]);
      }
      expect(await subject.find({ value: 'The ada', ...byName })).toEqual([]);
      expect(await subject.find({ value: 'ada', sourceId: true, attributes: [cn] })).toEqual([]);
    },
  },
  {
    name: 'an id is not looked for unless it is asked for',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { sourceId } = (await subject.read()).user('ada');
      const query = { value: sourceId, sourceId: false, attributes: [subject.attributes.uid] };
      expect(await subject.find(query)).toEqual([]);
    },
  },
  {
    name: 'everybody who fits is found',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob', 'cyd');
      for (const uid of ['ada', 'bob']) await subject.company.changeUser(uid, { mail: 'shared@conformance.test' });
      const query = { value: 'shared@conformance.test', sourceId: true, attributes: [subject.attributes.mail] };
      const found = await subject.find(query);
      expect(found.map(({ record }) => subject.texts(record, 'uid')[0]).sort()).toEqual(['ada', 'bob']);
    },
  },
  {
    name: 'nobody is an empty list',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { uid, mail } = subject.attributes;
      expect(await subject.find({ value: 'nobody', attributes: [uid, mail] })).toEqual([]);
    },
  },
  {
    name: 'a value that means something to the system finds nobody',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      const { uid, mail } = subject.attributes;
      for (const value of hostileValues) {
        const found = await subject.find({ value, attributes: [uid, mail] });
        expect(found, JSON.stringify(value).slice(0, 100)).toEqual([]);
      }
    },
  },
  {
    name: 'a name made of special characters finds the one who has it',
    run: async (subject) => {
      const uid = 'o\'x*)(uid="\\, +%';
      await subject.addPeople('ada');
      await subject.company.addUser({ uid, cn: 'Odd', mail: 'odd@conformance.test' });
      const found = await subject.find({ value: uid, sourceId: false, attributes: [subject.attributes.uid] });
      expect(found.map(({ record }) => subject.texts(record, 'uid'))).toEqual([[uid]]);
    },
  },
  {
    name: 'a found person comes with their direct groups, as ids',
    run: async (subject) => {
      await subject.addPeople('ada', 'bob');
      await subject.company.addGroup('staff', { users: ['ada', 'bob'] });
      await subject.company.addGroup('board', { users: ['ada'] });
      await subject.company.addGroup('others', { users: ['bob'] });
      const listing = await subject.read();
      const [found] = await subject.find({ value: listing.user('ada').sourceId });
      const expected = ['staff', 'board'].map((name) => listing.group(name).sourceId);
      expect([...(found?.groups ?? [])].sort()).toEqual(expected.sort());
    },
  },
  {
    name: 'after a re-creation the new person is found, and not the old id',
    run: async (subject) => {
      await subject.addPeople('ada');
      const { sourceId } = (await subject.read()).user('ada');
      await subject.company.recreateUser('ada');
      expect(await subject.find({ value: sourceId })).toEqual([]);
      const query = { value: 'ada', sourceId: false, attributes: [subject.attributes.uid] };
      const found = await subject.find(query);
      expect(found.map(({ record }) => record.sourceId)).not.toContain(sourceId);
      expect(found).toHaveLength(1);
    },
  },
];

export const findingInnerGroupChecks: readonly Check<SourceUnderTest>[] = [
  {
    name: 'groups that a person is in only through another group are not among their direct groups',
    run: async (subject) => {
      await subject.addPeople('ada');
      await subject.company.addGroup('inner', { users: ['ada'] });
      await subject.company.addGroup('outer', { groups: ['inner'] });
      const listing = await subject.read();
      const [found] = await subject.find({ value: listing.user('ada').sourceId });
      expect(found?.groups).toEqual([listing.group('inner').sourceId]);
    },
  },
];
