import type { ConnectorProgress, PlanScope } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';
import { fingerprint } from './fingerprint.ts';
import type { SnapshotReport } from './read-snapshot.ts';

/**
 * Whom a run must look at. Where neither the rules nor the target have changed since the last settled run, only people
 * who changed at the source, or with something still open, can need anything: looking at the others would find nothing.
 */
export async function scopeOf(
  context: RunContext,
  read: SnapshotReport,
  progress: ConnectorProgress,
): Promise<PlanScope> {
  if (read.kind === 'single') return { type: 'subjects', subjects: read.subjects };
  if (progress.settledRules !== rulesFingerprint(context)) return { type: 'all' };
  if (read.kind === 'full') {
    const revision = await context.store.directories.revision(context.directory);
    if (revision !== progress.settledRevision) return { type: 'all' };
  }
  return { type: 'changed', since: progress.settledRun };
}

/** Writes down that everything up to this run has been planned and applied. */
export async function settle(context: RunContext, run: number, read: SnapshotReport, scope: PlanScope): Promise<void> {
  const { store, connector, directory } = context;
  if (read.kind === 'single') {
    await store.plans.settle(connector.id, run, read.subjects);
    return;
  }
  await store.plans.settle(connector.id, run, 'all');
  const revision = await store.directories.revision(directory);
  const settled = { settledRun: run, settledRules: rulesFingerprint(context) };
  // A delta did not look for what others changed in the target, so that stays for the next full run to find.
  const looked = read.kind === 'full' || scope.type === 'all';
  await store.connectors.setProgress(connector.id, looked ? { ...settled, settledRevision: revision } : settled);
}

/** Everything that decides what a plan looks like, apart from the records and the accounts. */
function rulesFingerprint({ connector, directory }: RunContext): string {
  const { provisioning, groups, sync, guards } = connector;
  return fingerprint(JSON.stringify([directory, provisioning, groups, sync.cleanup, guards.protected]));
}
