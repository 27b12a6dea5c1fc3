import { mirroredTarget } from '../../src/engine/wrappers/mirrored-target.ts';
import { retryingTarget } from '../../src/engine/wrappers/retrying-target.ts';
import { MemoryTarget, memoryTargetCapabilities } from '../../src/targets/memory/index.ts';
import type { MakeWorld, World } from './world.ts';

export interface MirroredWorld extends World {
  readonly target: MemoryTarget;
  /** What the product itself has: accounts by username, and who is in which group. */
  inside(): { readonly accounts: object; readonly members: object };
}

/** A world whose accounts live in a product outside the store. Every batch is tried so many times. */
export async function mirroredWorld(world: MakeWorld, attempts = 3): Promise<MirroredWorld> {
  const target = new MemoryTarget();
  const policy = { attempts, firstDelayMs: 1, wait: async () => {} };
  const made = await world({
    target: (store, clock, directory) => ({
      target: mirroredTarget(retryingTarget(target, policy), directory, store.directories, clock),
      targetCapabilities: memoryTargetCapabilities,
    }),
  });
  return Object.assign(made, { target, inside: () => inside(target) });
}

function inside(target: MemoryTarget) {
  const nameOf = (key: string) => target.accountsByKey.get(key)?.username ?? key;
  const accounts = [...target.accountsByKey.values()].map(({ sourceId: _sourceId, ...account }) => account);
  const members = [...target.members].map(([group, keys]) => [group, [...keys].map(nameOf).toSorted()]);
  return {
    accounts: Object.fromEntries(accounts.map((account) => [account.username, account])),
    members: Object.fromEntries(members),
  };
}
