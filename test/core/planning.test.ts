import { describe, expect, test } from 'vitest';
import type { PersonView } from '../../src/core/matching/view.ts';
import { decideAbsent } from '../../src/core/planning/cleanup.ts';
import { decidePresent } from '../../src/core/planning/person.ts';
import type { PlanItem } from '../../src/core/planning/plan.ts';
import type { PlanPolicy } from '../../src/core/planning/policy.ts';
import { account, owner, policy, record, view } from './views.ts';

const cannot = (what: 'rename' | 'disable' | 'delete') => ({
  capabilities: { ...policy().capabilities, [what]: false },
});

describe('who is at the source', () => {
  const other = record({ desired: { username: 'anna', fullName: 'Anna B', attributes: {} } });
  const off = record({ desired: { username: 'anna', active: false, attributes: {} } });
  const renamed = record({ desired: { username: 'anne', fullName: 'Anna B', attributes: {} } });

  test.each<[string, Partial<PersonView>, Partial<PlanPolicy>, Partial<PlanItem>]>([
    ['a joiner', {}, {}, { action: 'create', status: 'ADDED', link: 'id-1', settles: 'hash' }],
    ['the account was gone', { linkLost: true }, {}, { action: 'create', status: 'ADDED', situation: 'missing' }],
    ['as it should be', { linked: account() }, {}, { action: 'none', status: 'NOT_MODIFIED' }],
    ['a value differs', { linked: account(), record: other }, {}, { action: 'update', status: 'UPDATED' }],
    ['a group is missing', { linked: account(), addGroups: ['g'] }, {}, { action: 'update', addGroups: ['g'] }],
    ['a group is too many', { linked: account(), removeGroups: ['g'] }, {}, { action: 'update', removeGroups: ['g'] }],
    ['switched off', { linked: account(), record: off }, {}, { action: 'update', status: 'DISABLED', cleansUp: false }],
    [
      'back after clean-up',
      { linked: account({ active: false }), cleanedUp: true },
      {},
      { action: 'update', status: 'ENABLED', message: 'The person is back.' },
    ],
    ['disabled by hand', { linked: account({ active: false }) }, {}, { action: 'none', status: 'NOT_MODIFIED' }],
    [
      'failed in the mapping',
      { linked: account(), record: record({ disposition: 'failed', problem: 'No name.', desired: null }) },
      {},
      { action: 'none', status: 'FAILED', message: 'No name.', account: 1 },
    ],
    [
      'filtered by a rule',
      { record: record({ disposition: 'filtered', problem: 'Left out.', desired: null }) },
      {},
      { action: 'none', status: 'FILTERED', message: 'Left out.', situation: 'filtered' },
    ],
    ['outside', { record: record({ outside: true }) }, {}, { action: 'none', status: 'FILTERED' }],
    [
      'the name is taken: the rest goes on',
      { linked: account(), record: renamed, byName: owner('present') },
      {},
      { action: 'update', status: 'FAILED', settles: null, message: 'ATTR_ID : id-1 : 2 exists already' },
    ],
    [
      'the target cannot rename: the rest goes on',
      { linked: account(), record: renamed },
      cannot('rename'),
      { action: 'update', status: 'FAILED', settles: null, message: 'The target cannot rename accounts.' },
    ],
    [
      're-created: asked',
      { byName: owner('gone') },
      {},
      { action: 'none', status: 'FAILED', account: 2, relinks: false, situation: 'recreated' },
    ],
    [
      're-created: relinked, the addresses agree',
      { byName: owner('gone') },
      { relinkIfSame: ['email'] },
      { action: 'update', account: 2, relinks: true, link: 'id-1' },
    ],
    [
      're-created: asked, the addresses differ',
      { byName: owner('gone', { email: 'other@acme.test' }) },
      { relinkIfSame: ['email'] },
      { action: 'none', status: 'FAILED' },
    ],
    [
      're-created: asked, nothing is agreed on',
      { byName: owner('gone') },
      { relinkIfSame: [] },
      { action: 'none', status: 'FAILED' },
    ],
    ['unmanaged is never relinked', { byName: owner('unmanaged') }, { relinkIfSame: ['email'] }, { action: 'none' }],
    [
      'adopted by username',
      { byName: owner('unmanaged') },
      { primaryAttribute: 'username' },
      { action: 'update', account: 2, relinks: false, link: 'id-1' },
    ],
  ])('%s', (_, person, rules, expected) => {
    const item = decidePresent(view(person), policy(rules));
    expect(item).toMatchObject(expected);
    expect(item.state).toBe(item.action === 'none' ? 'none' : 'pending');
  });

  test.each<[string, Partial<PersonView>]>([
    ['create', { record: record({ desired: { username: 'Root', attributes: {} } }) }],
    ['rename into', { linked: account(), record: record({ desired: { username: 'ROOT', attributes: {} } }) }],
    ['rename away', { linked: account({ username: 'root' }) }],
    [
      'groups',
      {
        linked: account({ username: 'root' }),
        record: record({ desired: { username: 'root', attributes: {} } }),
        addGroups: ['g'],
      },
    ],
  ])('protected: %s', (_, person) => {
    const item = decidePresent(view(person), policy());
    expect(item).toMatchObject({ action: 'none', state: 'none', status: 'FAILED', situation: 'protected', link: null });
    expect(item.conflict).toMatchObject({ kind: 'protected', proposal: expect.stringContaining('guards.protected') });
    expect(item).toMatchObject({ addGroups: [], removeGroups: [], after: null });
  });
});

describe('who is gone', () => {
  const gone = { record: null, linked: account(), goneSince: 900 };

  test.each<[string, Partial<PersonView>, Partial<PlanPolicy>, Partial<PlanItem> | null]>([
    ['disable', {}, {}, { action: 'update', status: 'DISABLED', after: { ...bare(), active: false } }],
    ['disable, with groups', { removeGroups: ['g'] }, {}, { status: 'DISABLED', removeGroups: ['g'] }],
    ['disable who is disabled', { linked: account({ active: false }) }, {}, { action: 'update', status: null }],
    [
      'disable who is disabled, with groups',
      { linked: account({ active: false }), removeGroups: ['g'] },
      {},
      { action: 'update', status: 'UPDATED' },
    ],
    ['delete', {}, { cleanup: { action: 'delete', graceMs: 0 } }, { action: 'delete', status: 'DELETED', after: null }],
    [
      'anonymize',
      {},
      { cleanup: { action: 'anonymize', graceMs: 0 } },
      { action: 'update', status: 'DISABLED', message: 'Anonymized.', after: { ...bare(), ...nobody } },
    ],
    ['keep', {}, { cleanup: { action: 'keep', graceMs: 0 } }, null],
    ['no account', { linked: null }, {}, null],
    ['within the grace', {}, { cleanup: { action: 'disable', graceMs: 101 } }, null],
    ['at the end of the grace', {}, { cleanup: { action: 'disable', graceMs: 100 } }, { status: 'DISABLED' }],
    ['protected', { linked: account({ username: 'Root' }) }, {}, { action: 'none', situation: 'protected' }],
    [
      'protected, to be deleted',
      { linked: account({ username: 'root' }) },
      { cleanup: { action: 'delete', graceMs: 0 } },
      { action: 'none', status: 'FAILED', message: '"root" is protected: clean-up of the account was not done.' },
    ],
    ['the target cannot disable', {}, cannot('disable'), { action: 'none', status: 'FAILED', cleansUp: false }],
    [
      'the target cannot delete',
      {},
      { ...cannot('delete'), cleanup: { action: 'delete', graceMs: 0 } },
      { action: 'none', status: 'FAILED', message: 'The target cannot delete accounts.' },
    ],
    [
      'filtered',
      { record: record({ disposition: 'filtered', problem: 'Left out.' }), goneSince: null },
      {},
      { action: 'update', status: 'DISABLED', situation: 'filtered', reason: 'Left out.' },
    ],
    [
      'outside',
      { record: record({ outside: true }), goneSince: null },
      {},
      { status: 'DISABLED', situation: 'filtered', reason: 'The person is in none of the required groups.' },
    ],
  ])('%s', (_, person, rules, expected) => {
    const item = decideAbsent(view({ ...gone, ...person }), policy(rules));
    if (expected === null) expect(item).toBeNull();
    else expect(item).toMatchObject(expected);
    if (item !== null && item.action !== 'none') {
      expect(item).toMatchObject({ cleansUp: true, state: 'pending', account: 1, link: null });
    }
  });

  test('protected: an account that is as clean-up would leave it is not mentioned', () => {
    const person = view({ ...gone, linked: account({ username: 'root', active: false }) });
    expect(decideAbsent(person, policy())?.status ?? null).toBeNull();
  });
});

const nobody = { username: 'former-user-1', fullName: 'Former user 1', email: null, active: false };

function bare() {
  const { number: _number, key: _key, ...state } = account();
  return state;
}
