import type { SourceType } from '../../core/ports/source.ts';
import { checkPassword } from './authenticate.ts';
import { readChanges } from './changes.ts';
import { checkServer } from './checks.ts';
import { findUsers } from './find.ts';
import { checkLdapOptions } from './option-problems.ts';
import { ldapOptions } from './options.ts';
import { readEverything } from './read.ts';
import { Records } from './records.ts';
import { Sessions } from './sessions.ts';
import { ldapSettings } from './settings.ts';

/**
 * People and groups from a directory server that speaks LDAP. Memberships come from the groups, never from `memberOf`,
 * which servers keep only in part. People and groups go by their DNs, with memberUid people by their uid.
 */
export const ldapSource: SourceType = {
  type: 'ldap',
  label: 'LDAP (OpenLDAP, 389 Directory Server)',
  idAttribute: 'ldap_ID',
  capabilities: { delta: true, deltaDeletions: true, find: true, nestedGroups: true, authenticate: true },
  options: ldapOptions,
  setUp: [
    'Make an account for User Sync in the directory, such as cn=user-sync,ou=services,dc=acme,dc=test, with a long password.',
    'Let it read below the bases of people and groups: the attributes of the mapping, the id attribute (entryUUID, or nsUniqueId), objectClass, modifyTimestamp, and the members of groups.',
    'Lift the size limit for this account, or listings are cut short and no run goes on.',
    'On OpenLDAP let it also read contextCSN of the suffix entry: then a run without changes costs nearly nothing.',
    'Use ldaps://, or StartTLS, unless the server is on this machine.',
  ],
  preset: () => ({
    username: { from: 'uid' },
    fullName: { firstOf: ['displayName', 'cn'] },
    email: { from: 'mail' },
    attributes: {},
  }),
  check: checkLdapOptions,
  open: (options, attributes) => {
    const settings = ldapSettings(options);
    const records = new Records(settings, attributes);
    const sessions = new Sessions(settings.endpoint);
    return {
      read: (signal) => readEverything(sessions, settings, records, signal),
      changes: (cursor, signal) => readChanges(sessions, settings, records, cursor, signal),
      find: (query, signal) => findUsers(sessions, settings, records, query, signal),
      authenticate: (sourceId, password, signal) => checkPassword(sessions, settings, { sourceId, password }, signal),
      test: (signal) => checkServer(sessions, settings, records, attributes, signal),
      close: async () => sessions.close(),
    };
  },
};
