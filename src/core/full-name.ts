/** The two names that some systems want beside the full one. */
export interface NameParts {
  /** May be empty. */
  readonly firstName: string;
  /** Empty only when the full name is. */
  readonly lastName: string;
}

/**
 * First and last name: those that are known, and otherwise what the full name has left of them. Without either, the last
 * word is the last name, so that a single word is one.
 */
export function nameParts(
  fullName: string,
  known: { readonly [part in keyof NameParts]: string | undefined },
): NameParts {
  const full = fullName.trim();
  const { first, last } = splitAtLastWord(full);
  const firstName = known.firstName?.trim() || undefined;
  const lastName = known.lastName?.trim() || undefined;
  if (firstName !== undefined) {
    return { firstName, lastName: lastName ?? (without(full, firstName, 'before') || last) };
  }
  if (lastName !== undefined) return { firstName: without(full, lastName, 'after') ?? first, lastName };
  return { firstName: first, lastName: last };
}

function splitAtLastWord(full: string): { readonly first: string; readonly last: string } {
  let at = full.length;
  while (at > 0 && full.charAt(at - 1).trim() !== '') at -= 1;
  return { first: full.slice(0, at).trimEnd(), last: full.slice(at) };
}

/** The full name without a part that it begins or ends with; undefined when it does not. */
function without(full: string, part: string, side: 'before' | 'after'): string | undefined {
  if (full === part) return '';
  if (side === 'before' && full.startsWith(`${part} `)) return full.slice(part.length).trim();
  if (side === 'after' && full.endsWith(` ${part}`)) return full.slice(0, -part.length).trim();
  return undefined;
}
