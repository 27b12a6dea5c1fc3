import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Store } from '../../core/ports/store/index.ts';
import { readConnectorFile } from '../config/index.ts';
import * as registry from '../registry.ts';
import { recreated, type SampleFiles, sampleConnector, sampleFiles } from './company.ts';

export { sampleId } from './company.ts';

/** Writes the files of the sample company and its connector into the data directory, and applies the connector. */
export async function installSample(store: Store, dataDirectory: string): Promise<string> {
  await writeFiles(dataDirectory, sampleFiles);
  const file = resolve(dataDirectory, 'sample.yaml');
  const text = sampleConnector(folderOf(dataDirectory));
  await writeFile(file, text);
  for (const config of await readConnectorFile(file, text, registry))
    await store.connectors.put(config, Date.now(), { by: 'command line' });
  return file;
}

/** Somebody of the sample company is deleted at the provider and created again. Returns the full name. */
export async function recreateSomebody(dataDirectory: string): Promise<string> {
  await writeFiles(dataDirectory, recreated.files);
  return recreated.fullName;
}

async function writeFiles(dataDirectory: string, files: SampleFiles): Promise<void> {
  const folder = folderOf(dataDirectory);
  await mkdir(folder, { recursive: true });
  for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
}

function folderOf(dataDirectory: string): string {
  return resolve(dataDirectory, 'sample');
}
