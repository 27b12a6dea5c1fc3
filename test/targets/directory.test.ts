import { nameKey } from '../../src/core/names.ts';
import { directoryTarget, openDirectoryTarget } from '../../src/targets/directory/index.ts';
import { type OpenedTarget, targetConformance } from '../conformance/target.ts';
import { runEngines, type StoreEngine } from '../harness/engines.ts';
import { connectorConfig, directoryState } from '../harness/installation.ts';

async function open(engine: StoreEngine): Promise<OpenedTarget> {
  const data = await engine.create();
  const store = await data.open();
  await store.connectors.put(connectorConfig('acme'), 1);
  await store.directories.ensure('main', 'own');
  const run = await store.runs.create({ connector: 'acme', kind: 'full', simulated: false, ident: null, now: 1 });
  const lease = await store.leases.acquire('acme', { holder: 'test:1:1', run: run.id, now: 1, ttlMs: 1_000 });
  const fence = lease.granted ? lease.fence : 0;
  return {
    target: openDirectoryTarget('main', store.directories, () => 1),
    context: { connector: 'acme', run: run.id, fence, signal: new AbortController().signal },
    inside: async () => {
      const { users, groups, members } = await directoryState(store);
      return {
        accounts: users.map(({ number: _number, connector: _connector, ...each }) => ({
          ...each,
          groups: members.flatMap(({ group, username }) => (username === each.username ? group : [])),
        })),
        groups: groups.map(({ name }) => name),
        nestings: groups.flatMap(({ name, subgroups }) => subgroups.map((inner) => `${name}/${inner}`)),
      };
    },
    known: async (username) => {
      const found = await store.directories.find('main', { nameKey: nameKey(username) });
      return { account: found?.number ?? 0, key: found?.key ?? '' };
    },
    close: async () => {
      await store.close();
      await data.remove();
    },
  };
}

for (const engine of runEngines) {
  targetConformance(`built-in directory on ${engine.name}`, {
    capabilities: directoryTarget.capabilities,
    open: () => open(engine),
  });
}
