import type { ResultRow } from '../../api/answers.ts';
import { situationWord } from '../../parts/result-words.ts';

export interface Cause {
  readonly count: number;
  readonly words: string;
  readonly situation: string | null;
}

/** Failed people by why they failed: what differs from person to person is left out of the message. */
export function causesOf(rows: readonly ResultRow[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const row of rows) {
    const words = wordsOf(row);
    const key = `${row.conflict ?? ''} ${words}`;
    const before = causes.get(key)?.count ?? 0;
    causes.set(key, { count: before + 1, words, situation: row.conflict });
  }
  return [...causes.values()].sort((one, other) => other.count - one.count);
}

function wordsOf({ message, conflict, reason }: ResultRow): string {
  if (message.includes('exists already')) return `exists already (${situationWord(conflict)})`;
  if (conflict !== null) return situationWord(conflict);
  const text = message === '' ? reason : message;
  return text.replace(/"[^"]*"/g, '"…"').replace(/\d{3,}/g, '…');
}
