import { applyPlan } from './apply.ts';
import type { RunContext } from './context.ts';
import { makePlan, type Planned, type PlanRequest } from './plan.ts';

/** Where plans are made and applied: beside the store, which may be in another thread than the reading. */
export interface Desk {
  plan(request: PlanRequest, watch: Watch): Promise<Planned>;
  /** Applies what is pending of the run's plan under this fence. */
  apply(run: number, fence: number, watch: Watch): Promise<void>;
}

/** How whoever asked for the work hears of it, and stops it. */
export type Watch = Pick<RunContext, 'signal' | 'progress'>;

/** What the work at a desk needs of a run. */
export type DeskContext = Pick<RunContext, 'connector' | 'store' | 'target' | 'targetCapabilities' | 'directory'>;

/** The context of one piece of work at a desk. */
export type WorkContext = DeskContext & Watch;

/** A desk in this thread. */
export function deskHere(context: DeskContext): Desk {
  return {
    plan: (request, { signal, progress }) => makePlan({ ...context, signal, progress }, request),
    apply: (run, fence, { signal, progress }) => applyPlan({ ...context, signal, progress }, run, fence),
  };
}
