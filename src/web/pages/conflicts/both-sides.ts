import type { ConflictAnswer } from '../../api/answers.ts';
import { textOf } from '../../parts/value.tsx';

export interface Side {
  readonly attribute: string;
  readonly now: unknown;
  readonly has: unknown;
  readonly equal: boolean;
}

/** What the provider has now beside what the account has, attribute by attribute; those that differ first. */
export function bothSides({ outputUser, existingUser }: ConflictAnswer): readonly Side[] {
  const now = outputUser ?? {};
  const has = existingUser ?? {};
  const names = [...new Set([...Object.keys(now), ...Object.keys(has)])].filter((name) => name !== 'number');
  const sides = names.map((attribute) => {
    const [one, other] = [now[attribute] ?? null, has[attribute] ?? null];
    return { attribute, now: one, has: other, equal: textOf(one) === textOf(other) };
  });
  return sides.sort((one, other) => Number(one.equal) - Number(other.equal));
}
