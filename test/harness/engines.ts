import { inject } from 'vitest';
import { writeBehind } from '../../src/app/thread/write-behind.ts';
import type { Store } from '../../src/core/ports/store/index.ts';
import { openStore, type StoreLocation } from '../../src/store/index.ts';
import { isEveryday } from './everyday.ts';
import { temporaryFolder } from './installation.ts';
import { createDatabase } from './postgres.ts';
import { storeInThread } from './work-thread.ts';

/** A store of the test's own; `open` may be called several times on the same data. */
export interface TestData {
  readonly location: StoreLocation;
  open(): Promise<Store>;
  /** As a run has it that reads everything; once on the same data. */
  openForRuns(): Promise<Store>;
  remove(): Promise<void>;
}

export interface StoreEngine {
  readonly name: string;
  readonly engine: 'sqlite' | 'postgres';
  /** Why the engine cannot be tested here; undefined when it can. */
  readonly missing: string | undefined;
  create(): Promise<TestData>;
}

const postgres = inject('postgres');

let template: Promise<string> | undefined;

/** The name of a database whose tables are made: copying it is faster than making them again. */
function migrated(server: string): Promise<string> {
  const make = async () => {
    const { name, url } = await createDatabase(server);
    await (await openStore({ engine: 'postgres', url })).close();
    return name;
  };
  template ??= make();
  return template;
}

export const engines: readonly StoreEngine[] = [
  {
    name: 'SQLite',
    engine: 'sqlite',
    missing: undefined,
    create: async () => {
      const folder = await temporaryFolder();
      // As the program has it: where two stores work on one file, each has a thread to wait in.
      const location = { engine: 'sqlite', file: `${folder.path}/user-sync.db` } as const;
      const inThread = () => storeInThread(folder.path);
      // Every day the first one is in this thread, which is there already.
      let opened = !isEveryday;
      const open = () => {
        if (opened) return inThread();
        opened = true;
        return openStore(location);
      };
      const openForRuns = async () => writeBehind(await openStore(location), inThread, 1);
      return { location, open, openForRuns, remove: folder.remove };
    },
  },
  {
    name: 'PostgreSQL',
    engine: 'postgres',
    missing: 'missing' in postgres ? postgres.missing : undefined,
    create: async () => {
      if ('missing' in postgres) throw new Error(postgres.missing);
      const database = await createDatabase(postgres.url, await migrated(postgres.url));
      const location = { engine: 'postgres', url: database.url } as const;
      const open = () => openStore(location);
      return { location, open, openForRuns: open, remove: database.drop };
    },
  },
];

/** Those on which whole runs are tested. */
export const runEngines = engines.filter(({ engine }) => engine === 'sqlite' || !isEveryday);
