import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../app/installation.ts';
import { processIdentity } from '../app/process-identity.ts';
import * as types from '../app/registry.ts';
import { offerSetUp, setUpLink } from './auth/set-up.ts';
import type { ServiceContext } from './context.ts';
import { type HeldData, holdData } from './data-lease.ts';
import type { ServiceLog } from './log.ts';
import { ServiceMetrics } from './metrics.ts';
import { openRuns } from './runs.ts';
import { type ListenOptions, startService } from './service.ts';
import { publicUrlOf } from './settings/service.ts';

export interface LaunchOptions extends ListenOptions {
  readonly installation: Installation;
  readonly log: ServiceLog;
  readonly version: string;
  /** The folder of the built page, where it is built. */
  readonly page: string;
  readonly trustedProxies: readonly string[];
  /** Called when another process has taken the data directory. */
  readonly lost: () => void;
}

export interface LaunchedService {
  readonly url: string;
  /** The address to make the first administrator; undefined once there is one. */
  readonly setUp: string | undefined;
  /** Stops within seconds; the installation stays open. */
  stop(): Promise<void>;
}

/** The service on an installation. `prepare` is done once the data is held and before anybody can ask. */
export async function launchService(options: LaunchOptions, prepare: () => Promise<void>): Promise<LaunchedService> {
  const { installation, lost } = options;
  const { store, engine, dataDirectory } = installation;
  const held = engine === 'sqlite' ? await holdData(store.leases, processIdentity(), dataDirectory, lost) : undefined;
  try {
    await prepare();
    return await launchOn(options, held);
  } catch (error) {
    await held?.release();
    throw error;
  }
}

async function launchOn(options: LaunchOptions, held: HeldData | undefined): Promise<LaunchedService> {
  const context = contextOf(options);
  const { store } = context;
  // A key that is missing is better told now than when the first secret is needed.
  await context.vault.current();
  const running = await startService(context, options);
  const url = (await publicUrlOf(store)) || running.url;
  const token = await offerSetUp(store, Date.now());
  context.runs.begin();
  return {
    url,
    setUp: token === undefined ? undefined : setUpLink(url, token),
    stop: async () => {
      await running.stop();
      await held?.release();
    },
  };
}

function contextOf({ installation, log, version, page, trustedProxies }: LaunchOptions): ServiceContext {
  const metrics = new ServiceMetrics();
  const { logger } = log;
  return {
    ...installation,
    types,
    runs: openRuns({ store: installation.store, open: installation.runsInThread }, metrics, logger),
    clock: Date.now,
    logger,
    recentLog: log.recent,
    metrics,
    version,
    page: existsSync(join(page, 'index.html')) ? page : undefined,
    trustedProxies,
  };
}
