import type { ResultStatus } from '../api/answers.ts';
import type { Tone } from './tone.tsx';

export const resultWords: { readonly [status in ResultStatus]: { readonly word: string; readonly tone: Tone } } = {
  ADDED: { word: 'added', tone: 'ok' },
  UPDATED: { word: 'updated', tone: 'info' },
  ENABLED: { word: 'enabled', tone: 'ok' },
  DISABLED: { word: 'disabled', tone: 'warn' },
  DELETED: { word: 'deleted', tone: 'bad' },
  NOT_MODIFIED: { word: 'not modified', tone: 'quiet' },
  FILTERED: { word: 'filtered', tone: 'quiet' },
  FAILED: { word: 'failed', tone: 'bad' },
  SKIPPED: { word: 'skipped', tone: 'warn' },
};

/** What matching found, for people. */
export const situationWords: { readonly [situation: string]: string } = {
  linked: 'linked',
  found: 'found by the primary attribute',
  absent: 'new',
  missing: 'account missing',
  'source-missing': 'gone at the provider',
  filtered: 'filtered',
  recreated: 're-created at the provider',
  'duplicate-in-source': 'two records claim one name',
  unmanaged: 'account of no connector',
  'other-connector': 'account of another connector',
  ambiguous: 'several accounts fit',
  'name-taken': 'new name is taken',
  protected: 'protected account',
};

export function situationWord(situation: string | null): string {
  return situation === null ? '' : (situationWords[situation] ?? situation);
}

/** Conflicts that **Sync With Username As Primary Attribute** settles. */
export function settledByUsername(situation: string | null): boolean {
  return situation === 'recreated' || situation === 'unmanaged';
}
