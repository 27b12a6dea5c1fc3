import { Failure } from '../core/errors.ts';
import { type Nesting, type NestingPlan, type NestingRules, planNestings } from '../core/groups/nestings.ts';
import { nameKey } from '../core/names.ts';
import { itemFor, type UnplacedItem } from '../core/planning/person.ts';
import type { Planning, PlanningRules } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';

/** What becomes of groups in groups. */
export interface NestingItems {
  readonly items: readonly UnplacedItem[];
  /** How many people are in a group through a nesting that ends, and through all nestings of the connector that may end. */
  readonly endedMemberships: number;
  readonly memberships: number;
  readonly messages: readonly string[];
}

const nothing: NestingItems = { items: [], endedMemberships: 0, memberships: 0, messages: [] };

/** Only where the target can is a group put into a group. */
export function requireNestedGroups({ connector, targetCapabilities }: RunContext): void {
  if (connector.groups.nested === 'flatten' || targetCapabilities.nestedGroups) return;
  throw new Failure('configuration', 'The target cannot have groups in groups, and groups.nested is keep.', {
    remedy: 'Write flatten there: people are then members of the groups above as well. Nothing was changed.',
  });
}

export async function nestingItems(
  planning: Planning,
  rules: Pick<PlanningRules, 'nested'> & NestingRules,
): Promise<NestingItems> {
  const view = await planning.nestings();
  if (view === undefined) return nothing;
  const plan = planNestings(view, rules);
  const items = plan.changes.map((change) =>
    itemFor({
      ...change,
      action: 'update-group',
      state: 'pending',
      status: null,
      reason:
        rules.nested === 'keep'
          ? 'The groups that it is in at the source.'
          : 'People are members of the groups above themselves.',
    }),
  );
  const own = view.standing.filter(({ by }) => by === 'own');
  return { items, ...(await guarded(planning, rules.nested, own, plan)), messages: messagesOf(plan) };
}

/** Where groups are flattened, people become members themselves of what they are in through a nesting that ends. */
async function guarded(
  planning: Planning,
  nested: PlanningRules['nested'],
  own: readonly Nesting[],
  { ended }: NestingPlan,
): Promise<Pick<NestingItems, 'endedMemberships' | 'memberships'>> {
  if (nested === 'flatten' || ended.length === 0) return { endedMemberships: 0, memberships: 0 };
  const children = [...new Set([...own, ...ended].map(({ child }) => nameKey(child)))];
  const counts = await planning.peopleIn(children);
  const people = new Map(children.map((child, index) => [child, counts[index] ?? 0]));
  const through = (nestings: readonly Nesting[]) =>
    nestings.reduce((sum, { child }) => sum + (people.get(nameKey(child)) ?? 0), 0);
  return { endedMemberships: through(ended), memberships: through(own) };
}

const mostNamed = 5;

function messagesOf({ changes, leftOut }: NestingPlan): string[] {
  const count = (of: 'addGroups' | 'removeGroups') => changes.reduce((sum, change) => sum + change[of].length, 0);
  const [added, removed] = [count('addGroups'), count('removeGroups')];
  const messages = added + removed === 0 ? [] : [`Groups in groups: ${added} to be added, ${removed} to be removed.`];
  if (leftOut.length === 0) return messages;
  const named = leftOut.slice(0, mostNamed).map(({ child, parent }) => `"${child}" in "${parent}"`);
  const more = leftOut.length > mostNamed ? ` and ${leftOut.length - mostNamed} more` : '';
  const what = `Groups of the source contain themselves or each other. Left out, so that none does: ${named.join(', ')}${more}.`;
  return [...messages, what];
}
