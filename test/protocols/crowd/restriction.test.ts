import { describe, expect, test } from 'vitest';
import type { BodyElement } from '../../../src/protocols/crowd/body/element.ts';
import { readRestriction } from '../../../src/protocols/crowd/body/restriction.ts';
import { json, xml } from './bodies.ts';

const property = (name: string, type: string, mode: string, value?: string): string =>
  `<property-search-restriction><property><name>${name}</name><type>${type}</type></property>` +
  `<match-mode>${mode}</match-mode>${value === undefined ? '' : `<value>${value}</value>`}</property-search-restriction>`;

const inJson = (name: string, type: string, mode: string, value?: unknown): object => ({
  'restriction-type': 'property-search-restriction',
  property: { name, type },
  'match-mode': mode,
  value,
});

describe('one property', () => {
  test.each([
    ['name', 'STRING', 'EXACTLY_MATCHES', 'Ada', { kind: 'text', match: 'equals', value: 'Ada' }],
    ['name', 'string', 'contains', ' ', { kind: 'text', match: 'contains', value: ' ' }],
    ['name', 'STRING', 'STARTS_WITH', '', { kind: 'text', match: 'starts', value: '' }],
    ['name', 'STRING', 'ENDS_WITH', 'x', { kind: 'text', match: 'ends', value: 'x' }],
    ['name', 'STRING', 'LESS_THAN', 'x', { kind: 'text', match: 'less', value: 'x' }],
    ['name', 'STRING', 'GREATER_THAN', 'x', { kind: 'text', match: 'greater', value: 'x' }],
    ['name', 'STRING', 'NULL', undefined, { kind: 'absent' }],
    ['name', 'STRING', 'NULL', 'unusable', { kind: 'absent' }],
    ['active', 'BOOLEAN', 'EXACTLY_MATCHES', 'TRUE', { kind: 'flag', value: true }],
    ['active', 'BOOLEAN', 'EXACTLY_MATCHES', 'false', { kind: 'flag', value: false }],
    ['updatedDate', 'DATE', 'NULL', undefined, { kind: 'absent' }],
    [
      'updatedDate',
      'DATE',
      'GREATER_THAN',
      '2026-02-01T08:30:00.000+0000',
      { kind: 'time', match: 'greater', at: 1769934600000 },
    ],
    [
      'updatedDate',
      'DATE',
      'LESS_THAN',
      '2026-02-01T10:30:00.001+0200',
      { kind: 'time', match: 'less', at: 1769934600001 },
    ],
    [
      'updatedDate',
      'DATE',
      'EXACTLY_MATCHES',
      '2026-02-01T08:30:00Z',
      { kind: 'time', match: 'equals', at: 1769934600000 },
    ],
    [
      'updatedDate',
      'DATE',
      'EXACTLY_MATCHES',
      '2026-02-01T03:00:00.000-05:30',
      { kind: 'time', match: 'equals', at: 1769934600000 },
    ],
    ['updatedDate', 'DATE', 'EXACTLY_MATCHES', '2026-02-01', { kind: 'time', match: 'equals', at: 1769904000000 }],
  ])('%s %s %s %s', (name, type, mode, value, expected) => {
    expect(readRestriction(xml(property(name, type, mode, value)))).toEqual({ property: name, ...expected });
    expect(readRestriction(json(inJson(name, type, mode, value)))).toEqual({ property: name, ...expected });
  });

  test('a value of JSON may be what it is of', () => {
    const flag = readRestriction(json(inJson('active', 'BOOLEAN', 'EXACTLY_MATCHES', true)));
    expect(flag).toEqual({ kind: 'flag', property: 'active', value: true });
    const missing = readRestriction(json(inJson('name', 'STRING', 'NULL', null)));
    expect(missing).toEqual({ kind: 'absent', property: 'name' });
  });
});

describe('several', () => {
  const blue = { kind: 'text', property: 'team', match: 'equals', value: 'blue' };
  const active = { kind: 'flag', property: 'active', value: true };
  const expected = { kind: 'and', of: [blue, { kind: 'or', of: [active, { kind: 'all' }] }] };
  const team = property('team', 'STRING', 'EXACTLY_MATCHES', 'blue');
  const either = `<restrictions xmlns:x="y" x:y="z">${property('active', 'BOOLEAN', 'EXACTLY_MATCHES', 'true')}<null-search-restriction/></restrictions>`;

  test.each<[string, BodyElement]>([
    [
      'in XML, with the logic as an attribute',
      xml(
        `<boolean-search-restriction boolean-logic="and"><restrictions>${team}<boolean-search-restriction boolean-logic="OR">${either}</boolean-search-restriction></restrictions></boolean-search-restriction>`,
      ),
    ],
    [
      'in XML, with the logic as an element',
      xml(
        `<boolean-search-restriction><boolean-logic>AND</boolean-logic><restrictions>${team}<boolean-search-restriction>${either}<boolean-logic>or</boolean-logic></boolean-search-restriction></restrictions></boolean-search-restriction>`,
      ),
    ],
    [
      'in JSON',
      json({
        'restriction-type': 'boolean-search-restriction',
        'boolean-logic': 'and',
        restrictions: [
          inJson('team', 'STRING', 'EXACTLY_MATCHES', 'blue'),
          {
            'restriction-type': 'boolean-search-restriction',
            'boolean-logic': 'Or',
            restrictions: [
              inJson('active', 'BOOLEAN', 'EXACTLY_MATCHES', 'true'),
              { 'restriction-type': 'null-search-restriction' },
            ],
          },
        ],
      }),
    ],
  ])('%s', (_case, body) => {
    expect(readRestriction(body)).toEqual(expected);
  });

  test('a list of one', () => {
    const [name] = [inJson('name', 'STRING', 'NULL')];
    const one = { 'restriction-type': 'boolean-search-restriction', 'boolean-logic': 'or', restrictions: [name] };
    expect(readRestriction(json(one))).toEqual({ kind: 'or', of: [{ kind: 'absent', property: 'name' }] });
  });
});

test('no filter', () => {
  expect(readRestriction(xml('<null-search-restriction/>'))).toEqual({ kind: 'all' });
  expect(readRestriction(json({ 'restriction-type': 'null-search-restriction' }))).toEqual({ kind: 'all' });
});

test.each<[string, BodyElement, string]>([
  ['kind', xml('<other-search-restriction/>'), 'no search restriction of the kind "other-search-restriction"'],
  ['kind of JSON', json({ 'restriction-type': 'other' }), 'no search restriction of the kind "other"'],
  ['kind that is missing', json({}), 'The body has no restriction-type.'],
  ['XML that is none', xml('<user name="x"/>'), 'The user has no restriction-type.'],
  [
    'way to compare',
    xml(property('name', 'STRING', 'LIKE', 'x')),
    '"name" is searched by "LIKE"; it can be EXACTLY_MATCHES,',
  ],
  ['way to compare flags', xml(property('active', 'BOOLEAN', 'CONTAINS', 'x')), 'it can be EXACTLY_MATCHES, NULL.'],
  [
    'way to compare times',
    xml(property('createdDate', 'DATE', 'STARTS_WITH', '2026')),
    'LESS_THAN, GREATER_THAN, NULL.',
  ],
  ['type', xml(property('name', 'constructor', 'NULL')), '"CONSTRUCTOR" is none of STRING, BOOLEAN, DATE.'],
  ['flag', xml(property('active', 'BOOLEAN', 'EXACTLY_MATCHES', 'yes')), 'neither true nor false'],
  ['time', xml(property('createdDate', 'DATE', 'LESS_THAN', 'yesterday')), 'no date and time such as'],
  ['day', xml(property('createdDate', 'DATE', 'LESS_THAN', '2026-02-30')), 'no date and time such as'],
  ['hour', xml(property('createdDate', 'DATE', 'LESS_THAN', '2026-02-01T25:00Z')), 'no date and time such as'],
  ['missing value', xml(property('name', 'STRING', 'CONTAINS')), 'is missing'],
  ['missing property', xml('<property-search-restriction/>'), 'names no property'],
  ['logic', xml('<boolean-search-restriction boolean-logic="not"/>'), '"not"; it can be and, or.'],
  ['nothing to combine', xml('<boolean-search-restriction boolean-logic="and"/>'), 'names no restrictions'],
])('an unknown %s is refused with a sentence', (_what, body, sentence) => {
  expect(() => readRestriction(body)).toThrow(
    expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(sentence) }),
  );
});
