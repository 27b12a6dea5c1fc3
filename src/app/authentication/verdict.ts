/** What came of the check of a password. `right` alone lets somebody in. Sentences are for people. */
export type CheckVerdict =
  | { readonly verdict: 'right' | 'wrong' }
  /** It was right, and has to be changed at the identity provider first. */
  | { readonly verdict: 'expired' }
  /** Not let in, whatever the password: deactivated here, or locked at the identity provider. */
  | { readonly verdict: 'inactive' }
  /** Nobody can tell at the moment. */
  | { readonly verdict: 'unavailable'; readonly sentence: string }
  /** Nobody can tell as things are set up. */
  | { readonly verdict: 'not-possible'; readonly sentence: string }
  | { readonly verdict: 'too-many-attempts'; readonly retryAfterMs: number };

/** How the password of one person can be checked. */
export interface PasswordCheck {
  /** What an answer holds for: another text as soon as it may not hold any more. */
  readonly basis: string;
  /** How long a password that was right is taken without asking, in milliseconds. */
  readonly rememberMs: number;
  ask(password: string, signal: AbortSignal): Promise<CheckVerdict>;
}

/** Whoever comes when too many are waiting may come again after so long. */
export const busy: CheckVerdict = { verdict: 'too-many-attempts', retryAfterMs: 1_000 };

export function notPossible(sentence: string): CheckVerdict {
  return { verdict: 'not-possible', sentence };
}
