import type { ResultDocumentAnswer, RunAnswer } from '../../api/answers.ts';
import { counted } from '../../parts/numbers.ts';

interface Outcome {
  readonly ok: boolean;
  readonly title: string;
  readonly text: string;
}

/** What became of the person, as somebody would say it. */
export function outcomeWords(result: ResultDocumentAnswer, { simulated }: Pick<RunAnswer, 'simulated'>): Outcome {
  const name = nameOf(result);
  const { status, account, message, reason } = result;
  const was = simulated ? 'would be' : 'was';
  const number = account === null ? 'The account' : `Account ${account}`;
  const text = [relinked(result, number, simulated), groups(result, simulated), message].filter((part) => part !== '');
  const done = (title: string, fallback = reason): Outcome => {
    return { ok: true, title, text: text.length === 0 ? fallback : text.join(' ') };
  };
  switch (status) {
    case 'ADDED':
      return done(`${name} ${was} added.`, simulated || account === null ? reason : `${number} is new.`);
    case 'UPDATED':
      return done(`${name} ${was} updated.`);
    case 'ENABLED':
      return done(`${name} ${was} enabled.`);
    case 'DISABLED':
      return done(`${name} ${was} disabled.`);
    case 'DELETED':
      return done(`${name} ${was} deleted.`);
    case 'NOT_MODIFIED':
      return done(`Nothing to change: ${name} is as the provider has them.`);
    case 'FILTERED':
      return done(`${name} is left out by a rule.`);
    case 'FAILED':
      return { ok: false, title: `${name} could not be synced.`, text: message === '' ? reason : message };
    case 'SKIPPED':
      return { ok: false, title: `${name} was skipped.`, text: message === '' ? reason : message };
  }
}

function nameOf({ outputUser, existingUser, ATTR_NAME, ATTR_ID }: ResultDocumentAnswer): string {
  const names = [outputUser?.ATTR_FULLNAME, existingUser?.ATTR_FULLNAME, ATTR_NAME, ATTR_ID];
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? ATTR_ID;
}

/** The source id changes only where an account is given to another id. */
function relinked({ changes, status, ATTR_ID }: ResultDocumentAnswer, account: string, simulated: boolean): string {
  const link = changes.find(({ attribute }) => attribute.endsWith('_ID') && attribute !== 'ATTR_ID');
  if (link === undefined || status === 'ADDED') return '';
  return simulated
    ? `${account} would be kept, with its groups, and linked to the new id ${ATTR_ID}.`
    : `${account} is kept, with its groups; the new id ${ATTR_ID} is linked.`;
}

function groups({ groupsAdded, groupsRemoved }: ResultDocumentAnswer, simulated: boolean): string {
  const verb = simulated ? 'would be ' : '';
  const parts = [
    groupsAdded.length === 0 ? '' : `${counted(groupsAdded.length, 'group', 'groups')} ${verb}added`,
    groupsRemoved.length === 0 ? '' : `${counted(groupsRemoved.length, 'group', 'groups')} ${verb}taken away`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}
