import { throwIfCancelled } from '../core/cancellation.ts';
import { Failure } from '../core/errors.ts';
import type { ApplyContext, Outcome, PlannedChange } from '../core/ports/target.ts';
import { countOfStatus, type RunCounts } from '../core/runs.ts';
import type { RunContext } from './context.ts';

/**
 * Applies what is pending of a run's plan, batch by batch, and journals it. It reads nothing but the plan, so it can go on
 * wherever an earlier process stopped. The signal stops it between two batches.
 */
export async function applyPlan(context: RunContext, run: number, fence: number): Promise<void> {
  const { store, connector, target, targetCapabilities, signal } = context;
  const total = await store.plans.countPending(connector.id, run);
  const runId = `${connector.id}-${run}`;
  const apply: ApplyContext = { connector: connector.id, run: runId, fence, signal };
  const counts: Counts = {};
  const tell = (done: number) => context.progress({ run: runId, phase: 'apply', done, total, counts: { ...counts } });
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
    count(counts, changes, outcomes);
    tell(done);
    changes = next;
  }
}

type Counts = { -readonly [name in keyof RunCounts]?: number };

function count(counts: Counts, changes: readonly PlannedChange[], outcomes: readonly Outcome[]): void {
  const results = new Map(outcomes.map(({ seq, result }) => [seq, result]));
  for (const { seq, status } of changes) {
    if (status === null) continue;
    const name = results.get(seq) === 'done' ? countOfStatus[status] : 'failed';
    counts[name] = (counts[name] ?? 0) + 1;
  }
}
