import type { Attributes, AttributeValue } from '../people.ts';

/**
 * Finds a raw attribute by its name. A dot leads into an object (`profile.costCenter`) and, through a list of objects, to
 * the value of each; an attribute whose own name contains the dot goes before. Undefined when there is none.
 */
export function readAttribute(attributes: Attributes, name: string): AttributeValue | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const head = name.slice(0, dot);
    if (!Object.hasOwn(attributes, head)) continue;
    const found = readInside(attributes[head], name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function readInside(value: AttributeValue | undefined, name: string): AttributeValue | undefined {
  if (isList(value)) {
    const found = value.map((item) => (isList(item) ? undefined : readInside(item, name)));
    const present = found.filter((item) => item !== undefined);
    return present.length === 0 ? undefined : present;
  }
  return isObject(value) ? readAttribute(value, name) : undefined;
}

/** The texts of a raw value. Blank ones are nothing; an object among them is written as JSON. */
export function textsOf(value: AttributeValue | undefined): readonly string[] {
  if (typeof value === 'string') return isBlank(value) ? none : [value];
  if (value === undefined || value === null) return none;
  if (isList(value)) return value.every(isPlainText) ? value : value.flatMap(textsOf);
  if (typeof value === 'object') return [JSON.stringify(value)];
  return [String(value)];
}

/** A text of nothing but blanks counts as no value at all. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

export function isList(value: AttributeValue | undefined): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

export function isObject(value: AttributeValue | undefined): value is Attributes {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isPlainText(value: AttributeValue): value is string {
  return typeof value === 'string' && !isBlank(value);
}

const none: readonly string[] = [];
