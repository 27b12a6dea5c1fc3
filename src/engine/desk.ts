import type { CancelSignal } from '../core/cancellation.ts';
import type { PlanFacts } from '../core/guards/evaluate.ts';
import { applyPlan } from './apply.ts';
import type { RunContext } from './context.ts';
import { makePlan, type PlanRequest } from './plan.ts';

/** Where plans are made and applied: beside the store, which may be in another thread than the reading. */
export interface Desk {
  plan(request: PlanRequest, signal: CancelSignal): Promise<PlanFacts>;
  /** Applies what is pending of the run's plan under this fence. */
  apply(run: number, fence: number, signal: CancelSignal): Promise<void>;
}

/** What the work at a desk needs of a run. */
export type DeskContext = Pick<
  RunContext,
  'connector' | 'store' | 'target' | 'targetCapabilities' | 'directory' | 'progress'
>;

/** The context of one piece of work at a desk. */
export type WorkContext = DeskContext & { readonly signal: CancelSignal };

/** A desk in this thread. */
export function deskHere(context: DeskContext): Desk {
  return {
    plan: (request, signal) => makePlan({ ...context, signal }, request),
    apply: (run, fence, signal) => applyPlan({ ...context, signal }, run, fence),
  };
}
