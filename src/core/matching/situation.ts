/** What matching found for one record. The words are the field's own (PingIDM, midPoint). */
export type Situation =
  | 'linked'
  | 'found'
  | 'absent'
  | 'missing'
  | 'source-missing'
  | 'filtered'
  | 'recreated'
  | 'duplicate-in-source'
  | 'unmanaged'
  | 'other-connector'
  | 'ambiguous'
  | 'name-taken'
  | 'protected';

/** What a run does about a situation. */
export type SituationAction =
  | 'update'
  | 'link'
  | 'create'
  | 'clean-up'
  /** Nothing is changed until a person decides. */
  | 'ask'
  /** The rest of the update goes on; the contested part waits for a person. */
  | 'update-and-ask';

export interface SituationRow {
  readonly action: SituationAction;
  /** What the situation means, for people. */
  readonly meaning: string;
  /** The repair that is proposed; only conflicts have one. */
  readonly proposal?: string;
}

/** The decision table. A situation with a proposal is a conflict: a person decides. */
export const decisionTable: { readonly [situation in Situation]: SituationRow } = {
  linked: { action: 'update', meaning: 'the link leads to an account' },
  found: { action: 'link', meaning: 'no link, but one account has the value of the primary attribute' },
  absent: { action: 'create', meaning: 'nobody has the id or the name' },
  missing: { action: 'create', meaning: 'the account that was linked is gone from the target' },
  'source-missing': { action: 'clean-up', meaning: 'the record is gone at the provider' },
  filtered: { action: 'clean-up', meaning: 'a rule leaves the record out' },
  recreated: {
    action: 'ask',
    meaning: 'the name belongs to an account whose id is gone at the provider',
    proposal: 'If it is the same person, relink: sync this user with the username as primary attribute.',
  },
  'duplicate-in-source': {
    action: 'ask',
    meaning: 'two records at the provider claim one name',
    proposal: 'Change the mapping of the username, or leave one of the records out.',
  },
  unmanaged: {
    action: 'ask',
    meaning: 'the name belongs to an account that no connector manages',
    proposal: 'If it is the same person, adopt the account: sync this user with the username as primary attribute.',
  },
  'other-connector': {
    action: 'ask',
    meaning: 'the name belongs to an account of another connector',
    proposal: 'Decide which connector manages this person, and leave the person out of the other one.',
  },
  ambiguous: {
    action: 'ask',
    meaning: 'several accounts fit',
    proposal: 'Remove the source id from the accounts that belong to somebody else.',
  },
  'name-taken': {
    action: 'update-and-ask',
    meaning: 'the new name belongs to another account, which keeps it',
    proposal: 'Rename or remove the other account, or change the name at the provider.',
  },
  protected: {
    action: 'ask',
    meaning: 'the account is on the protected list',
    proposal: 'Change the account by hand, or take it off guards.protected.',
  },
};

export function isConflict(situation: Situation): boolean {
  return decisionTable[situation].proposal !== undefined;
}
