import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkConnector } from '../../src/app/config/index.ts';
import * as types from '../../src/app/registry.ts';
import { forgetSecrets, type SecretPlaces, sealSecrets, usersOfSecret, Vault } from '../../src/app/secrets/index.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';

let folder: { path: string; remove: () => Promise<void> };
let store: Store;
let places: SecretPlaces;

beforeEach(async () => {
  folder = await temporaryFolder();
  store = await sqliteStore(folder.path);
  const vault = new Vault(store.secrets, join(folder.path, 'secret.key'), () => 1_700_000_000_000);
  places = { types, vault, store: store.secrets };
});

afterEach(async () => {
  await store.close();
  await folder.remove();
});

function ldap(id: string, bindPassword: unknown) {
  const source = { type: 'ldap', url: 'ldaps://ldap.acme.test', bindDn: 'cn=x', bindPassword, userBase: 'dc=x' };
  return checkConnector({ id, source, target: { type: 'directory' } }, types);
}

const name = 'acme.source.bindPassword';
const saving = async <T>(config: T) => config;

test('a text becomes a stored secret with a name of its own, and nothing else changes', async () => {
  const config = await ldap('acme', 'hunter2');
  const { saved, replaced } = await sealSecrets(config, places, 'ada', saving);
  const options = { ...config.source.options, bindPassword: { secret: name } };
  expect(saved).toEqual({ ...config, source: { ...config.source, options } });
  expect(replaced).toEqual([]);
  expect(await places.vault.get(name)).toBe('hunter2');
  expect(await store.secrets.list()).toMatchObject([{ name, setBy: 'ada' }]);
});

test.each([{ env: 'ACME' }, { file: '/run/secrets/acme' }, { secret: 'shared' }])(
  'a reference such as %j stays as it is',
  async (reference) => {
    const config = await ldap('acme', reference);
    expect((await sealSecrets(config, places, 'ada', saving)).saved).toEqual(config);
    expect(await store.secrets.list()).toEqual([]);
  },
);

test('a new text replaces the old one; when it cannot be saved, the old one stays', async () => {
  await sealSecrets(await ldap('acme', 'one'), places, 'ada', saving);
  expect((await sealSecrets(await ldap('acme', 'two'), places, 'bob', saving)).replaced).toEqual([name]);
  // The same text again is nothing new: its age stays.
  expect((await sealSecrets(await ldap('acme', 'two'), places, 'eve', saving)).replaced).toEqual([]);
  expect(await places.vault.get(name)).toBe('two');
  const before = await store.secrets.list();
  expect(before).toMatchObject([{ name, setBy: 'bob' }]);
  const stale = () => Promise.reject(new Error('somebody else has changed it'));
  await expect(sealSecrets(await ldap('acme', 'three'), places, 'eve', stale)).rejects.toThrow(/somebody else/);
  await expect(sealSecrets(await ldap('other', 'three'), places, 'eve', stale)).rejects.toThrow(/somebody else/);
  expect(await store.secrets.list()).toEqual(before);
});

test('secrets of a connector that is gone are deleted, but not those that others use', async () => {
  const { saved: gone } = await sealSecrets(await ldap('acme', 'one'), places, 'ada', saving);
  const shared = await ldap('shared', { secret: name });
  expect(usersOfSecret(name, [gone, shared])).toEqual(['acme', 'shared']);
  await forgetSecrets(gone, [shared], store.secrets);
  expect(await store.secrets.list()).toHaveLength(1);
  await forgetSecrets(gone, [], store.secrets);
  expect(await store.secrets.list()).toEqual([]);
  await places.vault.set('acme-ldap', 'hunter2', null);
  await forgetSecrets(await ldap('acme', { secret: 'acme-ldap' }), [], store.secrets);
  expect(await store.secrets.list(), 'one that somebody named').toHaveLength(1);
});
