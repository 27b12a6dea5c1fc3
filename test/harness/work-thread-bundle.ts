import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The program of the working thread as one file of plain JavaScript. From its sources, a thread would take its types away by
 * WebAssembly while other threads do the same, and in Node 24 that ends the process now and then with SIGSEGV (in V8's
 * `WasmEngine::FreeDeadCode`).
 */
export async function bundleWorkThread(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const place = join(root, '.vitest');
  await mkdir(place, { recursive: true });
  const folder = await mkdtemp(join(place, 'work-thread-'));
  const file = join(folder, 'work-thread.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/app/thread/worker.ts'],
    outfile: file,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
