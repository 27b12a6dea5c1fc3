import { connectorForm } from '../app/config/index.ts';
import { diagnose } from '../app/doctor.ts';
import type { StoredConnector } from '../core/ports/store/index.ts';
import type { ServiceContext } from './context.ts';
import { oidcSetting } from './settings/oidc.ts';
import { publicUrlOf } from './settings/service.ts';

const lastRuns = 20;

/** What helps to find a fault from afar. It holds no secret, no record of a person, and no result. */
export async function supportBundle(context: ServiceContext) {
  const { store, vault, version, engine, dataDirectory, clock, recentLog } = context;
  const connectors = await store.connectors.list();
  return {
    createdAt: new Date(clock()).toISOString(),
    about: {
      version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      store: engine,
      dataDirectory,
      uptimeSeconds: Math.round(process.uptime()),
      memoryMiB: Math.round(process.memoryUsage.rss() / 1024 ** 2),
    },
    settings: { service: { publicUrl: await publicUrlOf(store) }, oidc: await oidcSetting(store) },
    secrets: (await store.secrets.list()).map(({ name, keyId, setAt }) => ({ name, keyId, setAt })),
    doctor: await diagnose(dataDirectory, async () => ({ store, vault })),
    connectors: await Promise.all(connectors.map((connector) => describe(context, connector))),
    log: recentLog().map((line) => JSON.parse(line)),
  };
}

async function describe({ store, types }: ServiceContext, { config, version, updatedAt }: StoredConnector) {
  const { id } = config;
  const runs = await store.runs.list(id, lastRuns);
  const snapshot = await store.snapshots.size(id);
  // A connector that cannot be shown, because its type is gone, may be what support is asked about.
  const shown = await connectorForm(config, types).then(
    (connector) => ({ connector }),
    (error: unknown) => ({ connector: { id }, problem: String(error) }),
  );
  return { ...shown, version, updatedAt, snapshot, runs };
}
