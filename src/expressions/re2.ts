import { RE2JS } from 're2js';
import { Failure } from '../core/errors.ts';
import { quoted } from '../core/mapping/letters.ts';
import type { CompiledPattern, PatternEngine } from '../core/mapping/rules.ts';
import { compileReplacement } from './replacement.ts';

/** A pattern that can also be asked whether a text matches it anywhere. */
export interface Re2Pattern extends CompiledPattern {
  test(text: string): boolean;
}

export interface Re2Engine extends PatternEngine {
  compile(pattern: string): Re2Pattern;
}

const longestPattern = 1000;

/** One search is linear, but replacing may search once for every character: this bounds the product. */
const longestText = 10_000;

/** RE2 syntax, matched in linear time. */
export const re2Engine: Re2Engine = {
  compile(pattern) {
    const compiled = compile(pattern);
    const replacements = new Map<string, ReturnType<typeof compileReplacement>>();
    return {
      test(text) {
        requireBounded(text);
        return compiled.test(text);
      },
      replaceAll(text, replacement) {
        let expand = replacements.get(replacement);
        if (expand === undefined) {
          expand = compileReplacement(replacement, compiled.groupCount(), compiled.namedGroups());
          replacements.set(replacement, expand);
        }
        requireBounded(text);
        return replaceAll(compiled, text, expand);
      },
    };
  },
};

function compile(pattern: string): RE2JS {
  if (pattern.length > longestPattern) {
    throw new Failure('configuration', `the pattern is longer than ${longestPattern} characters.`);
  }
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const { message, remedy } = explained(pattern, error);
    throw new Failure('configuration', `the pattern ${quoted(pattern)} ${message}.`, { remedy, cause: error });
  }
}

/** Says which feature is missing where somebody used one that other dialects have. */
function explained(pattern: string, error: unknown): { readonly message: string; readonly remedy: string } {
  const alternative =
    'Match what stands around it as well, and keep the part you want with a group such as (…) and $1.';
  if (/\(\?<?[=!]/.test(pattern)) {
    const message = 'uses look-ahead or look-behind, which cannot be matched in linear time';
    return { message, remedy: alternative };
  }
  if (/\\[1-9]|\\k</.test(pattern)) {
    const message = 'refers back to a group, which cannot be matched in linear time';
    return { message, remedy: 'Write the repeated part out, or use a CEL expression.' };
  }
  const reason = error instanceof Error ? error.message.replace('error parsing regexp: ', '') : 'cannot be read';
  return { message: `is not a regular expression: ${reason}`, remedy: 'The syntax is that of RE2.' };
}

function replaceAll(pattern: RE2JS, text: string, expand: ReturnType<typeof compileReplacement>): string | undefined {
  if (!pattern.test(text)) return undefined;
  const matcher = pattern.matcher(text);
  let result = '';
  let end = 0;
  while (matcher.find()) {
    result += text.slice(end, matcher.start()) + expand((group) => matcher.group(group) ?? '');
    end = matcher.end();
  }
  return result + text.slice(end);
}

function requireBounded(text: string): void {
  if (text.length <= longestText) return;
  throw new Failure(
    'invalid',
    `a value of ${text.length} characters is too long for a pattern (at most ${longestText})`,
  );
}
