import { throwIfCancelled } from '../core/cancellation.ts';
import { Failure } from '../core/errors.ts';
import type { ApplyContext } from '../core/ports/target.ts';
import type { WorkContext } from './desk.ts';

/**
 * Applies what is pending of a run's plan, batch by batch, and journals it. It reads nothing but the plan, so it can go on
 * wherever an earlier process stopped. The signal stops it between two batches.
 */
export async function applyPlan(context: WorkContext, run: number, fence: number): Promise<void> {
  const { store, connector, target, targetCapabilities, signal } = context;
  const total = await store.plans.countPending(connector.id, run);
  const runId = `${connector.id}-${run}`;
  const apply: ApplyContext = { connector: connector.id, run: runId, fence, signal };
  const tell = (done: number) => context.progress({ run: runId, phase: 'apply', done, total });
  const page = (after: number) => store.plans.pending(connector.id, run, after, targetCapabilities.batchSize);
  let done = 0;
  tell(done);
  let changes = await page(-1);
  while (changes.length > 0) {
    throwIfCancelled(signal);
    // The next batch is asked for before this one is applied, so that it is at hand when this one is done.
    const following = page(changes.at(-1)?.seq ?? 0);
    const [outcomes, next] = await Promise.all([target.apply(changes, apply), following]);
    if (outcomes.length !== changes.length) {
      throw new Failure('incomplete', 'The target did not say what became of every change.');
    }
    done += changes.length;
    tell(done);
    changes = next;
  }
}
