import { Failure } from '../../core/errors.ts';
import type { SecretStore, Store } from '../../core/ports/store/index.ts';
import type { ProcessIdentity } from '../../engine/context.ts';
import { type KeyRing, newKey, readKeyFile, replaceKeyFile } from './key-file.ts';
import { type SecretKey, seal } from './seal.ts';
import { placeOf, type Vault } from './vault.ts';

export interface Rotation {
  readonly keyId: string;
  /** How many secrets were sealed anew. */
  readonly secrets: number;
  /** An earlier rotation had been interrupted, and this one brought it to its end. */
  readonly resumed: boolean;
}

const lease = 'secrets: key';
const ttlMs = 5 * 60_000;

/**
 * Makes a new key and seals every secret with it. Killed at any point, every secret can still be opened, and the next call
 * does the rest: the old key leaves the file only when nothing is sealed with it, and then nothing can be any more.
 */
export async function rotateKey(
  store: Store,
  vault: Vault,
  process: ProcessIdentity,
  clock: () => number,
): Promise<Rotation> {
  await vault.current();
  const fence = await takeTurn(store, process, clock);
  try {
    return await rotate(store.secrets, vault, clock);
  } finally {
    await store.leases.release(lease, fence);
  }
}

async function takeTurn(store: Store, process: ProcessIdentity, clock: () => number): Promise<number> {
  const request = { holder: process.name, run: 'rotation', ttlMs };
  let answer = await store.leases.acquire(lease, { ...request, now: clock() });
  if (!answer.granted && !process.mayLive(answer.held.holder)) {
    await store.leases.expire(lease, answer.held.holder);
    answer = await store.leases.acquire(lease, { ...request, now: clock() });
  }
  if (answer.granted) return answer.fence;
  throw new Failure('busy', 'Another process is replacing the key at the moment.', {
    remedy: 'Wait until it is done.',
  });
}

async function rotate(store: SecretStore, vault: Vault, clock: () => number): Promise<Rotation> {
  const ring = await readKeyFile(vault.file);
  if (ring === undefined) throw new Error(`The key file ${vault.file} was deleted while the key was replaced.`);
  const resumed = ring.length > 1;
  const [key, ...old] = resumed ? newestFirst(ring) : await withNewKey(store, vault.file, ring, clock);
  let secrets = 0;
  for (const { id } of old) {
    // Whoever read the key file before it was replaced may have sealed with the old key meanwhile.
    do secrets += await sealAnew(store, vault, key);
    while (!(await store.dropKey(id)));
  }
  await replaceKeyFile(vault.file, [key]);
  return { keyId: key.id, secrets, resumed };
}

function newestFirst(ring: KeyRing): [SecretKey, ...SecretKey[]] {
  const [first, ...others] = ring.toReversed();
  return [first ?? ring[0], ...others];
}

/** First the store learns of the key, then the file has it: what is in the file is known. */
async function withNewKey(
  store: SecretStore,
  file: string,
  ring: KeyRing,
  clock: () => number,
): Promise<[SecretKey, ...SecretKey[]]> {
  for (const { id } of await store.keys()) {
    // Left by one that was killed between these two steps.
    if (!ring.some((key) => key.id === id)) await store.dropKey(id);
  }
  const key = newKey();
  await store.addKey({ id: key.id, createdAt: clock() });
  await replaceKeyFile(file, [...ring, key]);
  return [key, ...ring];
}

async function sealAnew(store: SecretStore, vault: Vault, key: SecretKey): Promise<number> {
  let count = 0;
  for (const secret of await store.list()) {
    if (secret.keyId === key.id) continue;
    const sealed = seal(key, placeOf(secret.name), await vault.open(secret));
    if (await store.reseal(secret.name, secret.sealed, { sealed, keyId: key.id })) count += 1;
  }
  return count;
}
