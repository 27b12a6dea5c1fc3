import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorConfig } from '../../src/core/connector.ts';
import type { Mapping } from '../../src/core/mapping/rules.ts';
import type { Attributes } from '../../src/core/people.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import type { Target } from '../../src/core/ports/target.ts';
import type { RunContext, SyncRequest } from '../../src/engine/context.ts';
import { type FinishedRun, sync } from '../../src/engine/run.ts';
import { FaultPlan, MemoryCompany, memoryCapabilities, memorySource } from '../../src/sources/memory/index.ts';
import { openStore } from '../../src/store/index.ts';
import { directoryTarget, openDirectoryTarget } from '../../src/targets/directory/index.ts';

/** A place for one test's data; `remove` takes it away. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'user-sync-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A mapping of the raw attributes `uid`, `cn`, `mail`, `department`, without any library. */
export const plainMapping: Mapping = {
  map: ({ attributes }) => {
    const username = text(attributes, 'uid');
    if (username === null) return { outcome: 'failed', attribute: 'username', message: 'has no username' };
    const department = text(attributes, 'department');
    return {
      outcome: 'mapped',
      account: {
        username,
        fullName: text(attributes, 'cn'),
        email: text(attributes, 'mail'),
        attributes: { department },
      },
    };
  },
  sourceAttributes: ['uid', 'cn', 'mail', 'department'],
  usernameAttributes: ['uid'],
  emailAttributes: ['mail'],
};

function text(attributes: Attributes, name: string): string | null {
  const value = Object.hasOwn(attributes, name) ? attributes[name] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

export function connectorConfig(id: string, changes: Partial<ConnectorConfig> = {}): ConnectorConfig {
  const never = { share: 1, count: 0 };
  return {
    id,
    name: id,
    source: { type: 'memory', options: {} },
    target: { type: 'directory', options: { directory: 'main' } },
    provisioning: {
      primaryAttribute: 'source-id',
      mapping: { username: { from: 'uid' }, attributes: {} },
      onConflict: { action: 'ask' },
    },
    groups: { required: [], include: ['*'], exclude: [], alwaysAssign: [], keepLocal: true, nested: 'flatten' },
    sync: {
      cleanup: { action: 'disable', removeGroups: false, graceDays: 0 },
      schedule: { enabled: false, cron: '0 2 * * *', timeZone: 'UTC', jitterSeconds: 0 },
      fullEveryHours: 24,
    },
    guards: {
      maxDisable: never,
      maxDelete: never,
      maxRename: never,
      maxRelink: never,
      maxMembershipRemovals: never,
      minListing: 0,
      protected: ['admin'],
    },
    ...changes,
  };
}

/** One connector on one store, with a company in memory as its source. */
export interface Installation {
  readonly store: Store;
  readonly company: MemoryCompany;
  readonly faults: FaultPlan;
  config: ConnectorConfig;
  /** The time that the next run reads; tests move it. */
  now: number;
  sync(request?: SyncRequest, changes?: Partial<RunContext>): Promise<FinishedRun>;
}

export interface InstallationOptions {
  readonly config?: ConnectorConfig;
  readonly company?: MemoryCompany;
  /** A target other than the built-in directory. */
  readonly target?: (
    store: Store,
    clock: () => number,
  ) => Pick<RunContext, 'target' | 'targetCapabilities' | 'directory'>;
}

export async function install(store: Store, options: InstallationOptions = {}): Promise<Installation> {
  const company = options.company ?? new MemoryCompany();
  const faults = new FaultPlan();
  const installation: Installation = {
    store,
    company,
    faults,
    config: options.config ?? connectorConfig('acme'),
    now: 1_000_000,
    sync: async (request = {}, changes = {}) => {
      const { config } = installation;
      await store.connectors.put(config, installation.now);
      const clock = () => installation.now;
      const target = options.target?.(store, clock) ?? builtIn(store, clock);
      await store.directories.ensure(target.directory, target.targetCapabilities.transactional ? 'own' : 'mirror');
      const context: Omit<RunContext, 'desk'> = {
        connector: config,
        store,
        source: memorySource(company, faults),
        sourceCapabilities: memoryCapabilities,
        idAttribute: 'memory_ID',
        ...target,
        mapping: plainMapping,
        process: { name: 'test:1:1', mayLive: () => false },
        clock,
        signal: new AbortController().signal,
        progress: () => {},
        ...changes,
      };
      return sync(context, request);
    },
  };
  return installation;
}

function builtIn(store: Store, clock: () => number) {
  const target: Target = openDirectoryTarget('main', store.directories, clock);
  return { target, targetCapabilities: directoryTarget.capabilities, directory: 'main' };
}

export function sqliteStore(folder: string): Promise<Store> {
  return openStore({ engine: 'sqlite', file: `${folder}/user-sync.db` });
}

/** Everything of a directory that a person could see, for comparing. */
export async function directoryState(store: Store, directory = 'main') {
  const users = (await collect(store.directories.users(directory))).map(({ key: _key, ...user }) => user);
  const groups = await collect(store.directories.groups(directory));
  const members = await collect(store.directories.members(directory));
  return { users, groups, members };
}

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
