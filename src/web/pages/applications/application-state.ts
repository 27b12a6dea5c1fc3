import type { ApplicationItem } from '../../api/applications.ts';
import type { Tone } from '../../parts/tone.tsx';

export interface ApplicationState {
  readonly tone: Tone;
  readonly word: string;
}

/** Products ask every hour unless somebody set another interval; after two of them it is late. */
const lateMs = 2 * 60 * 60_000;
const silentMs = 24 * 60 * 60_000;

/** How an application is, in a word. */
export function stateOf({ lastSeenAt, runs }: ApplicationItem, now: number): ApplicationState {
  if (lastSeenAt === null) return { tone: 'quiet', word: 'not connected yet' };
  const missing = runs.filter(({ reachedAt }) => reachedAt === null);
  if (missing.some(({ finishedAt }) => now - finishedAt > lateMs)) return { tone: 'warn', word: 'behind' };
  if (now - lastSeenAt > silentMs) return { tone: 'warn', word: 'silent' };
  if (missing.length > 0) return { tone: 'info', word: 'a run behind' };
  return runs.length === 0 ? { tone: 'ok', word: 'connected' } : { tone: 'ok', word: 'caught up' };
}

/** `Jira 9.12.1`; null before the first call. */
export function productWords({ product }: Pick<ApplicationItem, 'product'>): string | null {
  if (product === null) return null;
  return product.version === null ? product.product : `${product.product} ${product.version}`;
}
