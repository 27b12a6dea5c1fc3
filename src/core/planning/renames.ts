/** Somebody wants a name that another account of the same connector is about to give up. */
export interface NameContest {
  /** The subject that wants the name. */
  readonly claimant: number;
  /** The subject whose account has it. */
  readonly occupant: number;
}

/** One person whose item depends on other people's names, or on whom others depend. */
export interface Mover {
  readonly subject: number;
  /** The subject that must give up its name first; null when the wanted name is free. */
  readonly waitsFor: number | null;
  /** Nothing but `waitsFor` keeps the person from taking the wanted name. */
  readonly movable: boolean;
}

export interface MoveOrder {
  /** Every mover, in an order in which each wanted name is free when it is needed. */
  readonly order: readonly number[];
  /** Movers that first step aside to a temporary name: one of every cycle. */
  readonly stepAside: ReadonlySet<number>;
  /** Movers whose wanted name stays taken. */
  readonly blocked: ReadonlySet<number>;
}

/**
 * Orders people who want each other's names. Everybody waits for at most one other, so the movers form chains, which end
 * at a free name or at somebody who keeps theirs, and cycles, which one member opens by stepping aside.
 */
export function orderMoves(movers: readonly Mover[]): MoveOrder {
  const bySubject = new Map(movers.map((mover) => [mover.subject, mover]));
  const order: number[] = [];
  const settled = new Set<number>();
  const stepAside = new Set<number>();
  const blocked = new Set<number>();
  for (const mover of movers) {
    const chain: Mover[] = [];
    const onChain = new Set<number>();
    let next: Mover | undefined = mover;
    while (next !== undefined && !settled.has(next.subject) && !onChain.has(next.subject)) {
      chain.push(next);
      onChain.add(next.subject);
      next = next.waitsFor === null ? undefined : bySubject.get(next.waitsFor);
    }
    const opens = next !== undefined && onChain.has(next.subject) ? next : undefined;
    const cycle = opens === undefined ? [] : chain.slice(chain.indexOf(opens));
    if (opens !== undefined && cycle.every((member) => member.movable)) stepAside.add(opens.subject);
    for (const member of chain.reverse()) {
      if (!canMove(member, { settled, blocked, stepAside, bySubject, cycle })) blocked.add(member.subject);
      order.push(member.subject);
      settled.add(member.subject);
    }
  }
  return { order, stepAside, blocked };
}

interface Settled {
  readonly settled: ReadonlySet<number>;
  readonly blocked: ReadonlySet<number>;
  readonly stepAside: ReadonlySet<number>;
  readonly bySubject: ReadonlyMap<number, Mover>;
  readonly cycle: readonly Mover[];
}

function canMove(mover: Mover, { settled, blocked, stepAside, bySubject, cycle }: Settled): boolean {
  if (!mover.movable) return false;
  if (mover.waitsFor === null) return true;
  if (!bySubject.has(mover.waitsFor)) return false;
  // The last of a cycle waits for the member that steps aside; in a cycle that cannot be opened nobody moves.
  if (!settled.has(mover.waitsFor)) return stepAside.has(mover.waitsFor) && cycle.includes(mover);
  return !blocked.has(mover.waitsFor);
}

/** The name that an account has between two steps of a swap. It is passing: the run that gives it takes it away. */
export function temporaryName(account: number): string {
  return `user-sync-moving-${account}`;
}
