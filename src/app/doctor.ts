import { statfs } from 'node:fs/promises';
import { Failure } from '../core/errors.ts';
import type { SourceCheck } from '../core/ports/source.ts';
import type { Run, Store, StoredConnector } from '../core/ports/store/index.ts';
import { openConnector } from './open-connector.ts';
import { processIdentity } from './process-identity.ts';
import type { Vault } from './secrets/index.ts';
import type { ConnectorPlace } from './workplace.ts';

const wantedSpace = 1024 ** 3;

/** Looks at everything that does not need the network: `connector test` does that. */
export async function diagnose(
  dataDirectory: string,
  open: () => Promise<ConnectorPlace & { readonly vault: Vault }>,
): Promise<SourceCheck[]> {
  const checks = [checkNode()];
  const opened = await attempt('Data directory', async () => {
    const installation = await open();
    checks.push({ name: 'Data directory', ok: true, message: `${dataDirectory} can be written; the database opens.` });
    return installation;
  });
  if ('failed' in opened) return [...checks, opened.failed];
  checks.push(await checkSpace(dataDirectory));
  const { store, vault } = opened.value;
  checks.push(...(await checkSecrets(store, vault)));
  const connectors = await store.connectors.list();
  if (connectors.length === 0) checks.push({ name: 'Connectors', ok: true, message: 'There is none yet.' });
  for (const connector of connectors) checks.push(...(await checkConnector(opened.value, connector)));
  return checks;
}

function checkNode(): SourceCheck {
  return { name: 'Node', ok: true, message: `Node ${process.versions.node}` };
}

async function checkSpace(folder: string): Promise<SourceCheck> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const message = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free >= wantedSpace
    ? { name: 'Disk', ok: true, message }
    : { name: 'Disk', ok: false, message: `Only ${message}. Make room: a run writes about 2 KB per changed person.` };
}

async function checkSecrets(store: Store, vault: Vault): Promise<SourceCheck[]> {
  const secrets = await store.secrets.list();
  if (secrets.length === 0) return [];
  const opened = await attempt('Stored secrets', async () => {
    for (const secret of secrets) await vault.open(secret);
  });
  if ('failed' in opened) return [opened.failed];
  return [{ name: 'Stored secrets', ok: true, message: `All ${secrets.length} can be opened with ${vault.file}.` }];
}

async function checkConnector(place: ConnectorPlace, { config }: StoredConnector): Promise<SourceCheck[]> {
  const { store } = place;
  const name = `Connector ${config.id}`;
  const opened = await attempt(name, async () => (await openConnector(place, config, Date.now)).close());
  if ('failed' in opened) return [opened.failed];
  const last = await lastRun(store, config.id);
  if (last === undefined)
    return [{ name, ok: true, message: `Never run. Try: user-sync sync ${config.id} --simulate` }];
  const conflicts = (await store.results.conflicts(config.id)).length;
  const open = conflicts === 0 ? '' : ` Open conflicts: ${conflicts}; see user-sync conflict list ${config.id}`;
  switch (last.status) {
    case 'failed':
      return [{ name, ok: false, message: `Its last run failed: ${last.messages.at(-1) ?? last.id}` }];
    case 'awaiting-approval':
      return [{ name, ok: false, message: `Its last run was stopped: ${last.messages.at(-1) ?? last.id}` }];
    case 'running':
      return [await checkRunning(store, config.id, name)];
    default:
      return [{ name, ok: true, message: `Last run ${last.id}: ${last.status}.${open}` }];
  }
}

const recently = 50;

/** The newest run that tells how the connector is: no simulation, nobody's slip in a name, none that found another going on. */
async function lastRun(store: Store, connector: string): Promise<Run | undefined> {
  const runs = await store.runs.list(connector, recently);
  return runs.find(({ kind, simulated, status }) => kind !== 'single' && !simulated && status !== 'refused');
}

async function checkRunning(store: Store, connector: string, name: string): Promise<SourceCheck> {
  const held = await store.leases.held(connector, Date.now());
  if (held !== undefined && processIdentity().mayLive(held.holder)) {
    return { name, ok: true, message: `Run ${held.run} is going on.` };
  }
  const message = `The process of its last run has died. The next run does the rest: user-sync sync ${connector}`;
  return { name, ok: false, message };
}

async function attempt<T>(name: string, work: () => Promise<T>): Promise<{ value: T } | { failed: SourceCheck }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof Failure) return { failed: { name, ok: false, message: error.sentence } };
    throw error;
  }
}
