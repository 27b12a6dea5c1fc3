import type { NameOwner, PersonView, RecordView } from '../../src/core/matching/view.ts';
import type { Account } from '../../src/core/people.ts';
import type { PlanPolicy } from '../../src/core/planning/policy.ts';

/** Anna, account 1, as everything in the tables of the core starts out. */
export function account(changes: Partial<Account> = {}): Account {
  return {
    number: 1,
    key: 'key-1',
    username: 'anna',
    fullName: 'Anna',
    email: 'anna@acme.test',
    active: true,
    sourceId: 'id-1',
    attributes: {},
    ...changes,
  };
}

export function record(changes: Partial<RecordView> = {}): RecordView {
  return {
    disposition: 'mapped',
    problem: null,
    desired: { username: 'anna', fullName: 'Anna', email: 'anna@acme.test', attributes: {} },
    desiredHash: 'hash',
    outside: false,
    rival: null,
    ...changes,
  };
}

/** A record that nothing is known about in the target. */
export function view(changes: Partial<PersonView> = {}): PersonView {
  return {
    subject: 11,
    sourceId: 'id-1',
    record: record(),
    linked: null,
    linkLost: false,
    appliedHash: null,
    cleanedUp: false,
    goneSince: null,
    byPrimary: { count: 0, account: null },
    byName: null,
    addGroups: [],
    removeGroups: [],
    ...changes,
  };
}

type Link = NonNullable<NameOwner['link']>;

/** Account 2 has the name. */
export function owner(state: Link['state'] | 'unmanaged', changes: Partial<Account> = {}): NameOwner {
  const link: Link = {
    connector: state === 'foreign' ? 'other' : 'acme',
    subject: state === 'foreign' ? null : 12,
    sourceId: 'id-2',
    state,
    goneSince: state === 'gone' ? 5 : null,
  } as Link;
  return {
    account: account({ number: 2, key: 'key-2', sourceId: 'id-2', ...changes }),
    link: state === 'unmanaged' ? null : link,
  };
}

export function policy(changes: Partial<PlanPolicy> = {}): PlanPolicy {
  return {
    idAttribute: 'memory_ID',
    primaryAttribute: 'source-id',
    relinkIfSame: null,
    cleanup: { action: 'disable', graceMs: 0 },
    protectedNames: ['root'],
    capabilities: {
      transactional: true,
      rename: true,
      disable: true,
      delete: true,
      groupCreate: true,
      groupDelete: true,
      nestedGroups: true,
      batchSize: 100,
    },
    now: 1_000,
    ...changes,
  };
}
