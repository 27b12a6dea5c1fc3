import { Failure, isFailure } from '../core/errors.ts';
import type { ConnectorProgress } from '../core/ports/store/index.ts';
import type { RunKind } from '../core/runs.ts';
import type { RunContext, SyncRequest } from './context.ts';
import { fingerprint } from './fingerprint.ts';
import { type ReadReport, readChanges, readFull } from './read.ts';
import { readSingle } from './read-single.ts';

/** What a run found out about the source, committed. */
export interface SnapshotReport {
  readonly kind: RunKind;
  /** Single-user runs: the person. */
  readonly subjects: readonly number[];
  /** How many people a complete listing had; null otherwise. */
  readonly listed: number | null;
  readonly messages: readonly string[];
}

/** Brings the snapshot up to date, or leaves it as it was and throws. */
export async function readSnapshot(context: RunContext, request: SyncRequest, run: number): Promise<SnapshotReport> {
  const { store, connector } = context;
  try {
    const report = await read(context, request, run);
    await store.snapshots.commit(connector.id, run);
    return report;
  } catch (error) {
    await store.snapshots.discard(connector.id);
    throw error;
  }
}

async function read(context: RunContext, request: SyncRequest, run: number): Promise<SnapshotReport> {
  const { store, connector, clock } = context;
  if (request.user !== undefined) {
    if (!context.sourceCapabilities.find) throw new Failure('unsupported', 'This source cannot look up one person.');
    const { subject, notices } = await readSingle(context, run, request.user);
    return { kind: 'single', subjects: [subject], listed: null, messages: notices };
  }
  const progress = await store.connectors.progress(connector.id);
  await mirrorTarget(context, progress.settledRun);
  const startedAt = clock();
  const marks = { cursorSource: sourceFingerprint(context), mappedBy: mappingFingerprint(context) };
  const choice = request.full === true ? { delta: false } : deltaAllowed(context, progress, marks);
  const messages: string[] = [];
  if (choice.delta && progress.cursor !== null) {
    const report = await tryChanges(context, run, progress.cursor, messages);
    if (report !== undefined) {
      await store.connectors.setProgress(connector.id, { cursor: report.cursor });
      return { kind: 'delta', subjects: [], listed: null, messages: [...messages, ...report.notices] };
    }
  }
  const report = await readFull(context, run, progress.mappedBy !== marks.mappedBy);
  await store.connectors.setProgress(connector.id, { ...marks, cursor: report.cursor, fullAt: startedAt });
  if (report.listed === 0) messages.push('The source listed nobody: check the base, the filter and the permissions.');
  return { kind: 'full', subjects: [], listed: report.listed, messages: [...messages, ...report.notices] };
}

/** A delta is enough when a cursor stands, nothing about the reading has changed, and the last full read is not too old. */
function deltaAllowed(
  { connector, clock, sourceCapabilities }: RunContext,
  progress: ConnectorProgress,
  marks: { readonly cursorSource: string; readonly mappedBy: string },
): { readonly delta: boolean } {
  const { cursor, cursorSource, mappedBy, fullAt } = progress;
  const unchanged = cursorSource === marks.cursorSource && mappedBy === marks.mappedBy;
  const age = fullAt === null ? Number.POSITIVE_INFINITY : clock() - fullAt;
  const recent = age < connector.sync.fullEveryHours * 3_600_000;
  const { delta, deltaDeletions } = sourceCapabilities;
  return { delta: delta && deltaDeletions && cursor !== null && unchanged && recent };
}

/** Undefined when the cursor was refused: then everything is read instead. */
async function tryChanges(
  context: RunContext,
  run: number,
  cursor: string,
  messages: string[],
): Promise<ReadReport | undefined> {
  try {
    return await readChanges(context, run, cursor);
  } catch (error) {
    if (!isFailure(error, 'cursor-refused')) throw error;
    messages.push(
      `The source no longer says what changed since the last run (${error.message}), so everything was read.`,
    );
    return undefined;
  }
}

/** Targets outside the store are looked at once per listing. */
async function mirrorTarget(context: RunContext, settledRun: number): Promise<void> {
  const { store, connector, target, targetCapabilities, directory, signal } = context;
  if (targetCapabilities.transactional) return;
  await store.directories.mirror(directory, target.accounts(signal), target.groups(signal));
  const batch = targetCapabilities.batchSize;
  await store.directories.adoptInterrupted(directory, connector.id, { since: settledRun, batch });
}

function sourceFingerprint({ connector }: RunContext): string {
  return fingerprint(JSON.stringify(connector.source));
}

/** What decides how a record is stored in the snapshot. */
function mappingFingerprint({ connector }: RunContext): string {
  const { include, exclude } = connector.groups;
  return fingerprint(JSON.stringify([connector.provisioning.mapping, include, exclude]));
}
