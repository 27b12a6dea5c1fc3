import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Store } from '../../core/ports/store/index.ts';
import { readConnectorFile } from '../config/index.ts';
import * as registry from '../registry.ts';
import { sampleConnector, sampleFiles } from './company.ts';

/** Writes the files of the sample company and its connector into the data directory, and applies the connector. */
export async function installSample(store: Store, dataDirectory: string): Promise<string> {
  const folder = resolve(dataDirectory, 'sample');
  await mkdir(folder, { recursive: true });
  for (const [name, lines] of Object.entries(sampleFiles)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const file = resolve(dataDirectory, 'sample.yaml');
  const text = sampleConnector(folder);
  await writeFile(file, text);
  for (const config of await readConnectorFile(file, text, registry)) await store.connectors.put(config, Date.now());
  return file;
}
