import { Failure } from '../../../core/errors.ts';

/**
 * A piece of a body, whichever format it came in: an XML element, or a member of a JSON object. The attributes of an
 * element are its children too, and so is each object of an array, under the name of the array. An array of texts is
 * one element with a child `value` for each.
 */
export interface BodyElement {
  /** Without a namespace; empty for the root of a JSON body, which has none. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly BodyElement[];
}

/** The first child with one of the names. */
export function childOf(element: BodyElement, ...names: readonly string[]): BodyElement | undefined {
  return element.children.find((child) => names.includes(child.name));
}

export function childrenOf(element: BodyElement, ...names: readonly string[]): readonly BodyElement[] {
  return element.children.filter((child) => names.includes(child.name));
}

/** The text of the first child with one of the names; undefined when there is none. Throws `invalid` for what is no text. */
export function textOf(element: BodyElement, ...names: readonly string[]): string | undefined {
  const child = childOf(element, ...names);
  if (child !== undefined && child.children.length > 0)
    throw new Failure('invalid', `The value of ${child.name} is no text.`);
  return child?.text;
}

/** As `textOf`, without blanks around it; throws `invalid` when it is missing or empty. */
export function wordOf(element: BodyElement, ...names: readonly string[]): string {
  const word = textOf(element, ...names)?.trim() ?? '';
  if (word === '') throw new Failure('invalid', `${described(element)} has no ${names[0]}.`);
  return word;
}

/** Undefined when it is missing or empty; throws `invalid` for anything but `true` and `false`. */
export function flagOf(element: BodyElement, name: string): boolean | undefined {
  const word = textOf(element, name)?.trim().toLowerCase() ?? '';
  if (word === '') return undefined;
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw new Failure('invalid', `The value of ${name} is neither true nor false.`);
}

/** Throws `invalid` when an XML body is about something else. */
export function expectRoot(root: BodyElement, ...names: readonly string[]): void {
  if (root.name === '' || names.includes(root.name)) return;
  throw new Failure('invalid', `The body is <${shortened(root.name)}> where <${names[0]}> belongs.`);
}

export const described = (element: BodyElement): string =>
  element.name === '' ? 'The body' : `The ${shortened(element.name)}`;

/** Names come from outside and can be of any length. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text);
