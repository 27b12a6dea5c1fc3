import { nameKey } from '../../core/names.ts';
import type { AccountState } from '../../core/people.ts';
import { sameAccount } from '../../core/planning/accounts.ts';
import { temporaryName } from '../../core/planning/renames.ts';
import type { Outcome, PlannedChange } from '../../core/ports/target.ts';
import type { BatchState } from './batch.ts';

/**
 * What may become of one change, given the directory as it stands at its turn. `write: false` with `done`: it has
 * happened already.
 */
export type Decision = { readonly write: boolean; readonly outcome: Outcome };

/** Compares "before" with what is there, and the wanted name with who has it; keeps the state up to date. */
export function decide(change: PlannedChange, state: BatchState): Decision {
  switch (change.action) {
    case 'create-group':
      return decideCreateGroup(change, state);
    case 'update-group':
      return decideUpdateGroup(change, state);
    case 'delete-group':
      return { write: state.groups.has(nameKey(change.group ?? '')), outcome: done(change) };
    case 'create':
      return decideCreate(change, state);
    case 'update':
      return decideUpdate(change, state);
    case 'delete':
      return decideDelete(change, state);
    case 'none':
      return { write: false, outcome: done(change) };
  }
}

function decideCreateGroup(change: PlannedChange, { groups }: BatchState): Decision {
  const name = change.group ?? '';
  if (groups.has(nameKey(name))) return { write: false, outcome: done(change) };
  // Its number is known once it is made; until then the others of the batch may count on it.
  groups.set(nameKey(name), { no: 0, name });
  return { write: true, outcome: done(change) };
}

function decideUpdateGroup(change: PlannedChange, state: BatchState): Decision {
  const key = nameKey(change.group ?? '');
  if (!state.groups.has(key)) return refuse(change, 'skipped', 'The group is gone since the plan was made.');
  const missing = missingGroup(change, state);
  if (missing !== undefined) return refuse(change, 'failed', missing);
  const above = state.above.get(key) ?? new Set();
  const added = change.addGroups.map(nameKey).filter((parent) => !above.has(parent));
  const removed = change.removeGroups.map(nameKey).filter((parent) => above.has(parent));
  for (const parent of removed) above.delete(parent);
  for (const parent of added) above.add(parent);
  return { write: added.length + removed.length > 0, outcome: done(change) };
}

const done = ({ seq }: PlannedChange): Outcome => ({ seq, result: 'done' });

function refuse({ seq }: PlannedChange, result: 'skipped' | 'failed', message: string): Decision {
  return { write: false, outcome: { seq, result, message } };
}

function decideCreate(change: PlannedChange, state: BatchState): Decision {
  const after = change.after as AccountState;
  const owner = state.owners.get(nameKey(after.username));
  if (owner !== undefined) {
    const existing = state.accounts.get(owner);
    // The answer to an earlier try was lost: it has happened.
    if (existing !== undefined && sameAccount(existing, after)) return { write: false, outcome: done(change) };
    return refuse(change, 'failed', taken(change, after, owner));
  }
  const missing = missingGroup(change, state);
  if (missing !== undefined) return refuse(change, 'failed', missing);
  // Its number is not known yet; that the name is taken is.
  state.owners.set(nameKey(after.username), 0);
  return { write: true, outcome: done(change) };
}

function decideUpdate(change: PlannedChange, state: BatchState): Decision {
  const number = change.account ?? 0;
  const before = change.before as AccountState;
  const after = change.after as AccountState;
  const current = state.accounts.get(number);
  if (current === undefined) return refuse(change, 'skipped', 'The account is gone since the plan was made.');
  // Half of a swap: the account stepped aside, as the plan says.
  const aside = { ...before, username: temporaryName(number) };
  if (!sameAccount(current, before) && !sameAccount(current, after) && !sameAccount(current, aside)) {
    return refuse(
      change,
      'skipped',
      'The account was changed since the plan was made; the next run looks at it again.',
    );
  }
  const owner = state.owners.get(nameKey(after.username));
  if (owner !== undefined && owner !== number) return refuse(change, 'failed', taken(change, after, owner));
  const missing = missingGroup(change, state);
  if (missing !== undefined) return refuse(change, 'failed', missing);
  state.owners.delete(nameKey(current.username));
  state.owners.set(nameKey(after.username), number);
  state.accounts.set(number, after);
  return { write: true, outcome: done(change) };
}

function decideDelete(change: PlannedChange, state: BatchState): Decision {
  const number = change.account ?? 0;
  const current = state.accounts.get(number);
  if (current === undefined) return { write: false, outcome: done(change) };
  if (!sameAccount(current, change.before as AccountState)) {
    return refuse(change, 'skipped', 'The account was changed since the plan was made, so it was not deleted.');
  }
  state.owners.delete(nameKey(current.username));
  state.accounts.delete(number);
  return { write: true, outcome: done(change) };
}

function taken(change: PlannedChange, after: AccountState, owner: number): string {
  const id = change.link ?? after.sourceId ?? after.username;
  return owner === 0
    ? `Another person of this run has the username "${after.username}".`
    : `ATTR_ID : ${id} : ${owner} exists already`;
}

function missingGroup(change: PlannedChange, state: BatchState): string | undefined {
  const missing = change.addGroups.find((group) => !state.groups.has(nameKey(group)));
  return missing === undefined ? undefined : `The group "${missing}" is gone since the plan was made.`;
}
