import { Failure } from '../../../core/errors.ts';
import { forbiddenCharacter } from '../xml-characters.ts';
import { type BodyElement, shortened } from './element.ts';
import { BodyLimits } from './limits.ts';

/** A JSON object as elements; null is as if it was not there. Throws `invalid`, without a word of what the body says. */
export function readJson(text: string): BodyElement {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure('invalid', 'The body is no JSON object.');
  }
  const limits = new BodyLimits();
  limits.element('', 1);
  return objectElement('', value, { limits, depth: 1 });
}

/** Where in the body, and how much of it was read. */
interface Place {
  readonly limits: BodyLimits;
  readonly depth: number;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('invalid', 'The body is no well-formed JSON.');
  }
}

function objectElement(name: string, value: object, place: Place): BodyElement {
  const children = Object.entries(value).flatMap(([key, inner]) => elementsOf(key, inner, inside(place)));
  return { name, text: '', children };
}

function elementsOf(name: string, value: unknown, place: Place): readonly BodyElement[] {
  if (value === null) return [];
  if (Array.isArray(value)) return arrayElements(name, value, place);
  place.limits.element(name, place.depth);
  if (typeof value === 'object') return [objectElement(name, value, place)];
  return [{ name, text: textFrom(name, value, place.limits), children: [] }];
}

function arrayElements(name: string, values: readonly unknown[], place: Place): readonly BodyElement[] {
  const items = values.filter((value) => value !== null);
  if (items.some((value) => Array.isArray(value))) throw unfit(name);
  const objects = items.filter((value) => typeof value === 'object');
  if (objects.length === items.length) return items.flatMap((item) => elementsOf(name, item, place));
  if (objects.length > 0) throw unfit(name);
  place.limits.element(name, place.depth);
  return [{ name, text: '', children: items.flatMap((item) => elementsOf('value', item, inside(place))) }];
}

const inside = ({ limits, depth }: Place): Place => ({ limits, depth: depth + 1 });

function textFrom(name: string, value: unknown, limits: BodyLimits): string {
  const text = String(value);
  limits.text(text);
  if (forbiddenCharacter(text)) {
    throw new Failure('invalid', `The value of ${shortened(name)} has a character in it that XML does not allow.`);
  }
  return text;
}

const unfit = (name: string): Failure =>
  new Failure('invalid', `The list ${shortened(name)} holds something other than texts alone or objects alone.`);
