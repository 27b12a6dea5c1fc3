import type { SourceType } from '../../core/ports/source.ts';
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
  capabilities: { delta: true, deltaDeletions: true, find: true, nestedGroups: true },
  options: ldapOptions,
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
      test: (signal) => checkServer(sessions, settings, records, attributes, signal),
      close: async () => sessions.close(),
    };
  },
};
