/** One group in another. Groups are told apart by their texts. */
export interface Containment {
  readonly parent: string;
  readonly child: string;
  /** It stays in any case. */
  readonly fixed: boolean;
}

/**
 * What is to be left out so that no group contains itself, also through others. It depends on what is there alone, not on
 * the order in which it is told: groups are entered from those that are in no other one, then by name, and a containment
 * that leads back to a group on the way is left out. Where it is fixed, the last one on the way that is not is left out in
 * its place; a circle of fixed ones stays.
 */
export function closingCircles<T extends Containment>(all: readonly T[]): ReadonlySet<T> {
  const walk = new Walk(all);
  while (!walk.finished()) walk.restart();
  return walk.leftOut;
}

interface Step<T> {
  readonly group: string;
  /** What led here; undefined at the start. */
  readonly by: T | undefined;
  readonly children: readonly T[];
  next: number;
}

const none: readonly never[] = [];

/** Goes down from every group, once into each; the way is a list of its own, for chains may be long. */
class Walk<T extends Containment> {
  readonly leftOut = new Set<T>();
  readonly #children = new Map<string, T[]>();
  readonly #starts: readonly string[];
  #entered = new Set<string>();
  #way = new Map<string, Step<T>>();

  constructor(all: readonly T[]) {
    const sorted = all.toSorted((one, other) => order(one.parent, other.parent) || order(one.child, other.child));
    for (const each of sorted) {
      const known = this.#children.get(each.parent);
      if (known === undefined) this.#children.set(each.parent, [each]);
      else known.push(each);
    }
    const inner = new Set(all.map(({ child }) => child));
    const parents = [...this.#children.keys()];
    this.#starts = [...parents.filter((group) => !inner.has(group)), ...parents.filter((group) => inner.has(group))];
  }

  restart(): void {
    this.#entered = new Set();
    this.#way = new Map();
  }

  /** False when something was left out that had been gone along. */
  finished(): boolean {
    return this.#starts.every((start) => this.#entered.has(start) || this.#down(start));
  }

  #down(start: string): boolean {
    let step: Step<T> | undefined = this.#enter(start, undefined);
    while (step !== undefined) {
      const by: T | undefined = step.children[step.next];
      step.next += 1;
      if (by === undefined) {
        this.#way.delete(step.group);
        step = step.by === undefined ? undefined : this.#way.get(step.by.parent);
      } else if (!this.leftOut.has(by)) {
        if (this.#way.has(by.child)) {
          if (this.#leaveOut(by, step)) return false;
        } else if (!this.#entered.has(by.child)) step = this.#enter(by.child, by);
      }
    }
    return true;
  }

  #enter(group: string, by: T | undefined): Step<T> {
    const step = { group, by, children: this.#children.get(group) ?? none, next: 0 };
    this.#entered.add(group);
    this.#way.set(group, step);
    return step;
  }

  /** Returns whether what is left out lies on the way. */
  #leaveOut(back: T, last: Step<T>): boolean {
    if (!back.fixed) {
      this.leftOut.add(back);
      return false;
    }
    let step: Step<T> | undefined = last;
    while (step?.by !== undefined && step.group !== back.child) {
      if (!step.by.fixed) {
        this.leftOut.add(step.by);
        return true;
      }
      step = this.#way.get(step.by.parent);
    }
    return false;
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
