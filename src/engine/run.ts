import { Failure, isFailure } from '../core/errors.ts';
import { evaluateGuards } from '../core/guards/evaluate.ts';
import type { GuardFinding } from '../core/guards/guard.ts';
import { policyOf } from '../core/planning/policy.ts';
import type { Run } from '../core/ports/store/index.ts';
import type { RunKind, RunPhase, RunStatus } from '../core/runs.ts';
import type { RunContext, SyncRequest } from './context.ts';
import { takeLease } from './lease.ts';
import { readSnapshot } from './read-snapshot.ts';
import { scopeOf, settle } from './scope.ts';

/** A run that is over, and the failure that ended it, if one did. */
export interface FinishedRun {
  readonly run: Run;
  readonly failure: Failure | undefined;
}

/** What a run has come to so far. */
interface Course {
  kind: RunKind;
  coversAll: boolean;
  readonly messages: string[];
  readonly phases: { [phase in RunPhase]?: number };
  guards: readonly GuardFinding[];
}

/**
 * One run: read, map, match, plan, guard, apply. Full, delta, single-user and simulated runs differ in what is read and
 * where they stop. Whatever happens, the run ends in the history with what became of whom.
 */
export async function sync(context: RunContext, request: SyncRequest): Promise<FinishedRun> {
  const { connector, store, clock } = context;
  const run = await store.runs.create({
    connector: connector.id,
    kind: request.user === undefined ? 'full' : 'single',
    simulated: request.simulate ?? false,
    ident: request.user ?? null,
    now: clock(),
  });
  const course: Course = { kind: run.kind, coversAll: false, messages: [], phases: {}, guards: [] };
  try {
    const status = await underLease(context, run, (inner, fence) => runPhases(inner, request, run, fence, course));
    return { run: await finish(context, run, course, status), failure: undefined };
  } catch (error) {
    const failure = error instanceof Failure ? error : unexpected(error);
    course.messages.push(failure.sentence);
    return { run: await finish(context, run, course, statusOf(failure)), failure };
  }
}

async function underLease<T>(
  context: RunContext,
  run: Run,
  work: (context: RunContext, fence: number) => Promise<T>,
): Promise<T> {
  const lease = await takeLease(context, run.id);
  try {
    await endDeadRuns(context, run);
    return await work({ ...context, signal: AbortSignal.any([context.signal, lease.lost]) }, lease.fence);
  } finally {
    await lease.release();
  }
}

/** Runs whose process died: they are over, and what they had not committed is taken back. */
async function endDeadRuns({ connector, store, clock }: RunContext, run: Run): Promise<void> {
  for (const dead of await store.runs.unfinished(connector.id)) {
    if (dead.number >= run.number) continue;
    await store.plans.abandon(connector.id, dead.number);
    const counts = await store.results.count(connector.id, dead.number, false);
    const message = 'The process ended before the run did. What it had done is kept; the next run does the rest.';
    const messages = [...dead.messages, message];
    await store.runs.finish(dead.id, { ...dead, status: 'failed', counts, messages, coversAll: false, now: clock() });
  }
  await store.snapshots.discard(connector.id);
}

async function runPhases(
  context: RunContext,
  request: SyncRequest,
  run: Run,
  fence: number,
  course: Course,
): Promise<RunStatus> {
  const { connector, store, directory, desk, clock, signal } = context;
  const simulate = request.simulate ?? false;
  const now = clock();
  const read = await timed(context, course, 'read', () => readSnapshot(context, request, run.number));
  course.kind = read.kind;
  course.messages.push(...read.messages);
  const progress = await store.connectors.progress(connector.id);
  await store.plans.markGone(connector.id, directory, progress.settledRun, now);
  const scope = await scopeOf(context, read, progress);
  course.coversAll = read.kind === 'full' || scope.type === 'all';
  const policy = policyFor(context, request, now);
  const plan = { run: run.number, scope, policy, simulate, listed: read.listed };
  const facts = await timed(context, course, 'plan', () => desk.plan(plan, signal));
  course.guards = evaluateGuards(facts, connector.guards);
  course.messages.push(...course.guards.map(({ message }) => message));
  if (course.guards.length > 0) return simulate ? 'refused' : 'awaiting-approval';
  if (simulate) return 'succeeded';
  await timed(context, course, 'apply', () => desk.apply(run.number, fence, signal));
  await settle(context, run.number, read, scope);
  return 'succeeded';
}

function policyFor({ connector, idAttribute, targetCapabilities }: RunContext, request: SyncRequest, now: number) {
  const policy = policyOf(connector, { idAttribute, capabilities: targetCapabilities, now });
  return request.byUsername === true ? { ...policy, primaryAttribute: 'username' as const } : policy;
}

async function timed<T>(context: RunContext, course: Course, phase: RunPhase, work: () => Promise<T>): Promise<T> {
  const start = context.clock();
  try {
    return await work();
  } finally {
    course.phases[phase] = context.clock() - start;
  }
}

async function finish(context: RunContext, run: Run, course: Course, status: RunStatus): Promise<Run> {
  const { store, connector, clock } = context;
  const ended = status === 'failed' || status === 'cancelled' || status === 'refused';
  if (ended && !run.simulated) await store.plans.abandon(connector.id, run.number);
  const planned = course.phases.plan !== undefined;
  const coversAll = course.coversAll && planned;
  const counts = planned ? await store.results.count(connector.id, run.number, coversAll) : run.counts;
  const final = status === 'succeeded' && counts.failed > 0 ? 'partially-failed' : status;
  await store.runs.finish(run.id, { ...course, coversAll, status: final, counts, now: clock() });
  return (await store.runs.get(run.id)) ?? run;
}

function statusOf(failure: Failure): RunStatus {
  if (failure.kind === 'cancelled') return 'cancelled';
  return failure.kind === 'busy' ? 'refused' : 'failed';
}

function unexpected(error: unknown): Failure {
  if (isFailure(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('internal', `Something went wrong inside User Sync: ${message}`, {
    remedy: 'Please report this, with the output of: user-sync doctor',
    cause: error,
  });
}
