import { Failure } from '../core/errors.ts';

/** Writes the replacement out for one match, whose groups it asks for by number. */
export type Expand = (group: (number: number) => string) => string;

const reference = /\$(?:\$|(\d{1,2})|\{(\w+)\})/g;

/**
 * Compiles a replacement text: `$1` and `${1}` are groups by number (`$0` the whole match), `${name}` by name, `$$` is a
 * dollar sign. Of two digits the second is text when there is no such group. Throws `configuration` for a group that the
 * pattern lacks.
 */
export function compileReplacement(text: string, groups: number, names: Readonly<Record<string, number>>): Expand {
  const parts: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, digits, name] = match;
    if (digits !== undefined) parts.push(...numbered(digits, groups));
    else if (name !== undefined) parts.push(named(name, groups, names));
    else parts.push(whole.slice(1));
  }
  parts.push(text.slice(end));
  return (group) => parts.map((part) => (typeof part === 'string' ? part : group(part))).join('');
}

function numbered(digits: string, groups: number): (string | number)[] {
  if (Number(digits) <= groups) return [Number(digits)];
  const first = Number(digits.slice(0, 1));
  if (digits.length === 2 && first <= groups) return [first, digits.slice(1)];
  throw unknownGroup(`$${digits}`, groups);
}

function named(name: string, groups: number, names: Readonly<Record<string, number>>): number {
  const number = Object.hasOwn(names, name) ? names[name] : Number(name);
  if (number !== undefined && number <= groups) return number;
  throw unknownGroup(`\${${name}}`, groups);
}

function unknownGroup(reference: string, groups: number): Failure {
  return new Failure('configuration', `the replacement refers to ${reference}, which the pattern does not have.`, {
    remedy: `The pattern has ${groups === 0 ? 'no groups' : `${groups} group${groups === 1 ? '' : 's'}`}; write $$ for a dollar sign.`,
  });
}
