import { throwIfCancelled } from '../core/cancellation.ts';
import { Failure } from '../core/errors.ts';
import type { PlanFacts } from '../core/guards/evaluate.ts';
import type { PersonView } from '../core/matching/view.ts';
import { nameKey } from '../core/names.ts';
import { decideAbsent } from '../core/planning/cleanup.ts';
import { decidePresent, itemFor, type UnplacedItem } from '../core/planning/person.ts';
import type { PlanPolicy } from '../core/planning/policy.ts';
import { type Mover, type NameContest, orderMoves, temporaryName } from '../core/planning/renames.ts';
import type { Planning, PlanScope } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';
import { type NestingItems, nestingItems } from './nestings.ts';
import { PlanWriter } from './plan-writer.ts';

const pageSize = 1_000;

export interface PlanRequest {
  /** The run's number. */
  readonly run: number;
  readonly scope: PlanScope;
  readonly policy: PlanPolicy;
  readonly simulate: boolean;
  /** How many people a complete listing had; null otherwise. */
  readonly listed: number | null;
}

export interface Planned {
  readonly facts: PlanFacts;
  /** What an administrator should read. */
  readonly messages: readonly string[];
}

/**
 * Matches everybody in scope and stores what is to be done about them: groups first, then people in an order in which
 * every name is free, then clean-up, then groups that nobody wants any more. People who are in a group through another one
 * stay in it: groups are put into groups before memberships end, and taken out of them when memberships have begun.
 */
export async function makePlan(context: RunContext, request: PlanRequest): Promise<Planned> {
  const { connector, store, directory } = context;
  const { scope, run, policy } = request;
  const rules = {
    connector: connector.id,
    directory,
    run,
    scope,
    required: connector.groups.required,
    alwaysAssign: connector.groups.alwaysAssign,
    keepLocal: connector.groups.keepLocal,
    nested: connector.groups.nested,
    cleanupRemovesGroups: connector.sync.cleanup.removeGroups,
    includeUnchanged: scope.type !== 'all' && request.listed === null,
    readOnly: false,
  };
  const writer = new PlanWriter(context, request);
  const nestings = await store.plans.plan(rules, async (planning) => {
    requireGroups(planning);
    writer.expect(planning.touched);
    const groups = await planning.groups();
    const nested = await nestingItems(planning, { ...rules, deleted: groups.remove });
    for (const group of groups.create) await writer.place(groupItem('create-group', group));
    if (rules.nested === 'keep') for (const item of nested.items) await writer.place(item);
    await planPresent(planning, policy, writer, rules.includeUnchanged);
    await planAbsent(planning, policy, writer);
    if (rules.nested === 'flatten') for (const item of nested.items) await writer.place(item);
    for (const group of groups.remove) await writer.place(groupItem('delete-group', group));
    return nested;
  });
  await writer.finish();
  const idle = writer.size === 0 && request.listed === null;
  const facts = idle ? { ...writer.facts, ...nothing } : await gatherFacts(context, request, writer);
  return { facts: withNestings(facts, nestings), messages: nestings.messages };
}

function withNestings(facts: PlanFacts, { endedMemberships, memberships }: NestingItems): PlanFacts {
  return {
    ...facts,
    membershipRemovals: facts.membershipRemovals + endedMemberships,
    memberships: facts.memberships + memberships,
  };
}

const nothing = { accounts: 0, memberships: 0, listed: null };

/**
 * What the guards ask for. A delta counts as a listing as well: the snapshot that it rests on may come from a listing that
 * a guard did not believe.
 */
async function gatherFacts(
  { store, connector, directory }: RunContext,
  { listed, scope }: PlanRequest,
  { facts }: PlanWriter,
): Promise<PlanFacts> {
  const managed = await store.directories.managed(directory, connector.id);
  if (listed !== null || scope.type === 'subjects') return { ...facts, ...managed, listed };
  const { users } = await store.snapshots.size(connector.id);
  return { ...facts, ...managed, listed: users };
}

function groupItem(action: 'create-group' | 'delete-group', group: string): UnplacedItem {
  const reason = action === 'create-group' ? 'People of the source are in it.' : 'The group is gone at the provider.';
  return itemFor({ action, group, state: 'pending', status: null, reason });
}

function requireGroups({ unknownRequired }: Planning): void {
  if (unknownRequired.length === 0) return;
  const names = unknownRequired.map((name) => `"${name}"`).join(', ');
  throw new Failure('configuration', `The required group ${names} does not exist at the source.`, {
    remedy: 'Correct groups.required, or check the group base and filter; nothing was changed.',
  });
}

async function planPresent(
  planning: Planning,
  policy: PlanPolicy,
  writer: PlanWriter,
  includeUnchanged: boolean,
): Promise<void> {
  const contests = await planning.contests();
  const contested = new Set(contests.flatMap(({ claimant, occupant }) => [claimant, occupant]));
  const waiting: PersonView[] = [];
  const worthPlacing = (item: UnplacedItem) =>
    includeUnchanged || item.action !== 'none' || (item.status !== 'NOT_MODIFIED' && item.status !== 'FILTERED');
  for await (const page of planning.present(pageSize)) {
    throwIfCancelled(writer.signal);
    for (const view of page) {
      if (contested.has(view.subject)) {
        waiting.push(view);
        continue;
      }
      const item = decidePresent(view, policy);
      if (worthPlacing(item)) await writer.place(item);
    }
  }
  for (const item of orderContested(waiting, contests, policy)) if (worthPlacing(item)) await writer.place(item);
}

/** Items of people who want each other's names, in an order in which every name is free when it is needed. */
function orderContested(
  views: readonly PersonView[],
  contests: readonly NameContest[],
  policy: PlanPolicy,
): UnplacedItem[] {
  const waitsFor = new Map(contests.map(({ claimant, occupant }) => [claimant, occupant]));
  const bySubject = new Map(views.map((view) => [view.subject, view]));
  const movers = views.map((view): Mover => {
    const { after } = decidePresent(view, policy);
    const wanted = view.record?.desired?.username;
    const movable = after !== null && wanted !== undefined && nameKey(after.username) === nameKey(wanted);
    return { subject: view.subject, waitsFor: waitsFor.get(view.subject) ?? null, movable };
  });
  const { order, stepAside, blocked } = orderMoves(movers);
  const items: UnplacedItem[] = [];
  for (const subject of stepAside) {
    const view = bySubject.get(subject);
    if (view !== undefined) items.push(stepAsideItem(decidePresent(view, policy)));
  }
  for (const subject of order) {
    const view = bySubject.get(subject);
    if (view !== undefined) items.push(decidePresent(view, policy, blocked.has(subject) ? 'kept' : 'given-up'));
  }
  return items;
}

function stepAsideItem({ account, before, situation, subject }: UnplacedItem): UnplacedItem {
  const username = temporaryName(account ?? 0);
  return itemFor({
    action: 'update',
    state: 'pending',
    status: null,
    subject,
    situation,
    account,
    before,
    after: before === null ? null : { ...before, username },
    reason: 'Names go round in a circle: one of them steps aside first.',
  });
}

/** Clean-up comes last, and never to an account that stands in an open conflict. */
async function planAbsent(planning: Planning, policy: PlanPolicy, writer: PlanWriter): Promise<void> {
  const elsewhere = new Set(await planning.contestedElsewhere());
  for await (const page of planning.absent(pageSize)) {
    throwIfCancelled(writer.signal);
    for (const view of page) {
      const number = view.linked?.number ?? 0;
      if (elsewhere.has(number) || writer.contested.has(number) || writer.relinked.has(number)) continue;
      const item = decideAbsent(view, policy);
      if (item !== null) await writer.place(item);
    }
  }
}
