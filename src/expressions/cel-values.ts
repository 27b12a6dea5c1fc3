import { Failure } from '../core/errors.ts';
import { isList, isObject, readAttribute } from '../core/mapping/values.ts';
import type { Attributes, AttributeValue } from '../core/people.ts';

/** Raw attributes as CEL sees them: a missing one is null, whole numbers are integers. */
export class RawValues extends Map<string, unknown> {
  readonly #attributes: Attributes;

  constructor(attributes: Attributes) {
    super();
    this.#attributes = attributes;
  }

  override get(name: string): unknown {
    return typeof name === 'string' ? celValue(readAttribute(this.#attributes, name)) : null;
  }
}

function celValue(value: AttributeValue | undefined): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (isList(value)) return value.every((item) => typeof item === 'string') ? value : value.map(celValue);
  return isObject(value) ? new RawValues(value) : value;
}

/** The texts of what an expression gave. */
export function textsOfResult(value: unknown): readonly string[] {
  switch (typeof value) {
    case 'string':
      return [value];
    case 'bigint':
    case 'number':
    case 'boolean':
      return [String(value)];
  }
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsOfResult);
  throw new Failure('invalid', 'it gives an object, which is no text');
}
