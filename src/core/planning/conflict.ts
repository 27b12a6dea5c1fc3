import type { Match, MatchableView } from '../matching/match.ts';
import { decisionTable, type Situation } from '../matching/situation.ts';
import type { AccountState } from '../people.ts';
import { desiredState, sameValue } from './accounts.ts';
import type { ConflictEvidence } from './plan.ts';
import type { PlanPolicy } from './policy.ts';

/** Both sides of a conflict and what speaks for and against their being one person. */
export function conflictEvidence(view: MatchableView, match: Match): ConflictEvidence {
  const account = match.owner?.account ?? match.account;
  const link = match.owner?.link ?? null;
  const { agree, differ } = compare(view, account);
  return {
    kind: match.situation,
    account: account?.number ?? null,
    username: view.record.desired.username,
    linkedTo: link?.sourceId ?? null,
    goneSince: link?.goneSince ?? null,
    claimedBy: view.record.rival === null ? [] : [view.record.rival],
    agree,
    differ,
    proposal: decisionTable[match.situation].proposal ?? '',
  };
}

function compare(view: MatchableView, account: AccountState | null): { agree: string[]; differ: string[] } {
  const agree: string[] = [];
  const differ: string[] = [];
  if (account === null) return { agree, differ };
  const { desired } = view.record;
  for (const name of ['fullName', 'email', ...Object.keys(desired.attributes)]) {
    const same = sameText(desired, account, name);
    if (same !== undefined) (same ? agree : differ).push(name);
  }
  return { agree, differ };
}

/** Whether an attribute is equal on both sides; undefined where one of them has none. E-mail goes without case. */
function sameText(
  desired: MatchableView['record']['desired'],
  account: AccountState,
  name: string,
): boolean | undefined {
  const wanted = desiredState(desired, null, '', false);
  const one = attributeOf(wanted, name);
  const other = attributeOf(account, name);
  if (one === null || other === null) return undefined;
  if (name === 'email') return String(one).toLowerCase() === String(other).toLowerCase();
  return sameValue(one, other);
}

function attributeOf(account: AccountState, name: string) {
  if (name === 'email') return account.email;
  if (name === 'fullName') return account.fullName;
  return Object.hasOwn(account.attributes, name) ? (account.attributes[name] ?? null) : null;
}

/** The rule `relink-if-same`: the old id is proven gone and every named attribute is there and agrees. */
export function mayRelink(view: MatchableView, match: Match, policy: PlanPolicy): boolean {
  if (match.situation !== 'recreated' || policy.relinkIfSame === null || match.owner === null) return false;
  const { desired } = view.record;
  const { account } = match.owner;
  return (
    policy.relinkIfSame.length > 0 && policy.relinkIfSame.every((name) => sameText(desired, account, name) === true)
  );
}

/** The sentence for a conflict. Where an account has the name it is the one that administrators know. */
export function conflictMessage(view: MatchableView, match: Match): string {
  const account = match.owner?.account ?? null;
  if (account !== null) return existsAlready(view.sourceId, account.number);
  const { desired, rival } = view.record;
  if (match.situation === 'ambiguous') return `Several accounts carry the source id ${view.sourceId}.`;
  return `The username "${desired.username}" is claimed by two records of the source: ${view.sourceId} and ${rival}.`;
}

export function existsAlready(sourceId: string, account: number): string {
  return `ATTR_ID : ${sourceId} : ${account} exists already`;
}

export function reasonOf(situation: Situation): string {
  const { meaning } = decisionTable[situation];
  return `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
}
