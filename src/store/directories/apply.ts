import { sql } from 'kysely';
import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { ApplyContext, Outcome, PlannedChange } from '../../core/ports/target.ts';
import { connectorNumber } from '../connectors.ts';
import { type Columns, type Database, inNumbers, insertMany } from '../database.ts';
import { parseRunId } from '../runs.ts';
import { type BatchState, readBatch } from './batch.ts';
import { type Decision, decide } from './decide.ts';
import { appendEvents } from './events.ts';
import { writeNestings } from './nestings.ts';
import { lifeOf } from './numbers.ts';
import {
  createAccounts,
  createGroups,
  deleteAccounts,
  deleteGroups,
  unlinkOthers,
  updateAccounts,
  type WriteContext,
  type Written,
  writeMemberships,
} from './write.ts';

type RunWrite = WriteContext & { readonly c: number };

/** On whose behalf a batch is applied. */
type BatchContext = Omit<ApplyContext, 'signal'>;

/** One batch and its journal. Call it inside a transaction. */
export async function applyBatch(
  database: Database,
  directory: string,
  changes: readonly PlannedChange[],
  context: BatchContext,
  options: { readonly now: number; readonly outcomes?: readonly Outcome[] },
): Promise<readonly Outcome[]> {
  const c = await connectorNumber(database.db, context.connector);
  await checkFence(database, context);
  const life = await lifeOf(database.db, directory);
  const write = { ...database, c, directory: life, now: options.now };
  const state = await readBatch(database, write.directory.no, changes);
  const decisions =
    options.outcomes === undefined
      ? changes.map((change) => decide(change, state))
      : trusted(changes, options.outcomes);
  const written = await writeAll(write, changes, decisions, state);
  await appendEvents(write, written);
  const { number: run } = parseRunId(context.run);
  if (written.length > 0) await noteWriting(write, run);
  await journal(write, run, decisions, written);
  const keys = new Map(written.map(({ change, key }) => [change.seq, key]));
  return decisions.map(({ outcome }) => {
    const key = keys.get(outcome.seq);
    return outcome.result === 'done' && key !== undefined && key !== null ? { ...outcome, key } : outcome;
  });
}

/** Until the run is over, nobody is served what it has done so far. */
async function noteWriting({ db, directory, c }: RunWrite, run: number): Promise<void> {
  await db
    .insertInto('directory_write')
    .values({ directory: directory.no, connector: c, run })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function trusted(changes: readonly PlannedChange[], outcomes: readonly Outcome[]): Decision[] {
  const bySeq = new Map(outcomes.map((outcome) => [outcome.seq, outcome]));
  return changes.map(({ seq }) => {
    const outcome = bySeq.get(seq) ?? {
      seq,
      result: 'failed' as const,
      message: 'The target did not say what became of it.',
    };
    return { write: outcome.result === 'done', outcome };
  });
}

async function writeAll(
  write: WriteContext,
  changes: readonly PlannedChange[],
  decisions: readonly Decision[],
  state: BatchState,
): Promise<Written[]> {
  const written = changes.flatMap((change, index): Written[] => {
    const decision = decisions[index];
    if (decision === undefined || !decision.write || change.action === 'none') return [];
    const key = decision.outcome.result === 'done' ? (decision.outcome.key ?? null) : null;
    return [{ change, account: change.account ?? 0, key }];
  });
  const of = (action: PlannedChange['action']) => written.filter(({ change }) => change.action === action);
  const groups = (action: PlannedChange['action']) => of(action).flatMap(({ change }) => change.group ?? []);
  await createGroups(write, groups('create-group'), state.groups);
  const nested = of('update-group').map(({ change }) => change);
  await writeNestings(write, nested, state.groups);
  await updateAccounts(write, of('update'));
  await createAccounts(write, of('create'));
  await unlinkOthers(write, of('create'), write.directory.no);
  await writeMemberships(write, [...of('update'), ...of('create')], state.groups);
  await deleteAccounts(write, of('delete'));
  const kept = await deleteGroups(write, groups('delete-group'));
  return written.filter(({ change }) => change.action !== 'delete-group' || !kept.has(nameKey(change.group ?? '')));
}

/** A run that lost its lease must not write: another one may be at work. */
async function checkFence({ db, dialect }: Database, { connector, fence }: BatchContext): Promise<void> {
  const query = db.selectFrom('lease').select('fence').where('name', '=', connector);
  const row = await (dialect === 'postgres' ? query.forShare() : query).executeTakeFirst();
  if (row?.fence !== fence) {
    throw new Failure('busy', 'Another run of this connector has taken over.', {
      remedy: 'This run changed nothing after that; see the other one in the history.',
    });
  }
}

const journalColumns: Columns = [
  ['seq', 'int'],
  ['state', 'text'],
  ['account', 'int'],
  ['message', 'text'],
];

async function journal(
  database: RunWrite,
  run: number,
  decisions: readonly Decision[],
  written: readonly Written[],
): Promise<void> {
  const { c, db, dialect } = database;
  const created = written.filter(({ change }) => change.action === 'create');
  const accounts = new Map(created.map(({ change, account }) => [change.seq, account]));
  const entries = decisions.map(({ outcome }) => {
    const message = outcome.result === 'done' ? null : outcome.message;
    return [outcome.seq, outcome.result, accounts.get(outcome.seq) ?? null, message];
  });
  // A batch may be applied again when the answer to the first try was lost.
  const conflict = 'on conflict (connector, run, seq) do nothing';
  await insertMany(database, 'journal', journalColumns, entries, { constants: { connector: c, run }, conflict });
  // What did not come about stays open, so that the next run looks at it whatever the source says.
  const open = decisions.flatMap(({ outcome }) => (outcome.result === 'done' ? [] : outcome.seq));
  if (open.length === 0) return;
  await sql`update plan_item set open = 1
    where connector = ${c} and run = ${run} and seq ${inNumbers(dialect, open)}`.execute(db);
}
