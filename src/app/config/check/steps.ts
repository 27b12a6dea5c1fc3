import type { Step } from '../../../core/mapping/rules.ts';
import { shown } from '../problems.ts';
import { entriesOf, fieldsOf, type Place, type Reader, refuse, required, wrongType } from './place.ts';
import { numberWithin, text } from './readers.ts';
import { unknownWord } from './suggest.ts';

const words = ['lower', 'upper', 'trim', 'ascii'] as const;

const filled: Reader<string> = (place) => {
  const value = text(place);
  return value === '' ? refuse(place, 'is empty; a text is needed.') : value;
};

const replace: Reader<{ search: string; with: string }> = (place) => {
  const fields = fieldsOf(place, ['search', 'with']);
  if (fields === undefined) return undefined;
  const search = required(fields, 'search', 'Give the pattern that is replaced, such as "[^a-z]".', filled);
  const replacement = required(fields, 'with', 'Give what stands there instead; "" takes it out.', text);
  return search === undefined || replacement === undefined ? undefined : { search, with: replacement };
};

const characters = numberWithin(1, Number.POSITIVE_INFINITY, 'a whole number');

const withArgument: { readonly [name: string]: { readonly read: Reader<unknown>; readonly example: string } } = {
  before: { read: filled, example: '{ before: "@" }' },
  after: { read: filled, example: '{ after: "@" }' },
  replace: { read: replace, example: '{ replace: { search: "[^a-z]", with: "" } }' },
  prefix: { read: text, example: '{ prefix: "x-" }' },
  suffix: { read: text, example: '{ suffix: "-x" }' },
  truncate: { read: characters, example: '{ truncate: 20 }' },
};

const known = [...words, ...Object.keys(withArgument)];

/** One step: a word, or a map with one field. */
export const step: Reader<Step> = (place) => {
  const { value } = place;
  if (typeof value !== 'string') return argumentStep(place);
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  if (!Object.hasOwn(withArgument, value)) return refuse(place, unknownWord('step', value, known));
  return refuse(place, `the step ${shown(value)} needs a value: ${withArgument[value]?.example}.`);
};

function argumentStep(place: Place): Step | undefined {
  if (typeof place.value !== 'object' || place.value === null || Array.isArray(place.value)) {
    return wrongType(place, 'a step is needed, such as lower or { before: "@" }.');
  }
  const entries = entriesOf(place) ?? [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    return refuse(place, `has ${entries.length} fields; a step has one. Write each step as an item of its own.`);
  }
  const [name, argument] = entry;
  if (words.some((word) => word === name))
    return refuse(place, `the step ${shown(name)} takes no value; write: ${name}.`);
  const known = Object.hasOwn(withArgument, name) ? withArgument[name] : undefined;
  if (known === undefined) return unknown(place, name);
  const value = known.read(argument);
  return value === undefined ? undefined : ({ [name]: value } as unknown as Step);
}

function unknown(place: Place, name: string): undefined {
  return refuse(place, unknownWord('step', name, known));
}
