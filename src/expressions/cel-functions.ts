import type { Environment } from '@marcbachmann/cel-js';
import { Failure } from '../core/errors.ts';
import { toAscii, toSlug, truncate } from '../core/mapping/letters.ts';
import { textsOfResult } from './cel-values.ts';
import type { Re2Pattern } from './re2.ts';

/** No value that grew inside an expression is longer. */
const longestResult = 20_000;

/**
 * Our own functions. They take what an attribute may hold: a text, a number or truth value (taken as text), null (stays
 * null), or a list (done to each). `rx` of a list: whether one of them matches; of null: false.
 */
export function registerFunctions(environment: Environment, pattern: (pattern: string) => Re2Pattern): void {
  const onTexts = { lower, upper, trim, ascii: toAscii, slug: toSlug };
  for (const [name, change] of Object.entries(onTexts)) {
    environment.registerFunction(`${name}(dyn): dyn`, (value: unknown) => eachText(value, change), { async: false });
  }
  environment
    .registerFunction(
      'truncate(dyn, int): dyn',
      (value: unknown, length: bigint) => eachText(value, (text) => truncate(text, Math.max(0, Number(length)))),
      { async: false },
    )
    .registerFunction(
      'rx(dyn, string): bool',
      (value: unknown, search: string) => textsOfResult(value).some((text) => pattern(search).test(text)),
      { async: false },
    )
    .registerFunction(
      'rxReplace(dyn, string, string): dyn',
      (value: unknown, search: string, replacement: string) =>
        eachText(value, (text) => bounded(pattern(search).replaceAll(text, replacement) ?? text)),
      { async: false },
    )
    .registerFunction('firstOf(list): dyn', firstOf, { async: false });
}

const lower = (text: string) => text.toLowerCase();
const upper = (text: string) => text.toUpperCase();
const trim = (text: string) => text.trim();

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (value === null) return null;
  const texts = textsOfResult(value).map(change);
  return Array.isArray(value) ? texts : texts[0];
}

/** The first that is neither null, nor blank, nor an empty list. */
function firstOf(values: readonly unknown[]): unknown {
  const found = values.find((value) => {
    if (Array.isArray(value)) return value.length > 0;
    return value !== null && (typeof value !== 'string' || value.trim() !== '');
  });
  return found === undefined ? null : found;
}

function bounded(text: string): string {
  if (text.length <= longestResult) return text;
  throw new Failure('invalid', `a value grew to ${text.length} characters (at most ${longestResult})`);
}
