import type { AccountState } from '../../src/core/people.ts';
import type { PlannedChange } from '../../src/core/ports/target.ts';

export function account(username: string, changes: Partial<AccountState> = {}): AccountState {
  return {
    username,
    fullName: `The ${username}`,
    email: `${username}@conformance.test`,
    active: true,
    sourceId: `id-${username}`,
    attributes: { department: 'Research' },
    ...changes,
  };
}

/** What a change of a plan says when a test says nothing. */
export const blankChange: Omit<PlannedChange, 'seq' | 'action'> = {
  state: 'pending',
  status: 'UPDATED',
  subject: null,
  situation: 'linked',
  account: null,
  key: null,
  before: null,
  after: null,
  link: null,
  settles: null,
  addGroups: [],
  removeGroups: [],
  group: null,
  cleansUp: false,
  relinks: false,
  reason: 'conformance',
  message: '',
  conflict: null,
};
