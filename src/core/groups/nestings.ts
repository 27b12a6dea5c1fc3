import { nameKey } from '../names.ts';
import { type Containment, closingCircles } from './circles.ts';

/** One group in another, by their names. */
export interface Nesting {
  readonly child: string;
  readonly parent: string;
}

/** A nesting as it stands in the target. */
export interface StandingNesting extends Nesting {
  /** Who made it: the connector that plans, another one, or none. */
  readonly by: 'own' | 'other' | 'local';
  /** A group of the source that is synced stands for the child. */
  readonly synced: boolean;
}

export interface NestingView {
  /** No nesting twice. */
  readonly wanted: readonly Nesting[];
  readonly standing: readonly StandingNesting[];
}

/** The groups that one group is put into, and those that it is taken out of. */
export interface NestingChange {
  readonly group: string;
  readonly addGroups: readonly string[];
  readonly removeGroups: readonly string[];
}

export interface NestingPlan {
  /** First those that only take away, so that two groups can change places. */
  readonly changes: readonly NestingChange[];
  /** What the source has and the target does not get, because a group would contain itself. */
  readonly leftOut: readonly Nesting[];
  /** Everything that ends, also what goes along with a group that is deleted. */
  readonly ended: readonly Nesting[];
}

export interface NestingRules {
  readonly keepLocal: boolean;
  /** Names of groups that the plan deletes; their nestings go along. */
  readonly deleted: readonly string[];
}

interface Keyed<T extends Nesting> extends Containment {
  readonly nesting: T;
}

/** What is to be done so that groups are in groups as at the source. */
export function planNestings(view: NestingView, { keepLocal, deleted }: NestingRules): NestingPlan {
  const stands = (nesting: StandingNesting) =>
    nesting.by === 'other' || (nesting.by === 'local' && (keepLocal || !nesting.synced));
  const standing = new Map(view.standing.map((nesting) => keyed(nesting, stands(nesting))).map(byKey));
  const wanted = view.wanted.map((nesting) => keyed(nesting, false)).filter((each) => !isFixed(standing, each));
  const fixed = [...standing.values()].filter((each) => each.fixed);
  const closing: ReadonlySet<Keyed<Nesting>> = closingCircles<Keyed<Nesting>>([...fixed, ...wanted]);
  const kept = new Map(wanted.filter((each) => !closing.has(each)).map(byKey));
  const ended = [...standing].filter(([key, each]) => !each.fixed && !kept.has(key)).map(([, each]) => each);
  const gone = new Set(deleted.map(nameKey));
  return {
    changes: changesFor(
      [...kept].filter(([key]) => !standing.has(key)).map(([, each]) => each),
      ended.filter(({ child, parent }) => !gone.has(child) && !gone.has(parent)),
    ),
    leftOut: wanted
      .filter((each) => closing.has(each))
      .toSorted(byName)
      .map(({ nesting }) => nesting),
    ended: ended.map(({ nesting }) => nesting),
  };
}

function keyed<T extends Nesting>(nesting: T, fixed: boolean): Keyed<T> {
  return { nesting, child: nameKey(nesting.child), parent: nameKey(nesting.parent), fixed };
}

/** No name has a line break in it. */
function byKey<T extends Containment>(each: T): readonly [string, T] {
  return [`${each.child}\n${each.parent}`, each];
}

function byName(one: Containment, other: Containment): number {
  return byKey(one)[0] < byKey(other)[0] ? -1 : 1;
}

function isFixed(standing: ReadonlyMap<string, Containment>, each: Containment): boolean {
  return standing.get(byKey(each)[0])?.fixed === true;
}

function changesFor(added: readonly Keyed<Nesting>[], removed: readonly Keyed<Nesting>[]): NestingChange[] {
  const changes = new Map<string, { group: string; addGroups: string[]; removeGroups: string[] }>();
  const of = ({ child, nesting }: Keyed<Nesting>) => {
    const change = changes.get(child) ?? { group: nesting.child, addGroups: [], removeGroups: [] };
    changes.set(child, change);
    return change;
  };
  for (const each of removed) of(each).removeGroups.push(each.nesting.parent);
  for (const each of added) of(each).addGroups.push(each.nesting.parent);
  const sorted = [...changes.values()]
    .map(({ group, addGroups, removeGroups }) => ({
      group,
      addGroups: addGroups.sort(),
      removeGroups: removeGroups.sort(),
    }))
    .toSorted((one, other) => (nameKey(one.group) < nameKey(other.group) ? -1 : 1));
  return [
    ...sorted.filter(({ addGroups }) => addGroups.length === 0),
    ...sorted.filter(({ addGroups }) => addGroups.length > 0),
  ];
}
