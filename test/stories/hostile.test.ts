import { expect, test } from 'vitest';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { MappingRules } from '../../src/core/mapping/rules.ts';
import type { Attributes } from '../../src/core/people.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';
import { person, stories } from './world.ts';

const rules: MappingRules = {
  username: { from: 'uid' },
  fullName: { from: 'cn' },
  email: { from: 'mail' },
  attributes: JSON.parse('{ "department": { "from": "department" }, "__proto__": { "from": "__proto__" } }'),
};
const mapping = compileMapping(rules, await loadMappingEngines(rules));
const json = (text: string): Attributes => JSON.parse(text);
const long = 'x'.repeat(255);

interface Case {
  readonly hazard: string;
  readonly records: readonly Attributes[];
  readonly statuses: readonly string[];
  readonly says?: string;
}

const cases: Case[] = [
  { hazard: 'no-username', records: [{ cn: 'Nobody' }], statuses: ['FAILED'], says: 'has no username' },
  { hazard: 'a-blank-username', records: [{ uid: '  ' }], statuses: ['FAILED'], says: 'has no username' },
  { hazard: 'a-username-of-255-characters', records: [{ uid: long }], statuses: ['ADDED'] },
  { hazard: 'a-username-of-256-characters', records: [{ uid: `${long}x` }], statuses: ['FAILED'], says: 'at most 255' },
  {
    hazard: 'case-twins',
    records: [{ uid: 'Jo' }, { uid: 'jO' }],
    statuses: ['FAILED', 'FAILED'],
    says: 'two records',
  },
  {
    hazard: 'nfc-nfd-twins',
    records: [{ uid: 'jos\u00e9' }, { uid: 'jose\u0301' }],
    statuses: ['FAILED', 'FAILED'],
    says: 'two records',
  },
  { hazard: 'a-nul-in-the-username', records: [{ uid: 'a\u0000b' }], statuses: ['FAILED'], says: 'control character' },
  { hazard: 'a-newline-in-the-username', records: [{ uid: 'a\nb' }], statuses: ['FAILED'], says: 'control character' },
  { hazard: 'half-a-surrogate-in-the-username', records: [{ uid: 'a\ud800b' }], statuses: ['FAILED'], says: 'control' },
  {
    hazard: 'control-characters-elsewhere',
    records: [{ uid: 'jo', cn: 'J\u0000o\ud800', mail: '\u0007', department: '\u0000' }],
    statuses: ['ADDED'],
  },
  {
    hazard: 'proto-attributes',
    records: [json('{ "uid": "jo", "__proto__": "p", "constructor": { "prototype": 1 }, "toString": "x" }')],
    statuses: ['ADDED'],
  },
  { hazard: 'proto-usernames', records: [{ uid: '__proto__' }, { uid: 'constructor' }], statuses: ['ADDED', 'ADDED'] },
  {
    hazard: 'binary-values',
    records: [{ uid: 'jo', cn: '\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF', photo: 'A'.repeat(100_000) }],
    statuses: ['ADDED'],
  },
  {
    hazard: 'values-of-other-types',
    records: [{ uid: ['jo', 'joe'], cn: null, mail: { a: [1, null] }, department: [true, 2] }, { uid: 42 }],
    statuses: ['ADDED', 'ADDED'],
  },
  {
    hazard: 'a-value-that-is-too-long',
    records: [{ uid: 'jo', cn: `${long}x` }],
    statuses: ['FAILED'],
    says: 'at most',
  },
  { hazard: 'quotes-and-sql', records: [{ uid: "o'brien; --" }, { uid: '%_"\\' }], statuses: ['ADDED', 'ADDED'] },
];

const ids = ['__proto__', 'constructor', "'; drop table account; --", 'a\tb', '\u{1f600}', 'x'.repeat(2_000), ' '];

stories((world) => {
  test.each(cases)('$hazard: a clear result, and everybody else is synced', async ({ records, statuses, says }) => {
    const acme = await world();
    for (const [position, record] of records.entries()) acme.company.user(`id-${position}`, record);
    acme.company.user('good', person('good')).group('g', 'staff', ['id-0', 'id-1', 'good']);
    for (const full of [true, false]) {
      const { run, failure } = await acme.sync({ full }, { mapping });
      expect(failure).toBeUndefined();
      if (!full) continue;
      const results = (await acme.results(run)).filter(({ sourceId }) => sourceId !== 'good');
      expect(results.map(({ status }) => status)).toEqual(statuses);
      if (says !== undefined) for (const { message } of results) expect(message).toContain(says);
      expect(run.counts).toMatchObject({ result: records.length + 1 });
    }
    expect(await acme.groupsOf('good')).toEqual(['staff']);
    const again = (await acme.sync({ full: true }, { mapping })).run;
    expect(again.counts).toMatchObject({
      added: 0,
      updated: 0,
      failed: statuses.filter((one) => one === 'FAILED').length,
    });
  });

  test('an attribute called __proto__ arrives as any other', async () => {
    const acme = await world();
    acme.company.user('a', json('{ "uid": "jo", "__proto__": "p" }'));
    await acme.sync({}, { mapping });
    expect(JSON.stringify((await acme.account('jo'))?.attributes)).toBe('{"__proto__":"p"}');
  });

  test.each(ids)('the source id %j is one like any other', async (id) => {
    const acme = await world();
    acme.company.user(id, person('jo')).user('good', person('good')).group('g', 'staff', [id, 'good']);
    for (const request of [{}, { full: true }, {}, { user: id }]) {
      const { failure } = await acme.sync(request);
      expect(failure).toBeUndefined();
    }
    expect(await acme.account('jo')).toMatchObject({ sourceId: id });
    expect(await acme.groupsOf('jo')).toEqual(['staff']);
    acme.company.removeUser(id);
    expect((await acme.sync()).run.counts).toMatchObject({ disabled: 1 });
  });

  test.each([
    { name: 'x'.repeat(256), says: 'at most 255' },
    { name: 'a\u0000b', says: 'control character' },
    { name: ' ', says: 'is empty' },
  ])('a group whose name cannot be one is told, and everything else is synced', async ({ name, says }) => {
    const acme = await world();
    acme.company.user('a', person('anna')).group('bad', name, ['a', 'good']).group('good', 'good', ['a']);
    const { run, failure } = await acme.sync();
    expect(failure).toBeUndefined();
    expect(run.messages.join()).toContain(says);
    expect(await acme.picture()).toMatchObject({ groups: ['good'], members: ['good/anna'] });
  });

  test.each(['a\u0000b', 'a\ud800b'])(
    'an id or reference that no store can hold (%j) does not end the run',
    async (id) => {
      const acme = await world();
      acme.company.user(id, person('bad')).user('good', person('good')).group('g', 'staff', [id, 'good']);
      const first = await acme.sync();
      expect(first.failure).toBeUndefined();
      expect(await acme.groupsOf('good')).toEqual(['staff']);
      acme.company.user(id, person('bad', { department: 'Sales' }));
      for (const full of [false, true]) {
        const { run, failure } = await acme.sync({ full });
        expect(failure).toBeUndefined();
        expect(run.counts).toMatchObject({ added: 0, disabled: 0, failed: 0 });
      }
    },
  );
});
