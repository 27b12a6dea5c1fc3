import type { Restriction } from './restriction.ts';

/** The one name that whoever fits must have, so that it can be looked up; undefined when others may fit as well. */
export function exactName(restriction: Restriction): string | undefined {
  switch (restriction.kind) {
    case 'text':
      return restriction.property === 'name' && restriction.match === 'equals' ? restriction.value : undefined;
    case 'and': {
      for (const part of restriction.of) {
        const name = exactName(part);
        if (name !== undefined) return name;
      }
      return undefined;
    }
    case 'or': {
      const [only, ...others] = restriction.of;
      return only !== undefined && others.length === 0 ? exactName(only) : undefined;
    }
    default:
      return undefined;
  }
}
