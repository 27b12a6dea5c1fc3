import type { FailureKind } from '../core/errors.ts';
import type { FinishedRun } from '../engine/run.ts';

/**
 * What a command says to the shell. Where several hold, the first of: our fault, wrong usage, source or target, guard, some
 * users. A run that was cancelled ends like any program that was told to stop (128 + SIGINT).
 */
export const exitCodes = {
  succeeded: 0,
  ourFault: 1,
  wrongUsage: 2,
  someUsersFailed: 3,
  stoppedByGuard: 4,
  sourceOrTarget: 5,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const ofFailure: { readonly [kind in FailureKind]: ExitCode } = {
  transient: exitCodes.sourceOrTarget,
  unauthorized: exitCodes.sourceOrTarget,
  incomplete: exitCodes.sourceOrTarget,
  'cursor-refused': exitCodes.sourceOrTarget,
  'not-found': exitCodes.wrongUsage,
  'already-exists': exitCodes.wrongUsage,
  invalid: exitCodes.wrongUsage,
  unsupported: exitCodes.wrongUsage,
  configuration: exitCodes.wrongUsage,
  outdated: exitCodes.wrongUsage,
  busy: exitCodes.stoppedByGuard,
  cancelled: exitCodes.cancelled,
  internal: exitCodes.ourFault,
};

export function exitCodeOfFailure(kind: FailureKind): ExitCode {
  return ofFailure[kind];
}

export function exitCodeOfRun({ run, failure }: FinishedRun): ExitCode {
  if (failure !== undefined) return ofFailure[failure.kind];
  if (run.status === 'awaiting-approval' || run.status === 'refused') return exitCodes.stoppedByGuard;
  return run.counts.failed > 0 ? exitCodes.someUsersFailed : exitCodes.succeeded;
}
