import { describe, expect, test } from 'vitest';
import type { ServedGroup, ServedUser } from '../../src/core/ports/store/serving.ts';
import { exactName } from '../../src/core/search/exact-name.ts';
import { compileRestriction } from '../../src/core/search/fits.ts';
import { groupProperty, userProperty } from '../../src/core/search/properties.ts';
import type { Restriction, TextMatch } from '../../src/core/search/restriction.ts';

const ada: ServedUser = {
  directory: 'main',
  number: 1,
  key: 'u-1',
  username: 'Ada.Müller',
  fullName: 'Ada Müller',
  email: 'ada@Example.org',
  active: true,
  attributes: { team: ['Blue', 'Green'], none: [], flag: ['TRUE'], toString: ['x'] },
  createdAt: 1000,
  updatedAt: null,
};

const nobody: ServedUser = { ...ada, username: 'nobody', fullName: null, email: null, active: false, attributes: {} };

const devs: ServedGroup = {
  directory: 'main',
  name: 'Devs',
  description: null,
  attributes: {},
  createdAt: null,
  updatedAt: 5,
};

const fitsUser = (restriction: Restriction, user = ada) => compileRestriction(restriction, userProperty)(user);
const fitsGroup = (restriction: Restriction) => compileRestriction(restriction, groupProperty)(devs);

const text = (property: string, match: TextMatch, value: string): Restriction => ({
  kind: 'text',
  property,
  match,
  value,
});

describe('a condition on people', () => {
  test.each<[string, TextMatch, string, boolean]>([
    ['name', 'equals', 'ADA.MÜLLER', true],
    ['name', 'equals', 'ada.mu\u0308ller', true],
    ['name', 'equals', 'ada', false],
    ['name', 'contains', '.MÜ', true],
    ['name', 'starts', 'aDa', true],
    ['name', 'starts', 'müller', false],
    ['name', 'ends', 'LLER', true],
    ['name', 'ends', 'ada', false],
    ['name', 'less', 'B', true],
    ['name', 'greater', 'B', false],
    ['firstName', 'equals', 'ada', true],
    ['lastName', 'equals', 'müller', true],
    ['displayName', 'contains', 'A M', true],
    ['email', 'ends', '@example.ORG', true],
    ['externalId', 'equals', 'u-1', true],
    ['active', 'equals', 'true', true],
    ['team', 'equals', 'green', true],
    ['team', 'equals', 'red', false],
    ['none', 'contains', '', false],
    ['constructor', 'contains', '', false],
    ['toString', 'equals', 'X', true],
    ['name', 'contains', '.*', false],
  ])('%s %s "%s": %s', (property, match, value, expected) => {
    expect(fitsUser(text(property, match, value))).toBe(expected);
  });

  test('of several texts one that fits is enough, with each way to compare', () => {
    expect(fitsUser(text('team', 'starts', 'g'))).toBe(true);
    expect(fitsUser(text('team', 'greater', 'f'))).toBe(true);
    expect(fitsUser(text('team', 'less', 'a'))).toBe(false);
  });

  test('what has no value is absent: missing, empty, or an attribute without values', () => {
    const absent = (property: string, user = ada) => fitsUser({ kind: 'absent', property }, user);
    expect(absent('name')).toBe(false);
    expect(absent('email', nobody)).toBe(true);
    expect(absent('displayName', nobody)).toBe(false);
    expect(absent('firstName', nobody)).toBe(true);
    expect(absent('updatedDate')).toBe(true);
    expect(absent('createdDate')).toBe(false);
    expect(absent('none')).toBe(true);
    expect(absent('team')).toBe(false);
    expect(absent('valueOf')).toBe(true);
    expect(absent('active', nobody)).toBe(false);
  });

  test('a flag is compared with flags, and with attributes that say true or false', () => {
    const flag = (property: string, value: boolean, user = ada) => fitsUser({ kind: 'flag', property, value }, user);
    expect(flag('active', true)).toBe(true);
    expect(flag('active', false)).toBe(false);
    expect(flag('active', false, nobody)).toBe(true);
    expect(flag('flag', true)).toBe(true);
    expect(flag('team', true)).toBe(false);
  });

  test('times are compared to the millisecond, and what is not known is in no order', () => {
    const time = (property: string, match: 'equals' | 'less' | 'greater', at: number) =>
      fitsUser({ kind: 'time', property, match, at });
    expect(time('createdDate', 'equals', 1000)).toBe(true);
    expect(time('createdDate', 'less', 1000)).toBe(false);
    expect(time('createdDate', 'less', 1001)).toBe(true);
    expect(time('createdDate', 'greater', 999)).toBe(true);
    expect(time('updatedDate', 'less', 1001)).toBe(false);
    expect(time('team', 'less', 1001)).toBe(false);
  });

  test('and, or, and what is inside them', () => {
    const blue = text('team', 'equals', 'blue');
    const red = text('team', 'equals', 'red');
    const never = { kind: 'absent', property: 'name' } as const;
    expect(fitsUser({ kind: 'all' })).toBe(true);
    expect(fitsUser({ kind: 'and', of: [blue, red] })).toBe(false);
    expect(fitsUser({ kind: 'or', of: [red, blue] })).toBe(true);
    expect(fitsUser({ kind: 'or', of: [red, text('name', 'equals', 'blue')] })).toBe(false);
    expect(fitsUser({ kind: 'or', of: [never, { kind: 'and', of: [blue, { kind: 'all' }] }] })).toBe(true);
    expect(fitsUser({ kind: 'or', of: [never, red] })).toBe(false);
    expect(fitsUser({ kind: 'or', of: [red, text('name', 'equals', 'ADA.MU\u0308LLER'), red] })).toBe(true);
    expect(fitsUser({ kind: 'or', of: [red, { kind: 'or', of: [never, text('name', 'ends', 'ER')] }] })).toBe(true);
  });
});

test('a condition on groups: they are active, and have no first name', () => {
  expect(fitsGroup(text('name', 'equals', 'DEVS'))).toBe(true);
  expect(fitsGroup({ kind: 'flag', property: 'active', value: true })).toBe(true);
  expect(fitsGroup({ kind: 'absent', property: 'description' })).toBe(true);
  expect(fitsGroup({ kind: 'time', property: 'updatedDate', match: 'equals', at: 5 })).toBe(true);
  expect(fitsGroup({ kind: 'absent', property: 'firstName' })).toBe(true);
});

test('one exact name can be looked up, also as one of several conditions that must all hold', () => {
  const name = text('name', 'equals', 'ada');
  const other = text('email', 'equals', 'x');
  expect(exactName(name)).toBe('ada');
  expect(exactName({ kind: 'and', of: [other, { kind: 'and', of: [name] }] })).toBe('ada');
  expect(exactName({ kind: 'or', of: [name] })).toBe('ada');
  expect(exactName({ kind: 'or', of: [name, other] })).toBeUndefined();
  expect(exactName({ kind: 'and', of: [other, { kind: 'or', of: [name, other] }] })).toBeUndefined();
  expect(exactName(text('name', 'starts', 'ada'))).toBeUndefined();
  expect(exactName(other)).toBeUndefined();
  expect(exactName({ kind: 'all' })).toBeUndefined();
});
