import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import * as types from '../../src/app/registry.ts';
import { Failure } from '../../src/core/errors.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import type { ServiceContext } from '../../src/server/context.ts';
import { ServiceMetrics } from '../../src/server/metrics.ts';
import { type RunningService, startService } from '../../src/server/service.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';

/** The real service on data of the test's own, on a port that was free. */
export interface TestService {
  readonly url: string;
  readonly store: Store;
  /** Everything that was logged, one JSON document a line. */
  readonly log: readonly string[];
  /** The time of the service; tests move it. */
  now: number;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export const startOfTime = 1_700_000_000_000;

export async function startTestService(changes: Partial<ServiceContext> = {}): Promise<TestService> {
  const folder = await temporaryFolder();
  const store = await sqliteStore(folder.path);
  const log: string[] = [];
  const context: ServiceContext = {
    store,
    types,
    runs: {
      start: async () => {
        throw new Failure('busy', 'This service runs nothing.');
      },
      cancel: async () => false,
      stop: async () => {},
    },
    clock: () => service.now,
    logger: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
    metrics: new ServiceMetrics(),
    dataDirectory: folder.path,
    version: '0.0.0',
    page: await builtPage(folder.path),
    trustedProxies: [],
    ...changes,
  };
  const running: RunningService = await startService(context, { host: '127.0.0.1', port: 0 });
  const service: TestService = {
    url: running.url,
    store,
    log,
    now: startOfTime,
    fetch: (path, init) => fetch(`${running.url}${path}`, init),
    close: async () => {
      await running.stop();
      await store.close();
      await folder.remove();
    },
  };
  return service;
}

/** A page as the build leaves it: `index.html`, and files with a hash in their names. */
async function builtPage(folder: string): Promise<string> {
  const page = join(folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>User Sync</title>');
  await writeFile(join(page, 'assets', 'index-0a1b2c3d.js'), 'export {};');
  return page;
}
