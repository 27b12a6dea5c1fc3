import { inject } from 'vitest';
import type { Store } from '../../src/core/ports/store/index.ts';
import { openStore } from '../../src/store/index.ts';
import { temporaryFolder } from './installation.ts';
import { createDatabase } from './postgres.ts';
import { storeInThread } from './work-thread.ts';

/** A store of the test's own; `open` may be called several times on the same data. */
export interface TestData {
  open(): Promise<Store>;
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

export const engines: readonly StoreEngine[] = [
  {
    name: 'SQLite',
    engine: 'sqlite',
    missing: undefined,
    create: async () => {
      const folder = await temporaryFolder();
      // As the program has it: where two stores work on one file, each has a thread to wait in.
      return { open: () => storeInThread(folder.path), remove: folder.remove };
    },
  },
  {
    name: 'PostgreSQL',
    engine: 'postgres',
    missing: 'missing' in postgres ? postgres.missing : undefined,
    create: async () => {
      if ('missing' in postgres) throw new Error(postgres.missing);
      const database = await createDatabase(postgres.url);
      return { open: () => openStore({ engine: 'postgres', url: database.url }), remove: database.drop };
    },
  },
];
