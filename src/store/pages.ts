import { Failure } from '../core/errors.ts';
import type { Page } from '../core/ports/store/index.ts';

/** Gathers a page from rows of which one more than the limit was asked for. `key`: where the next page begins. */
export function pageOf<R, T>(rows: readonly R[], limit: number, key: (row: R) => string, item: (row: R) => T): Page<T> {
  const taken = rows.slice(0, limit);
  const last = taken.at(-1);
  return { items: taken.map(item), next: rows.length > limit && last !== undefined ? key(last) : null };
}

/** The number in an `after`; `first` for the first page. */
export function numberAfter(after: string | null, first: number): number {
  if (after === null) return first;
  const number = /^-?\d{1,15}$/.test(after) ? Number(after) : undefined;
  if (number === undefined) throw notAPage();
  return number;
}

/** The name in an `after`, for lists in the order of a name that is never empty. */
export function nameAfter(after: string | null): string {
  if (after?.includes('\u0000') || after?.isWellFormed() === false) throw notAPage();
  return after ?? '';
}

export function notAPage(): Failure {
  return new Failure('invalid', 'This is not where a page begins.', { remedy: 'Begin again with the first page.' });
}
