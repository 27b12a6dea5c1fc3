import { expect, test } from 'vitest';
import { checkConnector, diffConnector } from '../../src/app/config/index.ts';
import { types } from './bad-files/types.ts';

const source = { type: 'ldap', url: 'ldap://h', userBase: 'dc=x' };
const connector = (changes: object = {}) =>
  checkConnector({ id: 'acme', source, target: { type: 'directory' }, ...changes }, types);

async function changes(before: object, after: object) {
  const found = await diffConnector(await connector(before), await connector(after), types);
  return found.map(({ field, before, after }) => `${field}: ${before} -> ${after}`);
}

test('equal connectors do not differ, however they are written', async () => {
  expect(await changes({}, { sync: { cleanup: 'disable' }, guards: { minListing: '50%' } })).toEqual([]);
});

test('what differs is said in the words of the file', async () => {
  const after = {
    name: 'People',
    source: { ...source, pageSize: 100, attributes: ['cn'] },
    provisioning: {
      primaryAttribute: 'username',
      attributes: { username: { from: 'uid', steps: ['lower'] }, email: null, room: 'roomNumber' },
      onConflict: { 'relink-if-same': ['room'] },
    },
    groups: { required: ['staff'] },
    sync: { cleanup: 'keep', schedule: { enabled: true } },
    guards: { maxDelete: 0, maxDisable: '10%' },
  };
  expect(await changes({}, after)).toEqual([
    'name: acme -> People',
    'provisioning.primaryAttribute: ldap_ID -> username',
    'provisioning.attributes.username: uid -> {"from":"uid","steps":["lower"]}',
    'provisioning.attributes.email: mail -> null',
    'provisioning.onConflict: ask -> {"relink-if-same":["room"]}',
    'groups.required: [] -> ["staff"]',
    'sync.cleanup.action: disable -> keep',
    'sync.schedule.enabled: false -> true',
    'guards.maxDisable: {"share":"10%","atLeast":5} -> 10%',
    'guards.maxDelete: {"share":"10%","atLeast":5} -> 0',
    'source.pageSize: null -> 100',
    'source.attributes: null -> ["cn"]',
    'provisioning.attributes.room: null -> roomNumber',
  ]);
});

test('a secret that changed is told, and not shown', async () => {
  const before = { source: { ...source, bindPassword: 'hunter2' } };
  expect(await changes(before, { source: { ...source, bindPassword: 'hunter3' } })).toEqual([
    'source.bindPassword: ******** -> ********',
  ]);
  expect(await changes(before, { source: { ...source, bindPassword: { env: 'ACME' } } })).toEqual([
    'source.bindPassword: ******** -> {"env":"ACME"}',
  ]);
});
