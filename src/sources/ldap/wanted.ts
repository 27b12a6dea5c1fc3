import type { Attributes, AttributeValue } from '../../core/people.ts';
import { attributeTypeKey, isAttributeDescription } from '../../protocols/ldap/attribute-types.ts';
import type { LdapEntry } from '../../protocols/ldap/connection.ts';
import { attributeValue, isBinaryType, type ReceivedAttribute } from '../../protocols/ldap/values.ts';

/** Where the values of a received type go. */
interface Destination {
  /** As the mapping spells it; the same attribute may be read under several spellings. */
  readonly names: readonly string[];
  readonly binary: boolean;
}

const nowhere: Destination = { names: [], binary: false };

/**
 * The attributes that the mapping reads. LDAP compares their names without regard to case, the mapping does not: the
 * values go under the names as the mapping spells them. `dn` stands for the DN of the entry.
 */
export class WantedAttributes {
  /** What to ask the server for. */
  readonly requested: readonly string[];
  readonly #names = new Map<string, string[]>();
  readonly #destinations = new Map<string, Destination>();
  readonly #dnNames: readonly string[];

  constructor(names: readonly string[]) {
    this.#dnNames = names.filter((name) => name.toLowerCase() === 'dn');
    const requested = new Set<string>();
    for (const name of names) {
      const asked = askable(name);
      if (asked === undefined || this.#dnNames.includes(name)) continue;
      requested.add(asked);
      const key = attributeTypeKey(asked);
      const spellings = this.#names.get(key) ?? [];
      if (!spellings.includes(asked)) this.#names.set(key, [...spellings, asked]);
    }
    this.requested = [...requested];
  }

  /** The values of an entry under the names of the mapping; without a prototype. */
  read(entry: LdapEntry): Attributes {
    const attributes: { [name: string]: AttributeValue } = Object.create(null);
    for (const name of this.#dnNames) attributes[name] = entry.name;
    for (const received of entry.attributes) {
      const { names, binary } = this.#destination(received.type);
      if (names.length === 0) continue;
      const value = attributeValue(received, binary);
      if (value !== undefined) for (const name of names) attributes[name] = value;
    }
    return attributes;
  }

  #destination(type: string): Destination {
    const known = this.#destinations.get(type);
    if (known !== undefined) return known;
    const names = this.#names.get(attributeTypeKey(type));
    const destination = names === undefined ? nowhere : { names, binary: isBinaryType(type) };
    this.#destinations.set(type, destination);
    return destination;
  }
}

/** A name as it can be asked for. A dot leads into an object, of which LDAP has none: then what is before it. */
function askable(name: string): string | undefined {
  if (isAttributeDescription(name)) return name;
  const head = name.slice(0, Math.max(0, name.indexOf('.')));
  return isAttributeDescription(head) ? head : undefined;
}

/** Finds attributes of entries by one type; the position seldom differs from one entry to the next. */
export function attributeReader(type: string): (entry: LdapEntry) => ReceivedAttribute | undefined {
  const key = attributeTypeKey(type);
  let spelling = type;
  return ({ attributes }) => {
    for (const attribute of attributes) {
      if (attribute.type === spelling) return attribute;
    }
    const found = attributes.find((attribute) => attributeTypeKey(attribute.type) === key);
    if (found !== undefined) spelling = found.type;
    return found;
  };
}
