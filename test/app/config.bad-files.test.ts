import { expect, test } from 'vitest';
import { readConnectorFile } from '../../src/app/config/index.ts';
import { connectorProblems } from './bad-files/connector.ts';
import { fileProblems } from './bad-files/file.ts';
import { provisioningProblems } from './bad-files/provisioning.ts';
import { settingsProblems } from './bad-files/settings.ts';
import { fileWith, sourceWith, types } from './bad-files/types.ts';

async function refusal(text: string): Promise<string> {
  const error: unknown = await readConnectorFile('acme.yaml', text, types).then(
    () => new Error('The file was accepted.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'Failure', kind: 'configuration' });
  return (error as Error).message;
}

const ldap = 'type: ldap, url: ldap://h, userBase: dc=x';

test.each([...fileProblems, ...connectorProblems, ...provisioningProblems, ...settingsProblems])(
  '%s',
  async (_name, text, ...lines) => {
    expect(await refusal(text)).toBe(lines.map((line) => `acme.yaml:${line}`).join('\n'));
  },
);

test('every problem of a file is told, in the order of the lines', async () => {
  const text = fileWith('name: 5', 'guards: { maxDelete: x }', 'groups: { keepLocal: 1 }').replace('id: acme', 'id: A');
  const lines = (await refusal(text)).split('\n').map((line) => line.split(': ', 2).join(': '));
  expect(lines).toEqual([
    'acme.yaml:2:5: connectors[0].id',
    'acme.yaml:5:5: connectors[0].name',
    'acme.yaml:6:15: connectors[0].guards.maxDelete',
    'acme.yaml:7:15: connectors[0].groups.keepLocal',
  ]);
});

test('a flood of problems is counted, not printed', async () => {
  const message = await refusal(`connectors: [${'x, '.repeat(300)}]`);
  expect(message.split('\n')).toHaveLength(101);
  expect(message).toMatch(/… and 200 more problems\.$/);
});

test.each([
  ['a syntax error beside it', `{ ${ldap}, bindPassword: "hunter2"hunter2 }`],
  ['not closed', `{ ${ldap}, bindPassword: "hunter2 }`],
  ['a reserved character', `{ ${ldap}, bindPassword: @hunter2 }`],
  ['an alias', `{ ${ldap}, bindPassword: { pasword: hunter2 } }`],
  ['in the wrong form', `{ ${ldap}, bindPassword: [hunter2] }`],
  ['as a named one', `{ ${ldap}, bindPassword: { secret: "hunter2 !" } }`],
  ['in an address', '{ type: ldap, url: "ldap:// u:hunter2@", userBase: dc=x }'],
])('a secret is not repeated: %s', async (_name, source) => {
  expect(await refusal(sourceWith(source))).not.toContain('hunter2');
});
