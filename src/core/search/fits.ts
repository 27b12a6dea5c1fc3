import { nameKey } from '../names.ts';
import type { PropertyValue } from './properties.ts';
import type { OrderMatch, Restriction, TextMatch } from './restriction.ts';

type Test<Subject> = (subject: Subject) => boolean;
type Read<Subject> = (subject: Subject, property: string) => PropertyValue;
type Text = Extract<Restriction, { kind: 'text' }>;

/**
 * A condition that is to be asked of many. `read` gives a subject's properties; of several texts one that fits is enough.
 * A flag is also the text `true` or `false`.
 */
export function compileRestriction<Subject>(restriction: Restriction, read: Read<Subject>): Test<Subject> {
  switch (restriction.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = restriction.of.map((part) => compileRestriction(part, read));
      return (subject) => tests.every((test) => test(subject));
    }
    case 'or': {
      const tests = alternatives(restriction.of, read);
      return (subject) => tests.some((test) => test(subject));
    }
    case 'absent':
      return (subject) => textsOf(read(subject, restriction.property)).every((text) => text === '');
    case 'flag': {
      const wanted = String(restriction.value);
      return textTest(restriction.property, (text) => text === wanted, read);
    }
    case 'text':
      return textTest(restriction.property, textMatches[restriction.match](nameKey(restriction.value)), read);
    case 'time': {
      const { property, at, match } = restriction;
      return (subject) => {
        const value = read(subject, property);
        return typeof value === 'number' && orders[match](value, at);
      };
    }
  }
}

/** A product may ask for a thousand names at once: they are looked up, not compared one after the other. */
function alternatives<Subject>(parts: readonly Restriction[], read: Read<Subject>): readonly Test<Subject>[] {
  const equal = Map.groupBy(parts.filter(isEquality), ({ property }) => property);
  const lookUps = [...equal].map(([property, texts]) => {
    const keys = new Set(texts.map(({ value }) => nameKey(value)));
    return textTest(property, (key) => keys.has(key), read);
  });
  return [...lookUps, ...parts.filter((part) => !isEquality(part)).map((part) => compileRestriction(part, read))];
}

const isEquality = (part: Restriction): part is Text => part.kind === 'text' && part.match === 'equals';

function textTest<Subject>(property: string, fits: (key: string) => boolean, read: Read<Subject>): Test<Subject> {
  return (subject) => {
    const value = read(subject, property);
    if (typeof value === 'string') return fits(nameKey(value));
    return textsOf(value).some((text) => fits(nameKey(text)));
  };
}

function textsOf(value: PropertyValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** Both sides are keys. */
const textMatches: { readonly [match in TextMatch]: (wanted: string) => (key: string) => boolean } = {
  equals: (wanted) => (key) => key === wanted,
  less: (wanted) => (key) => key < wanted,
  greater: (wanted) => (key) => key > wanted,
  contains: (wanted) => (key) => key.includes(wanted),
  starts: (wanted) => (key) => key.startsWith(wanted),
  ends: (wanted) => (key) => key.endsWith(wanted),
};

const orders: { readonly [match in OrderMatch]: (value: number, at: number) => boolean } = {
  equals: (value, at) => value === at,
  less: (value, at) => value < at,
  greater: (value, at) => value > at,
};
