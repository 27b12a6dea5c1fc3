import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { hashPassword } from '../../src/app/access/passwords.ts';
import * as types from '../../src/app/registry.ts';
import { Vault } from '../../src/app/secrets/index.ts';
import { Failure } from '../../src/core/errors.ts';
import type { Administrator, AdministratorRole, Store } from '../../src/core/ports/store/index.ts';
import type { ServiceContext } from '../../src/server/context.ts';
import { ServiceMetrics } from '../../src/server/metrics.ts';
import { type RunningService, startService } from '../../src/server/service.ts';
import { openStore } from '../../src/store/index.ts';
import type { TestData } from '../harness/engines.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { Client } from './client.ts';

export const startOfTime = 1_700_000_000_000;
export const password = 'correct horse battery';

/** The real service on data of the test's own, on a port that was free. */
export class TestService {
  readonly context: ServiceContext;
  readonly store: Store;
  /** Everything that was logged, one JSON document a line. */
  readonly log: string[] = [];
  /** The time of the service; tests move it. */
  now = startOfTime;
  #running: RunningService | undefined;
  readonly #remove: () => Promise<void>;

  private constructor(store: Store, folder: string, remove: () => Promise<void>, changes: Partial<ServiceContext>) {
    this.store = store;
    this.#remove = remove;
    const clock = () => this.now;
    this.context = {
      store,
      engine: 'sqlite',
      vault: new Vault(store.secrets, join(folder, 'secret.key'), clock),
      types,
      runs: noRuns,
      clock,
      logger: pino({ level: 'debug' }, { write: (line: string) => this.log.push(line) }),
      recentLog: () => this.log,
      metrics: new ServiceMetrics(),
      dataDirectory: folder,
      version: '0.0.0',
      page: join(folder, 'page'),
      trustedProxies: [],
      ...changes,
    };
  }

  /** `databaseUrl`: of a PostgreSQL database; left out: SQLite. */
  static async start(changes: Partial<ServiceContext> = {}, databaseUrl?: string): Promise<TestService> {
    const folder = await temporaryFolder();
    await writePage(join(folder.path, 'page'));
    const store = await (databaseUrl === undefined
      ? sqliteStore(folder.path)
      : openStore({ engine: 'postgres', url: databaseUrl }));
    return TestService.#listening(new TestService(store, folder.path, folder.remove, changes));
  }

  /** On data that may be opened several times; it is taken away in the end. */
  static async on(
    data: TestData,
    changes: (store: Store, folder: string) => Partial<ServiceContext>,
  ): Promise<TestService> {
    const folder = await temporaryFolder();
    await writePage(join(folder.path, 'page'));
    const store = await data.open();
    const remove = () => Promise.all([data.remove(), folder.remove()]).then(() => {});
    return TestService.#listening(new TestService(store, folder.path, remove, changes(store, folder.path)));
  }

  static async #listening(service: TestService): Promise<TestService> {
    service.#running = await startService(service.context, { host: '127.0.0.1', port: 0 });
    return service;
  }

  get url(): string {
    return this.#running?.url ?? '';
  }

  /** Somebody with a browser who is not logged in. */
  stranger(): Client {
    return new Client(this.url);
  }

  /** Makes an administrator, without the API. */
  async administrator(username: string, role: AdministratorRole): Promise<Administrator> {
    const proof = { kind: 'local', passwordHash: await passwordHash, identity: null } as const;
    return this.store.administrators.create({ username, fullName: '', role, ...proof, now: this.now });
  }

  /** Makes an administrator and logs in. */
  async as(username: string, role: AdministratorRole = 'administrator'): Promise<Client> {
    await this.administrator(username, role);
    const client = this.stranger();
    await client.logIn(username, password);
    return client;
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    await this.store.close();
    await this.#remove();
  }
}

/** Hashing takes time on purpose; once is enough. */
const passwordHash = hashPassword(password);

/** The tests of this folder start no runs. */
const noRuns: ServiceContext['runs'] = {
  start: async () => {
    throw new Failure('busy', 'This service runs nothing.');
  },
  goesOn: async () => false,
  cancel: async () => false,
  begin: () => {},
  stop: async () => {},
};

/** A page as the build leaves it: `index.html`, and files with a hash in their names. */
async function writePage(page: string): Promise<void> {
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html><title>User Sync</title>');
  await writeFile(join(page, 'assets', 'index-0a1b2c3d.js'), 'export {};');
}
