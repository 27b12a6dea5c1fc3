import { throwIfCancelled } from '../core/cancellation.ts';
import { Failure, isFailure } from '../core/errors.ts';
import { evaluateGuards } from '../core/guards/evaluate.ts';
import type { GuardFinding } from '../core/guards/guard.ts';
import { policyOf } from '../core/planning/policy.ts';
import type { Run } from '../core/ports/store/index.ts';
import type { RunKind, RunPhase, RunStatus } from '../core/runs.ts';
import { applyPlan } from './apply.ts';
import { interruption, type RunContext, type SyncRequest } from './context.ts';
import { endDeadRuns } from './dead-runs.ts';
import { type HeldLease, takeLease } from './lease.ts';
import { requireNestedGroups } from './nestings.ts';
import { makePlan } from './plan.ts';
import { readSnapshot } from './read-snapshot.ts';
import { scopeOf, settle } from './scope.ts';
import { type WatchedRun, watchRun } from './watch.ts';

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

/** A run that stands in the history and has the right to go on. */
export interface BegunRun {
  readonly run: Run;
  /** Why it may not go on; undefined when it may. */
  readonly failure: Failure | undefined;
  /** Brings it to its end; to be called once, whatever `failure` is. Throws only what the store throws. */
  perform(): Promise<FinishedRun>;
}

/**
 * One run: read, map, match, plan, guard, apply. Full, delta, single-user and simulated runs differ in what is read and
 * where they stop. Whatever happens, the run ends in the history with what became of whom.
 */
export async function sync(context: RunContext, request: SyncRequest): Promise<FinishedRun> {
  return (await beginRun(context, request)).perform();
}

/** Makes the run's entry in the history and takes the connector's lease for it. Throws only when there can be no entry. */
export async function beginRun(context: RunContext, request: SyncRequest): Promise<BegunRun> {
  const { connector, store, clock } = context;
  const run = await store.runs.create({
    connector: connector.id,
    kind: request.user === undefined ? 'full' : 'single',
    simulated: request.simulate ?? false,
    ident: request.user ?? null,
    request: { full: request.full ?? false, byUsername: request.byUsername ?? false },
    startedBy: context.startedBy,
    directory: context.directory,
    now: clock(),
  });
  const course: Course = { kind: run.kind, coversAll: false, messages: [], phases: {}, guards: [] };
  const watched = watchRun(context, run);
  try {
    const lease = await takeLease(context, run.id);
    const perform = () => performRun(watched, request, run, lease, course);
    return { run, failure: undefined, perform };
  } catch (error) {
    await watched.end();
    const failure = failureOf(error);
    return { run, failure, perform: () => fail(context, run, course, failure) };
  }
}

async function performRun(
  watched: WatchedRun,
  request: SyncRequest,
  run: Run,
  lease: HeldLease,
  course: Course,
): Promise<FinishedRun> {
  const signal = AbortSignal.any([watched.context.signal, lease.lost]);
  const context = { ...watched.context, signal };
  try {
    await endDeadRuns(context, run.number);
    throwIfCancelled(signal);
    const status = await runPhases(context, request, run, lease.fence, course);
    return { run: await finish(context, run, course, status), failure: undefined };
  } catch (error) {
    return await fail(context, run, course, failureOf(error));
  } finally {
    await watched.end();
    await lease.release();
  }
}

async function fail(context: RunContext, run: Run, course: Course, failure: Failure): Promise<FinishedRun> {
  const why = isInterrupted(context, statusOf(failure)) ? interruption : failure;
  course.messages.push(why.sentence);
  return { run: await finish(context, run, course, statusOf(failure)), failure };
}

function isInterrupted({ signal }: RunContext, status: RunStatus): boolean {
  return status === 'cancelled' && signal.reason === interruption;
}

async function runPhases(
  context: RunContext,
  request: SyncRequest,
  run: Run,
  fence: number,
  course: Course,
): Promise<RunStatus> {
  const { connector, store, directory, clock } = context;
  const simulate = request.simulate ?? false;
  const now = clock();
  requireNestedGroups(context);
  const read = await timed(context, course, 'read', () => readSnapshot(context, request, run.number));
  course.kind = read.kind;
  course.messages.push(...read.messages);
  const progress = await store.connectors.progress(connector.id);
  await store.plans.markGone(connector.id, directory, progress.settledRun, now);
  const scope = await scopeOf(context, read, progress);
  course.coversAll = read.kind === 'full' || scope.type === 'all';
  const policy = policyFor(context, request, now);
  const plan = { run: run.number, scope, policy, simulate, listed: read.listed };
  const { facts, messages } = await timed(context, course, 'plan', () => makePlan(context, plan));
  course.messages.push(...messages);
  course.guards = evaluateGuards(facts, connector.guards);
  course.messages.push(...course.guards.map(({ message }) => message));
  if (course.guards.length > 0) return simulate ? 'refused' : 'awaiting-approval';
  if (simulate) return 'succeeded';
  await timed(context, course, 'apply', () => applyPlan(context, run.number, fence));
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
  const interrupted = isInterrupted(context, status);
  await store.runs.finish(run.id, { ...course, coversAll, status: final, counts, now: clock(), interrupted });
  return (await store.runs.get(run.id)) ?? run;
}

function statusOf(failure: Failure): RunStatus {
  if (failure.kind === 'cancelled') return 'cancelled';
  return failure.kind === 'busy' ? 'refused' : 'failed';
}

function failureOf(error: unknown): Failure {
  if (isFailure(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('internal', `Something went wrong inside User Sync: ${message}`, {
    remedy: 'Please report this, with the output of: user-sync doctor',
    cause: error,
  });
}
