import type { Run } from '../core/ports/store/index.ts';
import type { AttributeChange, RunCounts } from '../core/runs.ts';
import type { ResultDocument } from '../engine/results.ts';

/** The document of `sync --json` and `run show --json`. */
export function runDocument(run: Run) {
  const { id, status, kind, simulated, counts, messages, startedAt, finishedAt } = run;
  return { run: id, status, kind, simulated, counts, messages, durationMs: (finishedAt ?? startedAt) - startedAt };
}

const statusWords: { readonly [status in Run['status']]: string } = {
  running: 'running',
  succeeded: 'succeeded',
  'partially-failed': 'some users failed',
  failed: 'failed',
  'awaiting-approval': 'waits for approval',
  refused: 'refused',
  cancelled: 'cancelled',
};

export function runHeadline({ id, kind, simulated, status, startedAt, finishedAt }: Run): string {
  const what = simulated ? `${kind}, simulated` : kind;
  const time = finishedAt === null ? '' : ` after ${seconds(finishedAt - startedAt)}`;
  return `Run ${id} (${what}): ${statusWords[status]}${time}`;
}

export function statusWord(status: Run['status']): string {
  return statusWords[status];
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

const shownCounts: readonly (readonly [keyof RunCounts, string])[] = [
  ['added', 'added'],
  ['updated', 'updated'],
  ['enabled', 'enabled'],
  ['disabled', 'disabled'],
  ['deleted', 'deleted'],
  ['failed', 'failed'],
  ['filtered', 'left out'],
  ['notModified', 'not modified'],
];

const shownDetails: readonly (readonly [keyof RunCounts, string])[] = [
  ['renamed', 'renamed'],
  ['relinked', 'relinked'],
  ['conflicts', 'conflict|s'],
  ['groupsAdded', 'group|s added'],
  ['groupsRemoved', 'group|s removed'],
  ['membershipsAdded', 'membership|s added'],
  ['membershipsRemoved', 'membership|s removed'],
];

export function countLines({ counts, status, simulated }: Pick<Run, 'counts' | 'status' | 'simulated'>): string[] {
  // What a plan would do is not done.
  const planned = simulated || status === 'awaiting-approval' ? 'planned: ' : '';
  const people = named(counts, shownCounts);
  const details = named(counts, shownDetails);
  const results = `${counts.result} ${counts.result === 1 ? 'result' : 'results'}`;
  return [
    `  ${planned}${people.length === 0 ? results : `${results}: ${people.join(', ')}`}`,
    ...(details.length === 0 ? [] : [`  ${details.join(', ')}`]),
  ];
}

function named(counts: RunCounts, words: readonly (readonly [keyof RunCounts, string])[]): string[] {
  return words.filter(([name]) => counts[name] > 0).map(([name, word]) => counted(counts[name], word));
}

/** `group|s` is `group` for one and `groups` for any other number. */
function counted(count: number, word: string): string {
  return `${count} ${word.replace('|s', count === 1 ? '' : 's')}`;
}

/** One result on one line: `UPDATED  carla  ATTR_FULLNAME: Carla Ruiz → Carla Diaz`. */
export function resultLine({
  status,
  ATTR_NAME,
  ATTR_ID,
  message,
  changes,
  groupsAdded,
  groupsRemoved,
}: ResultDocument) {
  const changed = status === 'ADDED' ? [] : changeWords(changes);
  const groups = [...groupsAdded.map((group) => `+${group}`), ...groupsRemoved.map((group) => `-${group}`)];
  const details = [message, ...changed, ...(groups.length === 0 ? [] : [`groups ${groups.join(' ')}`])];
  return [status, ATTR_NAME ?? ATTR_ID, details.filter((text) => text !== '').join('; ')];
}

export function changeWords(changes: readonly AttributeChange[]): string[] {
  return changes.map(({ attribute, before, after }) => `${attribute}: ${value(before)} → ${value(after)}`);
}

function value(one: string | boolean | readonly string[] | null): string {
  return one === null ? '(nothing)' : typeof one === 'object' ? one.join(', ') : String(one);
}
