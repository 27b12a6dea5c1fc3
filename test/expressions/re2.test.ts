import { describe, expect, test } from 'vitest';
import { Failure, isFailure } from '../../src/core/errors.ts';
import { re2Engine } from '../../src/expressions/re2.ts';

const replace = (search: string, replacement: string, text: string) =>
  re2Engine.compile(search).replaceAll(text, replacement);

test.each<[string, string, string, string | undefined]>([
  ['a', 'b', 'banana', 'bbnbnb'],
  ['x', 'b', 'banana', undefined],
  ['(\\w+)@(\\w+)', '$2 $1 $0', 'jo@acme', 'acme jo jo@acme'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a group in a replacement
  ['(?P<first>\\w+) (?<last>\\w+)', '${last}.${first}.${1}', 'Jo Berg', 'Berg.Jo.Jo'],
  ['(a)', '$10', 'a', 'a0'],
  ['a', '$$ $ $x', 'a', '$ $ $x'],
  ['(a)|b', '[$1]', 'ab', '[a][]'],
  ['', '-', 'ab', '-a-b-'],
  ['(?i)ÄB', 'x', 'äb', 'x'],
  ['.', 'x', '😀', 'x'],
  ['(.)', '$1$1', '😀b', '😀😀bb'],
])('%s with %s in %s', (search, replacement, text, expected) => {
  expect(replace(search, replacement, text)).toBe(expected);
});

describe('refused', () => {
  test.each<[string, string, string]>([
    ['a(?=b)', '', 'uses look-ahead or look-behind, which cannot be matched in linear time'],
    ['(?<!a)b', '', 'uses look-ahead or look-behind'],
    ['(a)\\1', '', 'refers back to a group'],
    ['(a', '', 'is not a regular expression: missing closing )'],
    ['(((a{100}){100}){100})', '', 'is not a regular expression'],
    ['a'.repeat(1001), '', 'longer than 1000'],
    ['(a)', '$2', 'the replacement refers to $2'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a group in a replacement
    ['(a)', '${last}', 'the replacement refers to ${last}'],
    ['(a)', '$' + '{toString}', 'the replacement refers to'],
  ])('%s', (search, replacement, message) => {
    let error: unknown;
    try {
      replace(search, replacement, 'does not match');
    } catch (caught) {
      error = caught;
    }
    expect(isFailure(error, 'configuration') && error.sentence).toContain(message);
  });

  test('a text that is too long fails for its record', () => {
    expect(() => replace('a', 'b', 'a'.repeat(10_001))).toThrow(Failure);
  });
});

/** A backtracking engine needs 2^n steps for these, so finishing at all with n = 10,000 is the proof. */
test.each(['(a+)+$', '(a|aa)+$', '^(a|a?)+$', '(a*)*b', '(.*)*x(.*)*y'])('%s takes no exponential time', (pattern) => {
  const text = `${'a'.repeat(9_998)}!`;
  expect(re2Engine.compile(pattern).test(text)).toBe(false);
  expect(re2Engine.compile(pattern).replaceAll(text, 'x')).toBeUndefined();
});
