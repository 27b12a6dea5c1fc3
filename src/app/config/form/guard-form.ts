import type { GuardLimit } from '../../../core/connector.ts';

/** A limit in its shortest form: `5`, `"10%"` or both in a map. */
export function limitForm({ share, count }: GuardLimit): unknown {
  if (share === 0) return count;
  const part = shareForm(share);
  return typeof part === 'number' || count > 0 ? { share: part, atLeast: count } : part;
}

/** A share as a percentage, or as a number where no percentage gives exactly this share. */
export function shareForm(share: number): string | number {
  const percent = Number((share * 100).toPrecision(12));
  const text = String(percent);
  return percent / 100 === share && /^\d+(\.\d{1,12})?$/.test(text) ? `${text}%` : share;
}
