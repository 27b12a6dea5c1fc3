import { nameKey } from '../names.ts';
import type { Account } from '../people.ts';
import type { Situation } from './situation.ts';
import type { NameOwner, PersonView, RecordView } from './view.ts';

/** How a name that somebody else has and is about to give up is to be taken: see `planning/renames.ts`. */
export type MovingNames = 'given-up' | 'kept';

export interface MatchRules {
  readonly primaryAttribute: 'source-id' | 'username';
  readonly moving: MovingNames;
}

export interface Match {
  readonly situation: Situation;
  /** The account that the record leads to; null where there is none, or where it must not be touched. */
  readonly account: Account | null;
  /** Who stands in the way of the name. */
  readonly owner: NameOwner | null;
}

/** A record with a desired account, inside every filter. */
export type MatchableView = PersonView & {
  readonly record: RecordView & { desired: NonNullable<RecordView['desired']> };
};

/**
 * Finds the one situation of a record: by the link, then by the primary attribute, then by the name. Changes nothing and
 * knows nothing of what will be done about it.
 */
export function matchPerson(view: MatchableView, rules: MatchRules): Match {
  const owner = standingOwner(view.byName, rules.moving);
  if (view.linked !== null) return matchKnown(view, view.linked, 'linked', owner);
  if (view.byPrimary.count > 1) return { situation: 'ambiguous', account: view.byPrimary.account, owner: null };
  if (view.byPrimary.account !== null) {
    // The account that carries the id may be the very one that has the name.
    const other = owner?.account.number === view.byPrimary.account.number ? null : owner;
    return matchKnown(view, view.byPrimary.account, 'found', other);
  }
  if (owner !== null) return matchOwner(view, owner, rules);
  if (view.record.rival !== null) return { situation: 'duplicate-in-source', account: null, owner: null };
  return { situation: view.linkLost ? 'missing' : 'absent', account: null, owner: null };
}

/** An owner that is about to move away does not count, unless it was found that it cannot. */
function standingOwner(owner: NameOwner | null, moving: MovingNames): NameOwner | null {
  return owner?.link?.state === 'moving' && moving === 'given-up' ? null : owner;
}

function matchKnown(view: MatchableView, account: Account, situation: Situation, owner: NameOwner | null): Match {
  const renames = nameKey(view.record.desired.username) !== nameKey(account.username);
  if (renames && (owner !== null || view.record.rival !== null)) return { situation: 'name-taken', account, owner };
  return { situation, account, owner: null };
}

function matchOwner(view: MatchableView, owner: NameOwner, rules: MatchRules): Match {
  const { account, link } = owner;
  const conflict = (situation: Situation): Match => ({ situation, account: null, owner });
  if (link?.state === 'foreign') return conflict('other-connector');
  if (link?.state === 'moving') return conflict('name-taken');
  if (link?.state === 'present' || view.record.rival !== null) return conflict('duplicate-in-source');
  if (rules.primaryAttribute === 'username') return { situation: 'found', account, owner };
  return conflict(link === null ? 'unmanaged' : 'recreated');
}
