import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../src/core/errors.ts';
import { readQuery } from '../../../src/protocols/crowd/query-language.ts';

const text = (property: string, match: string, value: string) => ({ kind: 'text', property, match, value });

describe('a search in one line', () => {
  test.each([
    ['', { kind: 'all' }],
    ['name = ada', text('name', 'equals', 'ada')],
    ['name="Ada Byron"', text('name', 'equals', 'Ada Byron')],
    [`name = 'o\\'hara'`, text('name', 'equals', "o'hara")],
    ['name = a*', text('name', 'starts', 'a')],
    ['email = *@example.org', text('email', 'ends', '@example.org')],
    ['email = *exam*', text('email', 'contains', 'exam')],
    ['name = *', text('name', 'contains', '')],
    ['name = "a*"', text('name', 'equals', 'a*')],
    ['name > m', text('name', 'greater', 'm')],
    ['email = null', { kind: 'absent', property: 'email' }],
    ['email = "null"', text('email', 'equals', 'null')],
    ['active = FALSE', { kind: 'flag', property: 'active', value: false }],
    ['createdDate > 2026-02', { kind: 'time', property: 'createdDate', match: 'greater', at: Date.UTC(2026, 1) }],
    [
      'updatedDate < 2026-02-01T08:30',
      { kind: 'time', property: 'updatedDate', match: 'less', at: Date.UTC(2026, 1, 1, 8, 30) },
    ],
  ])('%s', (query, restriction) => {
    expect(readQuery(query)).toEqual(restriction);
  });

  test('"and" comes before "or", and parentheses before both', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => text(name, 'equals', '1'));
    expect(readQuery('a = 1 or b = 1 AND c = 1')).toEqual({ kind: 'or', of: [a, { kind: 'and', of: [b, c] }] });
    expect(readQuery('(a = 1 or b = 1) and c = 1')).toEqual({ kind: 'and', of: [{ kind: 'or', of: [a, b] }, c] });
  });

  test.each([
    ['name', 'after "name" one of = < > is missing'],
    ['name =', 'the value of "name" is missing'],
    ['= ada', 'the name of a property is missing'],
    ['name = "ada', 'a quote is not closed'],
    ['(name = ada', 'a parenthesis is not closed'],
    ['name = ada)', '")" is not expected there'],
    ['name = ada bob', '"bob" is not expected there'],
    ['createdDate > soon', '"soon" is no date such as 2026-02-01'],
    ['createdDate > 2026-13', '"2026-13" is no date such as 2026-02-01'],
    [`${'('.repeat(31)}a = 1${')'.repeat(31)}`, 'there are too many parentheses in each other'],
    ['x'.repeat(10_001), 'it is longer than 10000 characters'],
  ])('%s is refused', (query, why) => {
    expect(() => readQuery(query)).toThrow(`The restriction of the search cannot be read: ${why}.`);
  });

  test('anything else is read or refused, and quickly', () => {
    const piece = fc.oneof(
      fc.constantFrom('(', ')', '"', "'", '\\', '=', '*', ' and ', ' or ', 'name', 'null'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          readQuery(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
