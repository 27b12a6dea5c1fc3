import type { Attributes, AttributeValue } from '../../core/people.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';

/** Longer keys do not fit into the index of a database. */
const longestKey = 500;

/** A key as text without blanks around it; undefined when there is none. */
export function keyText(value: AttributeValue | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** The key in a column of a row that is about `owner`. Throws `incomplete`: without one the row may be anybody's. */
export function requiredKey(file: OpenFile, line: number, row: Attributes, column: string, owner: string): string {
  const value = row[column];
  const key = keyText(value);
  if (key === undefined) throw file.failure(line, `the ${owner} has no ${column}`);
  const problem = keyProblem(key, value);
  if (problem !== undefined) throw file.failure(line, `the ${column} of the ${owner} ${problem}`);
  return key;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const unstorable = /[\u0000-\u001f\u007f\ud800-\udfff]/u;

function keyProblem(key: string, value: AttributeValue | undefined): string | undefined {
  // The last digits of a longer number are lost as soon as it is read.
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return 'is no whole number of up to 15 digits; quote it';
  if (key.length > longestKey) return `is ${key.length} characters long; at most ${longestKey} are possible`;
  return unstorable.test(key) ? 'contains a control character or half a character' : undefined;
}
