import type { BadFile } from './table.ts';
import { fileWith, sourceWith } from './types.ts';

const reference =
  'Write { env: NAME } for an environment variable, { file: PATH } for a file that holds it, or { secret: NAME } for one ' +
  'that was stored with user-sync secret set';
const ldap = 'type: ldap, url: ldap://h, userBase: dc=x';

/** A connector, its source or its target is wrong. */
export const connectorProblems: readonly BadFile[] = [
  [
    'an unknown field',
    fileWith('gruops: {}'),
    '5:5: connectors[0].gruops: there is no field "gruops". Known fields are id, name, source, target, provisioning, groups, sync, guards; did you mean "groups"?',
  ],
  [
    'an unknown field inside',
    fileWith('sync:', '  cleanup: { graceDay: 3 }'),
    '6:18: connectors[0].sync.cleanup.graceDay: there is no field "graceDay". Known fields are action, removeGroups, graceDays; did you mean "graceDays"?',
  ],
  [
    'the name of a prototype',
    fileWith('__proto__: { id: x }'),
    '5:5: connectors[0].__proto__: there is no field "__proto__". Known fields are id, name, source, target, provisioning, groups, sync, guards.',
  ],
  [
    'nothing in a connector',
    'connectors:\n  - name: Acme\n',
    '2:5: connectors[0].id: is missing. Give it a short name of letters, digits and hyphens, such as "acme".',
    '2:5: connectors[0].source: is missing. Say where people come from, such as { type: file, path: /srv/export }.',
    '2:5: connectors[0].target: is missing. Say where accounts live, such as { type: directory }.',
  ],
  [
    'a number as id',
    fileWith().replace('acme', '123'),
    '2:5: connectors[0].id: is a number (123); a text is needed: put it in quotes.',
  ],
  [
    'an id with capitals',
    fileWith().replace('acme', 'Acme'),
    '2:5: connectors[0].id: is "Acme"; 1 to 63 lower-case letters, digits and hyphens are possible.',
  ],
  [
    'an id twice',
    `${fileWith()}${fileWith().replace('connectors:\n', '')}`,
    '5:5: connectors[1].id: "acme" is the id of connectors[0] too; every connector needs its own.',
  ],
  ['an empty name', fileWith('name: ""'), '5:5: connectors[0].name: is empty.'],

  [
    'an unknown source type',
    sourceWith('{ type: ldpa }'),
    '3:15: connectors[0].source.type: There is no source type "ldpa". There are: ldap, file.',
  ],
  [
    'an unknown target type',
    fileWith().replace('type: directory', 'type: jira'),
    '4:15: connectors[0].target.type: There is no target type "jira". There are: directory.',
  ],
  [
    'no type',
    sourceWith('{ path: /srv }'),
    '3:5: connectors[0].source.type: is missing. Name what this is, such as "type: ldap".',
  ],
  [
    'a source that is a text',
    sourceWith('file'),
    '3:5: connectors[0].source: is a text ("file"); a map of fields is needed',
  ],
  [
    'an option is missing',
    sourceWith('{ type: ldap, userBase: dc=x }'),
    '3:5: connectors[0].source.url: is missing. Give it: Address, such as ldaps://ldap.acme.test.',
  ],
  [
    'an option is empty',
    sourceWith('{ type: file, path: }'),
    '3:27: connectors[0].source.path: is empty; a text is needed.',
  ],
  [
    'an unknown option',
    sourceWith('{ type: file, path: /srv, seperator: "|" }'),
    '3:39: connectors[0].source.seperator: there is no field "seperator". Known fields are type, path, idColumn, groupsColumn, listColumns, separator, delimiter; did you mean "separator"?',
  ],
  [
    'a wrong scheme',
    sourceWith('{ type: ldap, url: https://h, userBase: dc=x }'),
    '3:27: connectors[0].source.url: begins with "https:"; an address that begins with ldap:// or ldaps:// is needed.',
  ],
  [
    'no address',
    sourceWith('{ type: ldap, url: h, userBase: dc=x }'),
    '3:27: connectors[0].source.url: is not an address; an address that begins with ldap:// or ldaps:// is needed.',
  ],
  [
    'a password in an address',
    sourceWith('{ type: ldap, url: "ldap://u:hunter2@h", userBase: dc=x }'),
    '3:27: connectors[0].source.url: has a user or a password in it; leave them out here and use the options that are made for them.',
  ],
  [
    'a number as text',
    sourceWith('{ type: file, path: 5 }'),
    '3:27: connectors[0].source.path: is a number (5); a text is needed: put it in quotes.',
  ],
  [
    'a text as number',
    sourceWith(`{ ${ldap}, pageSize: "5" }`),
    '3:58: connectors[0].source.pageSize: is a text ("5"); a number from 1 to 1000 is needed.',
  ],
  [
    'a number too large',
    sourceWith(`{ ${ldap}, pageSize: 5000 }`),
    '3:58: connectors[0].source.pageSize: is 5000; a number from 1 to 1000 is needed.',
  ],
  [
    'a text as flag',
    sourceWith(`{ ${ldap}, startTls: yes }`),
    '3:58: connectors[0].source.startTls: is a text ("yes"); true or false is needed, without quotes.',
  ],
  [
    'a wrong choice',
    sourceWith(`{ ${ldap}, vendor: genric }`),
    '3:58: connectors[0].source.vendor: is "genric"; it must be one of generic, ad; did you mean "generic"?',
  ],
  [
    'a text as list',
    sourceWith(`{ ${ldap}, attributes: cn }`),
    '3:58: connectors[0].source.attributes: is a text ("cn"); a list is needed, such as [cn].',
  ],
  [
    'options that do not go together',
    sourceWith(`{ ${ldap}, bindDn: cn=x }`),
    '3:5: connectors[0].source.bindPassword: is missing; a bind DN needs a password.',
  ],
  [
    'an option that the type finds wrong',
    sourceWith('{ type: file, path: /srv, delimiter: "" }'),
    '3:39: connectors[0].source.delimiter: is empty, a quote or a line break; give a character such as ",".',
  ],

  [
    'a stored secret with a name that there cannot be',
    sourceWith(`{ ${ldap}, bindPassword: { secret: "../acme" } }`),
    '3:74: connectors[0].source.bindPassword.secret: is not the name of a stored secret: letters, digits, ".", "_" and "-", such as acme.bindPassword.',
  ],
  [
    'a secret of the service itself',
    sourceWith(`{ ${ldap}, bindPassword: { secret: settings.oidc.clientSecret } }`),
    '3:74: connectors[0].source.bindPassword.secret: is not the name of a stored secret: letters, digits, ".", "_" and "-", such as acme.bindPassword.',
  ],
  [
    'a secret from two places',
    sourceWith(`{ ${ldap}, bindPassword: { env: A, file: /b } }`),
    '3:58: connectors[0].source.bindPassword: has both env and file; one of them is needed.',
  ],
  [
    'a secret from nowhere',
    sourceWith(`{ ${ldap}, bindPassword: {} }`),
    `3:58: connectors[0].source.bindPassword: is empty. ${reference}.`,
  ],
  [
    'a number as secret is not repeated',
    sourceWith(`{ ${ldap}, bindPassword: 7351 }`),
    `3:58: connectors[0].source.bindPassword: is no secret. ${reference}; a text must be in quotes.`,
  ],
  [
    'a secret that was not exported',
    sourceWith(`{ ${ldap}, bindPassword: "********" }`),
    `3:58: connectors[0].source.bindPassword: the secret was left out when this was exported; fill it in. ${reference}.`,
  ],
  [
    'a relative secret file',
    sourceWith(`{ ${ldap}, bindPassword: { file: secret.txt } }`),
    '3:74: connectors[0].source.bindPassword.file: "secret.txt" is a relative path; give the whole path, such as /run/secrets/acme-password.',
  ],
  [
    'a secret that is no variable',
    sourceWith(`{ ${ldap}, bindPassword: { env: "my secret" } }`),
    '3:74: connectors[0].source.bindPassword.env: is not the name of an environment variable: letters, digits and _, such as ACME_PASSWORD.',
  ],
];
