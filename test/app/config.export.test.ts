import { expect, test } from 'vitest';
import { exportConnectors, readConnectorFile } from '../../src/app/config/index.ts';
import { types } from './bad-files/types.ts';

const read = (text: string) => readConnectorFile('acme.yaml', text, types);

const shortest = `connectors:
  - id: acme
    name: Acme people
    source:
      type: ldap
      url: ldap://127.0.0.1:3890
      bindDn: cn=admin,dc=acme,dc=test
      bindPassword: { env: ACME_LDAP_PASSWORD }
      userBase: ou=people,dc=acme,dc=test
    target:
      type: directory
      directory: main
    provisioning:
      primaryAttribute: username
      attributes:
        username:
          from: uid
          steps:
            - lower
            - { before: "@" }
        fullName: cn
        department:
          join: [ ou, l ]
          with: " / "
          ifNothing: keep
        email: null
      onConflict:
        relink-if-same: [ department ]
    groups:
      required: [ staff ]
    sync:
      cleanup:
        graceDays: 30
        action: keep
    guards:
      maxDisable: 10%
      maxDelete: 0
      maxRename:
        share: 12.5%
        atLeast: 3
`;

test('a file in its shortest form is exported as it is', async () => {
  const text = await exportConnectors(await read(shortest), types);
  const ordered = shortest.replace(
    '        graceDays: 30\n        action: keep\n',
    '        action: keep\n        graceDays: 30\n',
  );
  expect(text).toBe(ordered);
});

test('what is as without it is not exported', async () => {
  const longest = `connectors:
  - id: acme
    source: { type: file, path: /srv }
    target: { type: directory }
    provisioning:
      primaryAttribute: file_ID
      attributes: { username: username, fullName: { firstOf: [fullName, name] }, email: { from: email } }
      onConflict: ask
    groups: { required: [], include: ["*"], exclude: [], alwaysAssign: [], keepLocal: true, nested: flatten }
    sync: { cleanup: disable, schedule: { enabled: false, cron: "0 2 * * *", timeZone: UTC }, fullEveryHours: 24 }
    guards: { maxDelete: { share: "10%", atLeast: 5 }, maxRelink: "100%", minListing: "50%", protected: [admin] }
`;
  expect(await exportConnectors(await read(longest), types)).toBe(`connectors:
  - id: acme
    name: acme
    source:
      type: file
      path: /srv
    target:
      type: directory
`);
});

test('no connectors are an empty list', async () => {
  expect(await read(await exportConnectors([], types))).toEqual([]);
});

test('the text of a secret is not exported, and has to be filled in before the file is read again', async () => {
  const text = await exportConnectors(await read(shortest.replace('{ env: ACME_LDAP_PASSWORD }', 'hunter2')), types);
  expect(text).not.toContain('hunter2');
  await expect(read(text)).rejects.toThrow('the secret was left out when this was exported; fill it in.');
});
