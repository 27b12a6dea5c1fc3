import { type Match, type MatchableView, type MovingNames, matchPerson } from '../matching/match.ts';
import { decisionTable } from '../matching/situation.ts';
import type { PersonView } from '../matching/view.ts';
import { nameKey } from '../names.ts';
import type { Account, AccountState } from '../people.ts';
import type { ResultStatus } from '../runs.ts';
import { desiredState, sameAccount } from './accounts.ts';
import { conflictEvidence, conflictMessage, mayRelink, reasonOf } from './conflict.ts';
import type { PlanItem } from './plan.ts';
import type { PlanPolicy } from './policy.ts';

/** A line of a plan that has not found its place in the order yet. */
export type UnplacedItem = Omit<PlanItem, 'seq'>;

const blank: UnplacedItem = {
  action: 'none',
  state: 'none',
  status: 'NOT_MODIFIED',
  subject: null,
  situation: null,
  account: null,
  before: null,
  after: null,
  link: null,
  settles: null,
  addGroups: [],
  removeGroups: [],
  group: null,
  cleansUp: false,
  relinks: false,
  reason: '',
  message: '',
  conflict: null,
};

export function itemFor(values: Partial<UnplacedItem>): UnplacedItem {
  return { ...blank, ...values };
}

/** What is to be done about a person who is at the source. Always one item; it may say that nothing is. */
export function decidePresent(view: PersonView, policy: PlanPolicy, moving: MovingNames = 'given-up'): UnplacedItem {
  const { record, subject } = view;
  if (record?.disposition === 'failed') {
    const account = view.linked?.number ?? null;
    return itemFor({ subject, account, before: view.linked, status: 'FAILED', message: record.problem ?? '' });
  }
  if (record === null || record.desired === null || record.disposition === 'filtered' || record.outside) {
    const message = record?.problem ?? 'The person is in none of the required groups.';
    return itemFor({ subject, situation: 'filtered', status: 'FILTERED', message });
  }
  const matchable = view as MatchableView;
  const match = matchPerson(matchable, { primaryAttribute: policy.primaryAttribute, moving });
  if (mayRelink(matchable, match, policy) && match.owner !== null) {
    const { account } = match.owner;
    return protect(
      update(matchable, { ...match, account }, policy, 'the agreed attributes are equal on both sides'),
      policy,
    );
  }
  switch (decisionTable[match.situation].action) {
    case 'create':
      return protect(create(matchable, match), policy);
    case 'update':
      return protect(update(matchable, match, policy, ''), policy);
    case 'link':
      return protect(update(matchable, match, policy, 'matched by the primary attribute'), policy);
    case 'update-and-ask':
      return protect(match.account === null ? ask(matchable, match) : updateAndAsk(matchable, match, policy), policy);
    case 'ask':
    case 'clean-up':
      return ask(matchable, match);
  }
}

function create(view: MatchableView, { situation }: Match): UnplacedItem {
  const after = desiredState(view.record.desired, null, view.sourceId, false);
  return itemFor({
    subject: view.subject,
    situation,
    action: 'create',
    state: 'pending',
    status: 'ADDED',
    after,
    link: view.sourceId,
    settles: view.record.desiredHash,
    addGroups: view.addGroups,
    reason:
      situation === 'missing' ? 'The account was gone from the target, so it is created again.' : reasonOf(situation),
    message: situation === 'missing' ? 'The account was gone from the target and was created again.' : '',
  });
}

function update(view: MatchableView, match: Match, policy: PlanPolicy, why: string): UnplacedItem {
  const account = match.account as Account;
  const before = stateOf(account);
  const comesBack = view.cleanedUp || (match.owner?.link?.cleanedUp ?? false);
  const wanted = desiredState(view.record.desired, before, view.sourceId, comesBack);
  const renameRefused = wanted.username !== before.username && !policy.capabilities.rename;
  const after = renameRefused ? { ...wanted, username: before.username } : wanted;
  const links = view.linked === null;
  const relinks = links && match.owner !== null && match.owner.link !== null;
  const changed = links || view.cleanedUp || !sameAccount(before, after) || hasGroupChanges(view);
  const common = { subject: view.subject, situation: match.situation, account: account.number, before };
  if (!changed) return itemFor(common);
  return itemFor({
    ...common,
    action: 'update',
    state: 'pending',
    status: renameRefused ? 'FAILED' : statusOf(before, after),
    after,
    link: view.sourceId,
    settles: renameRefused ? null : view.record.desiredHash,
    addGroups: view.addGroups,
    removeGroups: view.removeGroups,
    relinks,
    reason: why === '' ? reasonOf(match.situation) : `${reasonOf(match.situation)} ${capital(why)}.`,
    message: renameRefused ? 'The target cannot rename accounts.' : updateMessage(view, account, links, relinks),
  });
}

function updateMessage(view: MatchableView, account: Account, links: boolean, relinks: boolean): string {
  if (relinks) return `Relinked: account ${account.number} now belongs to ${view.sourceId}.`;
  if (links) return `Account ${account.number} is now linked to ${view.sourceId}.`;
  return view.cleanedUp ? 'The person is back.' : '';
}

/** The name stays as it is and waits for a decision; everything else is brought up to date. */
function updateAndAsk(view: MatchableView, match: Match, policy: PlanPolicy): UnplacedItem {
  const username = match.account?.username ?? view.record.desired.username;
  const desired = { ...view.record.desired, username };
  const rest = update({ ...view, record: { ...view.record, desired } }, { ...match, owner: null }, policy, '');
  return {
    ...rest,
    status: 'FAILED',
    settles: null,
    message: conflictMessage(view, match),
    conflict: conflictEvidence(view, match),
  };
}

function ask(view: MatchableView, match: Match): UnplacedItem {
  const account = match.owner?.account ?? match.account;
  return itemFor({
    subject: view.subject,
    situation: match.situation,
    status: 'FAILED',
    account: account?.number ?? null,
    before: account === null ? null : stateOf(account),
    reason: reasonOf(match.situation),
    message: conflictMessage(view, match),
    conflict: conflictEvidence(view, match),
  });
}

/** Nothing touches a protected account, and nobody becomes one. */
export function protect(item: UnplacedItem, policy: PlanPolicy): UnplacedItem {
  const names = [item.before?.username, item.after?.username].flatMap((name) => name ?? []);
  const name = names.find((candidate) => policy.protectedNames.includes(nameKey(candidate)));
  if (item.action === 'none' || name === undefined) return item;
  const { subject, account, before } = item;
  const message = `"${name}" is protected: ${describeAction(item)} was not done.`;
  return itemFor({
    subject,
    account,
    before,
    situation: 'protected',
    status: 'FAILED',
    reason: reasonOf('protected'),
    message,
    conflict: {
      kind: 'protected',
      account,
      username: name,
      linkedTo: before?.sourceId ?? null,
      goneSince: null,
      claimedBy: [],
      agree: [],
      differ: [],
      proposal: decisionTable.protected.proposal ?? '',
    },
  });
}

function describeAction({ action, cleansUp }: UnplacedItem): string {
  if (cleansUp) return 'clean-up of the account';
  return action === 'create' ? 'creating the account' : 'the change of the account';
}

export function stateOf({ username, fullName, email, active, sourceId, attributes }: AccountState): AccountState {
  return { username, fullName, email, active, sourceId, attributes };
}

function statusOf(before: AccountState, after: AccountState): ResultStatus {
  if (before.active === after.active) return 'UPDATED';
  return after.active ? 'ENABLED' : 'DISABLED';
}

function hasGroupChanges(view: PersonView): boolean {
  return view.addGroups.length + view.removeGroups.length > 0;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
