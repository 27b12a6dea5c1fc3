import { throwIfCancelled } from '../../core/cancellation.ts';
import type { DirectoryStore } from '../../core/ports/store/index.ts';
import type { Target, TargetType } from '../../core/ports/target.ts';

/** The built-in directory: accounts, groups and memberships in the program's own store. */
export const directoryTarget: TargetType = {
  type: 'directory',
  label: 'Built-in directory',
  capabilities: {
    transactional: true,
    rename: true,
    disable: true,
    delete: true,
    groupCreate: true,
    groupDelete: true,
    nestedGroups: true,
    batchSize: 5_000,
  },
  options: [
    {
      name: 'directory',
      type: 'text',
      label: 'Directory',
      help: 'The directory that holds the accounts. It is made by the first sync into it.',
      example: 'main',
      default: 'main',
    },
  ],
  check: ({ directory }) =>
    typeof directory === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(directory)
      ? []
      : [{ option: 'directory', message: 'must be lower-case letters, digits and hyphens, such as "main"' }],
  directory: (_connector, { directory }) => String(directory),
};

/** A batch and its journal are one transaction of the store; see `TargetCapabilities.transactional`. */
export function openDirectoryTarget(directory: string, directories: DirectoryStore, clock: () => number): Target {
  return {
    // Nobody asks a transactional target for what the store has itself.
    async *accounts() {},
    async *groups() {},
    apply: async (changes, { signal, ...context }) => {
      throwIfCancelled(signal);
      return directories.apply(directory, changes, context, { now: clock() });
    },
    test: async () => [
      { name: 'Directory', ok: true, message: `The directory "${directory}" is part of this program.` },
    ],
    close: async () => {},
  };
}
