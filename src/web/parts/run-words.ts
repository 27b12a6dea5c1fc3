import type { RunAnswer, RunCounts } from '../api/answers.ts';
import type { Tone } from './tone.tsx';

type RunStatus = RunAnswer['status'];

export const runStatusWords: { readonly [status in RunStatus]: { readonly word: string; readonly tone: Tone } } = {
  running: { word: 'running', tone: 'info' },
  succeeded: { word: 'succeeded', tone: 'ok' },
  'partially-failed': { word: 'some people failed', tone: 'warn' },
  failed: { word: 'failed', tone: 'bad' },
  'awaiting-approval': { word: 'waiting for approval', tone: 'warn' },
  refused: { word: 'refused', tone: 'bad' },
  cancelled: { word: 'cancelled', tone: 'quiet' },
};

/** `Full sync`, `Simulated full sync`, `Sync of ada`. */
export function kindWords({ kind, simulated, user }: Pick<RunAnswer, 'kind' | 'simulated' | 'user'>): string {
  const word = kind === 'single' ? 'Single user' : kind === 'full' ? 'Full sync' : 'Delta sync';
  const whom = user === null ? '' : `: ${user}`;
  return simulated ? `Simulation · ${word.toLowerCase()}${whom}` : `${word}${whom}`;
}

export const phaseWords: { readonly [phase: string]: string } = {
  read: 'Reading',
  match: 'Matching',
  plan: 'Planning',
  guard: 'Checking the guards',
  apply: 'Applying',
};

interface CountWord {
  readonly name: keyof RunCounts;
  readonly word: string;
  readonly tone: Tone;
  /** The filter of the result browser that shows these people. */
  readonly status?: string;
}

/** Counts of people by what became of them, in the order in which they are told. */
export const peopleCounts: readonly CountWord[] = [
  { name: 'added', word: 'added', tone: 'ok', status: 'added' },
  { name: 'updated', word: 'updated', tone: 'info', status: 'updated' },
  { name: 'enabled', word: 'enabled', tone: 'ok', status: 'enabled' },
  { name: 'disabled', word: 'disabled', tone: 'warn', status: 'disabled' },
  { name: 'deleted', word: 'deleted', tone: 'bad', status: 'deleted' },
  { name: 'failed', word: 'failed', tone: 'bad', status: 'failed' },
  { name: 'filtered', word: 'filtered', tone: 'quiet', status: 'filtered' },
  { name: 'notModified', word: 'not modified', tone: 'quiet', status: 'not-modified' },
];

/** What the changes were, beside the people. */
export const changeCounts: readonly CountWord[] = [
  { name: 'renamed', word: 'renamed', tone: 'info' },
  { name: 'relinked', word: 'relinked', tone: 'info' },
  { name: 'conflicts', word: 'conflicts', tone: 'warn' },
  { name: 'groupsAdded', word: 'groups added', tone: 'ok' },
  { name: 'groupsRemoved', word: 'groups removed', tone: 'warn' },
  { name: 'membershipsAdded', word: 'memberships added', tone: 'ok' },
  { name: 'membershipsRemoved', word: 'memberships removed', tone: 'warn' },
];

/** What a plan would do is not done. */
export function isPlanned({ simulated, status }: Pick<RunAnswer, 'simulated' | 'status'>): boolean {
  return simulated || status === 'awaiting-approval';
}
