import type { Run, Store } from '../core/ports/store/index.ts';
import { type LeaseTaker, takeLease } from './lease.ts';

const died = 'The process ended before the run did. What it had done is kept; the next run does the rest.';

/** A run in which the process ends so often may be what ends it. */
const deathsInARow = 3;
const givenUp =
  'It was the third time in a row, so nothing goes on with it by itself. Find out why the process ended ' +
  '(its log, the memory of the machine), then start a run by hand.';

/** What started a run outlives it, so something goes on with what its process left. */
function isGoneOnWith({ startedBy }: Run): boolean {
  return startedBy !== null && startedBy !== 'command line';
}

/** The process ended in each of the last runs that wanted the same. */
async function diesAgainAndAgain(store: Store, dead: Run): Promise<boolean> {
  const same = (run: Run) => run.ident === dead.ident && run.simulated === dead.simulated && run.number < dead.number;
  const before = (await store.runs.list(dead.connector, 50)).filter(same).slice(0, deathsInARow - 1);
  return before.length === deathsInARow - 1 && before.every(({ messages }) => messages.includes(died));
}

/**
 * Runs before this one whose process died: they are over, and what they had not committed is taken back. Only for whoever
 * has the connector's lease.
 */
export async function endDeadRuns({ connector, store, clock }: LeaseTaker, before: number): Promise<void> {
  for (const dead of await store.runs.unfinished(connector.id)) {
    if (dead.number >= before) continue;
    await store.plans.abandon(connector.id, dead.number);
    const counts = await store.results.count(connector.id, dead.number, false);
    const hopeless = isGoneOnWith(dead) && (await diesAgainAndAgain(store, dead));
    const messages = [...dead.messages, died, ...(hopeless ? [givenUp] : [])];
    const end = { counts, messages, coversAll: false, interrupted: isGoneOnWith(dead) && !hopeless };
    await store.runs.finish(dead.id, { ...dead, ...end, status: 'failed', now: clock() });
  }
  await store.snapshots.discard(connector.id);
}

/** A run that is younger may not have taken its lease yet. */
const youngMs = 30_000;

/** Ends the connector's runs whose process died; leaves those alone that go on, in whichever process. */
export async function sweepDeadRuns(taker: LeaseTaker): Promise<void> {
  const { store, connector, process, clock } = taker;
  const unfinished = await store.runs.unfinished(connector.id);
  const last = unfinished.at(-1);
  if (last === undefined) return;
  const held = await store.leases.held(connector.id, clock());
  if (held !== undefined && process.mayLive(held.holder)) return;
  if (held === undefined && unfinished.every(({ startedAt }) => clock() - startedAt < youngMs)) return;
  const lease = await takeLease(taker, last.id);
  try {
    await endDeadRuns(taker, last.number + 1);
  } finally {
    await lease.release();
  }
}

/** Runs that were interrupted, and that no later run of the same kind has made up for. */
export async function runsToResume(store: Store): Promise<readonly Run[]> {
  const waiting: Run[] = [];
  for (const run of await store.runs.interrupted()) {
    const later = await store.runs.list(run.connector, 50);
    const madeUp = later.some((other) => {
      const same = other.ident === run.ident && other.simulated === run.simulated;
      return other.number > run.number && same && other.status !== 'refused' && !other.interrupted;
    });
    if (madeUp || waiting.some((one) => one.connector === run.connector && one.ident === run.ident)) {
      await store.runs.clearInterrupted(run.id);
    } else waiting.push(run);
  }
  return waiting;
}
