import { vi } from 'vitest';
import { type Installation, openInstallation } from '../../src/app/installation.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { temporaryFolder } from '../harness/installation.ts';
import { workThread } from '../harness/work-thread.ts';

/** The program with a data directory of its own, as somebody who follows a page types into it. */
export interface Typist {
  readonly folder: string;
  /** Runs one command line; gives its exit code and what it wrote to standard output. */
  type(...line: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
  close(): Promise<void>;
}

export async function newTypist(): Promise<Typist> {
  const { path: folder, remove } = await temporaryFolder();
  const opened: Installation[] = [];
  const openIn = (dataDirectory: string) => openInstallation({ dataDirectory, databaseUrl: undefined, workThread });
  const open = async () => {
    const [already] = opened;
    if (already !== undefined) return already;
    const installation = await openIn(`${folder}/data`);
    opened.push(installation);
    return installation;
  };
  const { signal } = new AbortController();
  const program = () =>
    buildProgram(({ json }) => ({
      json,
      dataDirectory: `${folder}/data`,
      signal,
      open,
      another: () => openIn(`${folder}/data`),
      openIn,
    }));
  return {
    folder,
    type: async (...line) => {
      const written = { output: '' };
      const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
        written.output += String(text);
        return true;
      });
      const progress = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
      try {
        return { code: await program().run(['node', 'user-sync', ...line]), output: written.output };
      } finally {
        out.mockRestore();
        progress.mockRestore();
      }
    },
    close: async () => {
      for (const installation of opened) await installation.close();
      await remove();
    },
  };
}
