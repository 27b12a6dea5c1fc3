import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ConnectorConfig } from '../../src/core/connector.ts';
import type { Run, Store, StoredResult } from '../../src/core/ports/store/index.ts';
import type { ResultStatus } from '../../src/core/runs.ts';
import type { RunContext } from '../../src/engine/context.ts';
import type { MemoryCompany } from '../../src/sources/memory/index.ts';
import { directoryTarget, openDirectoryTarget } from '../../src/targets/directory/index.ts';
import { runEngines, type TestData } from '../harness/engines.ts';
import { collect, connectorConfig, directoryState, type Installation, install } from '../harness/installation.ts';

/** One connector with a company and a directory of its own, on the store that the stories of a file share. */
export interface World extends Installation {
  readonly directory: string;
  /** Changes parts of the configuration for the runs that follow. */
  configure(changes: ConfigChanges): void;
  state(): ReturnType<typeof directoryState>;
  /** The state without what depends on the order of creation: two worlds are equal when these are. */
  picture(): Promise<Picture>;
  /** The account with this username. */
  account(username: string): Promise<Awaited<ReturnType<typeof directoryState>>['users'][number] | undefined>;
  /** The names of the groups that the account is in. */
  groupsOf(username: string): Promise<string[]>;
  results(run: Run, ...statuses: ResultStatus[]): Promise<StoredResult[]>;
}

export interface Picture {
  readonly users: readonly object[];
  readonly groups: readonly string[];
  readonly members: readonly string[];
  /** `group/group in it` */
  readonly nestings: readonly string[];
}

export interface ConfigChanges {
  readonly provisioning?: Partial<ConnectorConfig['provisioning']>;
  readonly groups?: Partial<ConnectorConfig['groups']>;
  readonly cleanup?: Partial<ConnectorConfig['sync']['cleanup']>;
  readonly guards?: Partial<ConnectorConfig['guards']>;
}

export interface WorldOptions {
  /** The world whose directory this one writes to as well. */
  readonly beside?: World;
  readonly company?: MemoryCompany;
  /** A target other than the built-in directory; its mirror has the name given. */
  readonly target?: (
    store: Store,
    clock: () => number,
    directory: string,
  ) => Pick<RunContext, 'target' | 'targetCapabilities'>;
}

export type MakeWorld = (options?: WorldOptions) => Promise<World>;

/** Tells the same stories on every engine; each file has one store on each, and each story a world of its own. */
export function stories(define: (world: MakeWorld) => void): void {
  for (const engine of runEngines) {
    describe.skipIf(engine.missing !== undefined)(`on ${engine.name}`, () => {
      let data: TestData;
      let store: Store;
      beforeAll(async () => {
        data = await engine.create();
        store = await data.openForRuns();
      });
      afterAll(async () => {
        await store.close();
        await data.remove();
      });
      define((options) => makeWorld(store, options));
    });
  }
}

let worlds = 0;

export async function makeWorld(store: Store, options: WorldOptions = {}): Promise<World> {
  worlds += 1;
  const id = `acme-${worlds}`;
  const directory = options.beside?.directory ?? `directory-${worlds}`;
  const open = options.target ?? builtIn;
  const installation = await install(store, {
    config: connectorConfig(id),
    ...(options.company === undefined ? {} : { company: options.company }),
    target: (store, clock) => ({ ...open(store, clock, directory), directory }),
  });
  const state = () => directoryState(store, directory);
  return Object.assign(installation, {
    directory,
    configure: (changes: ConfigChanges) => {
      installation.config = changed(installation.config, changes);
    },
    state,
    picture: async () => picture(await state()),
    account: async (username: string) => (await state()).users.find((user) => user.username === username),
    groupsOf: async (username: string) => {
      const { members } = await state();
      return members.filter((member) => member.username === username).map(({ group }) => group);
    },
    results: (run: Run, ...statuses: ResultStatus[]) =>
      collect(store.results.list(id, run.number, run.coversAll, statuses.length > 0 ? { statuses } : {})),
  });
}

function builtIn(store: Store, clock: () => number, directory: string) {
  const target = openDirectoryTarget(directory, store.directories, clock);
  return { target, targetCapabilities: directoryTarget.capabilities };
}

function changed(config: ConnectorConfig, { provisioning, groups, cleanup, guards }: ConfigChanges): ConnectorConfig {
  return {
    ...config,
    provisioning: { ...config.provisioning, ...provisioning },
    groups: { ...config.groups, ...groups },
    sync: { ...config.sync, cleanup: { ...config.sync.cleanup, ...cleanup } },
    guards: { ...config.guards, ...guards },
  };
}

export function picture({ users, groups, members }: Awaited<ReturnType<typeof directoryState>>): Picture {
  return {
    users: users
      .map(({ number: _number, connector, ...user }) => ({ ...user, managed: connector !== null }))
      .toSorted((one, other) => order(one.username, other.username)),
    groups: groups.map(({ name }) => name).toSorted(order),
    members: members.map(({ group, username }) => `${group}/${username}`).toSorted(order),
    nestings: groups.flatMap(({ name, subgroups }) => subgroups.map((inner) => `${name}/${inner}`)).toSorted(order),
  };
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Attributes of a person whose username, full name and e-mail address go together. */
export function person(uid: string, more: { readonly [name: string]: string } = {}) {
  return { uid, cn: `The ${uid}`, mail: `${uid}@acme.test`, ...more };
}

/** A run that must have gone through without any failure. */
export async function clean(finished: Promise<{ run: Run; failure: Error | undefined }>): Promise<Run> {
  const { run, failure } = await finished;
  expect(failure).toBeUndefined();
  expect(run.status, run.messages.join(' ')).toBe('succeeded');
  return run;
}
