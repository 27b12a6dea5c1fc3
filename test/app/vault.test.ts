import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rotateKey, Vault } from '../../src/app/secrets/index.ts';
import { createKeyFile, newKey, readKeyFile, replaceKeyFile } from '../../src/app/secrets/key-file.ts';
import { seal, unseal } from '../../src/app/secrets/seal.ts';
import type { SecretStore, Store } from '../../src/core/ports/store/index.ts';
import { expectFailure } from '../conformance/failures.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';

let folder: { path: string; remove: () => Promise<void> };
let store: Store;
let vault: Vault;
let file: string;
const clock = () => 1_700_000_000_000;
const process = { name: 'test:1:1', mayLive: () => false };

beforeEach(async () => {
  folder = await temporaryFolder();
  store = await sqliteStore(folder.path);
  file = join(folder.path, 'secret.key');
  vault = new Vault(store.secrets, file, clock);
});

afterEach(async () => {
  await store.close();
  await folder.remove();
});

/** As another process would see it. */
const another = (secrets: SecretStore = store.secrets) => new Vault(secrets, file, clock);

describe('sealing', () => {
  const key = newKey();
  const sealed = seal(key, 'secret:a:text', 'hunter2');

  test('what is sealed is opened with its key at its place', () => {
    expect(unseal(key, 'secret:a:text', sealed)).toBe('hunter2');
    expect(seal(key, 'secret:a:text', 'hunter2')).not.toBe(sealed);
    expect(sealed).toContain(key.id);
    expect(sealed).not.toContain('hunter2');
  });

  test('not with another key, not in the place of another secret, and not when a bit of it is another', () => {
    expect(unseal({ ...newKey(), id: key.id }, 'secret:a:text', sealed)).toBeUndefined();
    expect(unseal(key, 'secret:b:text', sealed)).toBeUndefined();
    const parts = sealed.split('.');
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes).fill((bytes[at] ?? 0) ^ 1, at, at + 1);
        const whole = parts.with(index, changed.toString('base64url')).join('.');
        expect(unseal(key, 'secret:a:text', whole)).toBeUndefined();
      }
    }
    for (const nothing of ['', 'v1', 'v1.x.y', 'v1.x..', `${sealed}.more`.slice(3)]) {
      expect(unseal(key, 'secret:a:text', nothing)).toBeUndefined();
    }
  });
});

test('the key is made when it is first needed, for its owner alone, and stays', async () => {
  await vault.set('acme', 'hunter2', 'ada');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file, 'utf8');
  expect(before).toMatch(/^# The keys/);
  await another().set('other', 'hunter3', null);
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(await another().get('acme')).toBe('hunter2');
  expect(JSON.stringify(await store.secrets.list())).not.toMatch(/hunter/);
});

test('of many who make the first key at once one does, and all seal with it', async () => {
  await Promise.all(Array.from({ length: 6 }, (_, index) => another().set(`s${index}`, `text ${index}`, null)));
  for (let index = 0; index < 6; index += 1) expect(await vault.get(`s${index}`)).toBe(`text ${index}`);
  expect(await store.secrets.keys()).toHaveLength(1);
});

describe('what is wrong is said, with what to do', () => {
  test('a secret that there is not', async () => {
    const { sentence } = await expectFailure('configuration', () => vault.get('acme'));
    expect(sentence).toBe('There is no secret named "acme". Set it: user-sync secret set acme');
  });

  test('a key file that is gone is not made anew while secrets are sealed with it', async () => {
    await vault.set('acme', 'hunter2', null);
    await rm(file);
    for (const attempt of [() => another().get('acme'), () => another().set('other', 'x', null)]) {
      expect((await expectFailure('configuration', attempt)).sentence).toMatch(/Restore the key file from the backup/);
    }
    await store.secrets.remove('acme');
    await another().set('acme', 'hunter3', null);
    expect(await another().get('acme')).toBe('hunter3');
  });

  test('the key file of another installation', async () => {
    await vault.set('acme', 'hunter2', null);
    await replaceKeyFile(file, [newKey()]);
    await expectFailure('configuration', () => another().get('acme'));
    await expectFailure('configuration', () => another().set('acme', 'x', null));
  });

  test('a file that is no key file, and one that cannot be written', async () => {
    await writeFile(file, 'something else\n');
    expect((await expectFailure('configuration', () => vault.set('a', 'x', null))).message).not.toContain('something');
    await rm(file);
    const elsewhere = new Vault(store.secrets, join(folder.path, 'none', 'key'), clock);
    expect((await expectFailure('configuration', () => elsewhere.set('a', 'x', null))).message).toContain('ENOENT');
    await chmod(folder.path, 0o700);
  });
});

describe('rotation', () => {
  const texts = { one: 'text 1', two: 'text 2', three: 'text 3' };

  beforeEach(async () => {
    for (const [name, text] of Object.entries(texts)) await vault.set(name, text, 'ada');
  });

  async function expectAllThere(): Promise<void> {
    for (const [name, text] of Object.entries(texts)) expect(await another().get(name)).toBe(text);
  }

  test('every secret is sealed anew, the old key is gone, and whoever had it goes on', async () => {
    const before = await store.secrets.list();
    const running = another();
    expect(await running.get('one')).toBe('text 1');
    const rotation = await rotateKey(store, vault, process, clock);
    expect(rotation).toMatchObject({ secrets: 3, resumed: false });
    const after = await store.secrets.list();
    expect(after.map(({ keyId }) => keyId)).toEqual(Array(3).fill(rotation.keyId));
    expect(after.map(({ setAt, setBy }) => [setAt, setBy])).toEqual(before.map(({ setAt, setBy }) => [setAt, setBy]));
    expect((await readKeyFile(file))?.map(({ id }) => id)).toEqual([rotation.keyId]);
    expect((await store.secrets.keys()).map(({ id }) => id)).toEqual([rotation.keyId]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await running.get('two')).toBe('text 2');
    await running.set('four', 'text 4', null);
    expect(await another().get('four')).toBe('text 4');
    await expectAllThere();
  });

  test('interrupted at any call of the store: nothing is lost, and the next one does the rest', async () => {
    for (let k = 1; ; k += 1) {
      const broken = breaking(store.secrets, k);
      const attempt = await rotateKey({ ...store, secrets: broken.store }, another(broken.store), process, clock).then(
        () => undefined,
        (error: unknown) => error,
      );
      await expectAllThere();
      if (attempt === undefined) {
        expect(k).toBeGreaterThan(8);
        break;
      }
      await another().set('three', texts.three, null);
      const { keyId } = await rotateKey(store, another(), process, clock);
      await expectAllThere();
      expect((await readKeyFile(file))?.map(({ id }) => id)).toEqual([keyId]);
      expect((await store.secrets.list()).filter((secret) => secret.keyId !== keyId)).toEqual([]);
    }
  });

  test('one at a time: a second one is refused while the first goes on, and not by one that died', async () => {
    await store.leases.acquire('secrets: key', { holder: 'other:2:2', run: 'rotation', now: clock(), ttlMs: 60_000 });
    const alive = { ...process, mayLive: () => true };
    await expectFailure('busy', () => rotateKey(store, vault, alive, clock));
    await rotateKey(store, vault, process, clock);
    await expectAllThere();
  });
});

test('making the key file leaves one that is there as it is', async () => {
  const first = newKey();
  await createKeyFile(file, [first]);
  await createKeyFile(file, [newKey()]);
  expect((await readKeyFile(file))?.map(({ id }) => id)).toEqual([first.id]);
});

/** The store as it is for a process that dies at its k-th call: that one and all later ones never happen. */
function breaking(secrets: SecretStore, k: number): { readonly store: SecretStore } {
  let calls = 0;
  const broken = new Proxy(secrets, {
    get: (target, name: keyof SecretStore) => {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => {
        calls += 1;
        return calls < k ? method(...args) : Promise.reject(new Error('The process died.'));
      };
    },
  });
  return { store: broken };
}
