import type { ConnectorTypes } from '../../../src/app/config/index.ts';
import { Failure } from '../../../src/core/errors.ts';
import type { SourceType } from '../../../src/core/ports/source.ts';
import type { TargetType } from '../../../src/core/ports/target.ts';
import { fileSource } from '../../../src/sources/file/index.ts';
import { directoryTarget } from '../../../src/targets/directory/index.ts';

/** A source with one option of every type, and a rule over two of them. It cannot be opened. */
export const ldapLike: SourceType = {
  type: 'ldap',
  label: 'LDAP',
  idAttribute: 'ldap_ID',
  capabilities: { delta: false, deltaDeletions: false, find: true, nestedGroups: true, authenticate: false },
  options: [
    {
      name: 'url',
      type: 'url',
      label: 'Address',
      help: '',
      required: true,
      schemes: ['ldap', 'ldaps'],
      example: 'ldaps://ldap.acme.test',
    },
    { name: 'bindDn', type: 'text', label: 'Bind DN', help: '' },
    { name: 'bindPassword', type: 'secret', label: 'Bind password', help: '' },
    { name: 'userBase', type: 'text', label: 'User base', help: '', required: true },
    { name: 'userFilter', type: 'text', label: 'User filter', help: '', default: '(objectClass=inetOrgPerson)' },
    { name: 'groupBase', type: 'text', label: 'Group base', help: '' },
    { name: 'groupFilter', type: 'text', label: 'Group filter', help: '', default: '(objectClass=groupOfNames)' },
    { name: 'pageSize', type: 'number', label: 'Page size', help: '', default: 500, min: 1, max: 1000 },
    { name: 'startTls', type: 'flag', label: 'StartTLS', help: '', default: false },
    { name: 'vendor', type: 'choice', label: 'Vendor', help: '', choices: ['generic', 'ad'], default: 'generic' },
    { name: 'attributes', type: 'list', label: 'Attributes', help: '', default: [] },
  ],
  setUp: [],
  preset: ({ vendor }) => ({
    username: { from: vendor === 'ad' ? 'sAMAccountName' : 'uid' },
    fullName: { firstOf: ['displayName', 'cn'] },
    email: { from: 'mail' },
    attributes: {},
  }),
  check: ({ bindDn, bindPassword }) =>
    bindDn !== undefined && bindPassword === undefined
      ? [{ option: 'bindPassword', message: 'is missing; a bind DN needs a password.' }]
      : [],
  open: () => {
    throw new Error('This source is never opened.');
  },
};

/** A target without groups in groups. */
const plainTarget: TargetType = {
  ...directoryTarget,
  type: 'plain',
  capabilities: { ...directoryTarget.capabilities, nestedGroups: false },
};

export const types: ConnectorTypes = {
  sourceType: async (type) => {
    if (type === 'file') return fileSource;
    if (type === 'ldap') return ldapLike;
    throw new Failure('configuration', `There is no source type "${type}".`, { remedy: 'There are: ldap, file.' });
  },
  targetType: async (type) => {
    if (type === 'directory') return directoryTarget;
    if (type === 'plain') return plainTarget;
    throw new Failure('configuration', `There is no target type "${type}".`, { remedy: 'There are: directory.' });
  },
};

/** A file with one connector; `lines` stand in the connector, from line 5 on. */
export function fileWith(...lines: readonly string[]): string {
  const head = [
    'connectors:',
    '  - id: acme',
    '    source: { type: file, path: /srv }',
    '    target: { type: directory }',
  ];
  return [...head, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/** A file whose only connector has this source. */
export function sourceWith(source: string): string {
  return `connectors:\n  - id: acme\n    source: ${source}\n    target: { type: directory }\n`;
}

/** A file whose only connector has these rules, on line 6. */
export function attributesWith(rules: string): string {
  return fileWith('provisioning:', `  attributes: ${rules}`);
}
