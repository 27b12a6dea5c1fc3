import type { DirectoryStore } from '../../core/ports/store/index.ts';
import type { Target } from '../../core/ports/target.ts';

/** A target outside the store, with the journal and the mirror kept by us: first the target acts, then it is written down. */
export function mirroredTarget(
  target: Target,
  directory: string,
  directories: DirectoryStore,
  clock: () => number,
): Target {
  return {
    accounts: (signal) => target.accounts(signal),
    groups: (signal) => target.groups(signal),
    test: (signal) => target.test(signal),
    close: () => target.close(),
    apply: async (changes, context) => {
      const outcomes = await target.apply(changes, context);
      return directories.apply(directory, changes, context, { now: clock(), outcomes });
    },
  };
}
