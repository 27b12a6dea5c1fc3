import { nameProblem } from '../../../core/names.ts';
import { shown } from '../problems.ts';
import { described, type Place, type Reader, refuse, within, wrongType } from './place.ts';
import { nearest } from './suggest.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const unusable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/u;

/** Any text without control characters; line breaks and tabs may be in it. */
export const text: Reader<string> = (place) => {
  const { value } = place;
  if (typeof value === 'number' || typeof value === 'boolean') {
    return refuse(place, `${described(value)}; a text is needed: put it in quotes.`);
  }
  if (typeof value !== 'string') return wrongType(place, 'a text is needed.');
  if (unusable.test(value)) return refuse(place, 'contains a control character or half a character.');
  return value;
};

export const filledText: Reader<string> = (place) => {
  const value = text(place);
  return value !== undefined && value.trim() === '' ? refuse(place, 'is empty; a text is needed.') : value;
};

/** A name of a person, a group or an attribute. */
export const name: Reader<string> = (place) => {
  const value = text(place);
  if (value === undefined) return undefined;
  const problem = nameProblem(value);
  return problem === undefined ? value : refuse(place, `${problem}.`);
};

export const flag: Reader<boolean> = (place) =>
  typeof place.value === 'boolean' ? place.value : wrongType(place, 'true or false is needed, without quotes.');

/** A number between the bounds, inclusive. */
export function numberWithin(min: number, max: number, what: 'a number' | 'a whole number' = 'a number') {
  return (place: Place): number | undefined => {
    const { value } = place;
    const wanted = `${what} ${range(min, max)} is needed`;
    if (typeof value !== 'number') return wrongType(place, `${wanted}.`);
    const fits = what === 'a number' ? Number.isFinite(value) : Number.isSafeInteger(value);
    // Adding nothing makes 0 of -0, which JSON does not know.
    return fits && value >= min && value <= max ? value + 0 : refuse(place, `is ${value}; ${wanted}.`);
  };
}

function range(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === Number.NEGATIVE_INFINITY ? 'of any size' : `from ${min} on`;
  return min === Number.NEGATIVE_INFINITY ? `up to ${max}` : `from ${min} to ${max}`;
}

/** One of some words. */
export function choice<T extends string>(choices: readonly T[]): Reader<T> {
  return (place) => {
    const { value } = place;
    const found = choices.find((word) => word === value);
    if (found !== undefined) return found;
    const near = typeof value === 'string' ? nearest(value, choices) : undefined;
    const question = near === undefined ? '.' : `; did you mean ${shown(near)}?`;
    const problem = typeof value === 'string' ? `is ${shown(value)}` : described(value);
    return refuse(place, `${problem}; it must be one of ${choices.join(', ')}${question}`);
  };
}

/** A list; every item is read on its own. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (place) => {
    const { value } = place;
    if (!Array.isArray(value)) {
      const example = typeof value === 'string' && /^[\w-]+$/.test(value) ? `[${value}]` : '[one, two]';
      return wrongType(place, `a list is needed, such as ${example}.`);
    }
    const items = value.map((item, index) => read(within(place, index, item)));
    return items.every((item) => item !== undefined) ? items : undefined;
  };
}

export function filledListOf<T>(read: Reader<T>): Reader<readonly T[]> {
  const list = listOf(read);
  return (place) => {
    const items = list(place);
    return items?.length === 0 ? refuse(place, 'is an empty list; name at least one.') : items;
  };
}
