import { fieldName, type Path, type Problem, shown } from '../problems.ts';
import { unknownWord } from './suggest.ts';

/** A value where it stands. Problems are collected, so that all of them can be told at once. */
export interface Place {
  readonly value: unknown;
  readonly path: Path;
  readonly problems: Problem[];
}

/** The fields of a map whose names are all known. */
export interface Fields {
  readonly place: Place;
  /** Undefined when the field is left out. */
  get(name: string): Place | undefined;
}

/** A reader gives the checked value, or reports what is wrong and gives undefined. */
export type Reader<T> = (place: Place) => T | undefined;

/** Reports a problem of this place. Gives undefined, so that a reader can return it. */
export function refuse({ path, problems }: Place, message: string): undefined {
  problems.push({ path, field: fieldName(path), message });
  return undefined;
}

export function within(place: Place, step: string | number, value: unknown): Place {
  return { value, path: [...place.path, step], problems: place.problems };
}

/** Every field that is there, by name. */
export function entriesOf(place: Place): readonly (readonly [string, Place])[] | undefined {
  const { value } = place;
  if (!isMap(value)) return wrongType(place, 'a map of fields is needed');
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => [name, within(place, name, field)] as const);
}

/** A map that may have these fields only. Others are reported; the known ones can be read all the same. */
export function fieldsOf(place: Place, known: readonly string[]): Fields | undefined {
  const entries = entriesOf(place);
  if (entries === undefined) return undefined;
  for (const [name, field] of entries) {
    if (!known.includes(name)) refuse(field, unknownWord('field', name, known));
  }
  const byName = new Map(entries);
  return { place, get: (name) => byName.get(name) };
}

/** Like `fieldsOf`; a section without anything in it counts as left out, as when all its lines are commented out. */
export function sectionOf(parent: Fields | undefined, name: string, known: readonly string[]): Fields | undefined {
  const place = parent?.get(name);
  return place === undefined || place.value === null ? undefined : fieldsOf(place, known);
}

/** The value of a field that must be there. `wanted`: what to give, as a sentence. */
export function required<T>(fields: Fields, name: string, wanted: string, read: Reader<T>): T | undefined {
  const place = fields.get(name);
  if (place !== undefined) return read(place);
  return refuse(within(fields.place, name, undefined), `is missing. ${wanted}`);
}

/** The value of a field that may be left out. What is refused gives the fallback too: the problem stops it anyway. */
export function optional<T>(fields: Fields | undefined, name: string, fallback: T, read: Reader<T>): T {
  const place = fields?.get(name);
  return (place === undefined ? undefined : read(place)) ?? fallback;
}

/** Says what is there and what would be right. */
export function wrongType(place: Place, wanted: string): undefined {
  return refuse(place, `${described(place.value)}; ${wanted}`);
}

export function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is there, as the rest of a sentence. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return 'is empty';
  if (typeof value === 'string') return `is a text (${shown(value)})`;
  if (typeof value === 'boolean') return `is a truth value (${value})`;
  if (Array.isArray(value)) return 'is a list';
  return typeof value === 'object' ? 'is a map' : `is a ${typeof value} (${String(value)})`;
}
