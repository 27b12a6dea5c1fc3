import { nameKey } from '../../src/core/names.ts';
import { MemoryTarget, memoryTargetCapabilities } from '../../src/targets/memory/index.ts';
import { targetConformance } from '../conformance/target.ts';

targetConformance('memory', {
  capabilities: memoryTargetCapabilities,
  open: async () => {
    const target = new MemoryTarget();
    const groupsOf = (key: string) => [...target.members].flatMap(([name, keys]) => (keys.has(key) ? name : []));
    return {
      target,
      context: { connector: 'acme', run: 'acme-1', fence: 1, signal: new AbortController().signal },
      inside: async () => ({
        accounts: [...target.accountsByKey].map(([key, each]) => ({ ...each, sourceId: null, groups: groupsOf(key) })),
        groups: [...target.members.keys()],
      }),
      known: async (username) => {
        const found = [...target.accountsByKey].find(([, each]) => nameKey(each.username) === nameKey(username));
        const key = found?.[0] ?? '';
        // Its number, as a store would give one: that of the key.
        return { key, account: Number(key.replace('key-', '')) };
      },
      close: async () => {},
    };
  },
  skip: {
    'two groups have never the same name but for its case': 'it tells Staff from STAFF, as some products do',
  },
});
