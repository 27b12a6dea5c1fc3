import type { Situation } from '../matching/situation.ts';
import type { PersonView } from '../matching/view.ts';
import type { Account, AccountState } from '../people.ts';
import { anonymized, sameAccount } from './accounts.ts';
import { itemFor, protect, stateOf, type UnplacedItem } from './person.ts';
import type { PlanPolicy } from './policy.ts';

/**
 * What is to be done about the account of a person who is gone, filtered or outside; null when nothing is, or not yet.
 * Accounts in an open conflict must not come here at all.
 */
export function decideAbsent(view: PersonView, policy: PlanPolicy): UnplacedItem | null {
  const account = view.linked;
  if (account === null || policy.cleanup.action === 'keep') return null;
  const situation = view.record === null ? 'source-missing' : 'filtered';
  if (view.goneSince !== null && policy.now - view.goneSince < policy.cleanup.graceMs) return null;
  const item = cleanUp(view, account, situation, policy);
  const allowed = protect(item, policy);
  // Where nothing would change there is nothing to ask.
  return allowed !== item && item.status === null ? null : allowed;
}

function cleanUp(view: PersonView, account: Account, situation: Situation, policy: PlanPolicy): UnplacedItem {
  const before = stateOf(account);
  const common = {
    subject: view.subject,
    situation,
    account: account.number,
    before,
    state: 'pending' as const,
    cleansUp: true,
    reason: view.record === null ? 'The record is gone at the provider.' : (view.record.problem ?? outside),
  };
  const refused = unsupported(policy);
  if (refused !== null)
    return itemFor({ ...common, state: 'none', cleansUp: false, status: 'FAILED', message: refused });
  if (policy.cleanup.action === 'delete') return itemFor({ ...common, action: 'delete', status: 'DELETED' });
  const after =
    policy.cleanup.action === 'anonymize' ? anonymized(before, account.number) : { ...before, active: false };
  const removeGroups = view.removeGroups;
  const changes = !sameAccount(before, after) || removeGroups.length > 0;
  return itemFor({
    ...common,
    action: 'update',
    // An account that is as clean-up would leave it is marked and not mentioned.
    status: changes ? cleanUpStatus(before, after) : null,
    after,
    removeGroups,
    message: changes && policy.cleanup.action === 'anonymize' ? 'Anonymized.' : '',
  });
}

const outside = 'The person is in none of the required groups.';

function cleanUpStatus(before: AccountState, after: AccountState): 'DISABLED' | 'UPDATED' {
  return before.active && !after.active ? 'DISABLED' : 'UPDATED';
}

function unsupported({ cleanup, capabilities }: PlanPolicy): string | null {
  if (cleanup.action === 'delete' && !capabilities.delete) return 'The target cannot delete accounts.';
  if (cleanup.action === 'disable' && !capabilities.disable) return 'The target cannot disable accounts.';
  return null;
}
