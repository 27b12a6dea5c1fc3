import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OptionValues } from '../../../src/core/options.ts';
import type { GroupRecord, UserRecord } from '../../../src/core/people.ts';
import type { Source } from '../../../src/core/ports/source.ts';
import { fileSource } from '../../../src/sources/file/index.ts';
import { eventsOf, never } from './listing.ts';

/** Files by name, in a folder that goes with the test. Returns its path. */
export async function folderWith(files: { readonly [name: string]: string | Uint8Array }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'user-sync-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** A source over a folder, or over the one file of it that is named. */
export async function fileSourceOf(
  files: { readonly [name: string]: string | Uint8Array },
  options: OptionValues = {},
  only?: string,
): Promise<Source & { readonly folder: string }> {
  const folder = await folderWith(files);
  const path = only === undefined ? folder : join(folder, only);
  return { ...fileSource.open({ path, ...options }, []), folder };
}

export interface Read {
  readonly users: readonly UserRecord[];
  readonly groups: readonly GroupRecord[];
  readonly notices: readonly string[];
}

/** Everything that a source gives, which must be whole. */
export async function readWhole(source: Source): Promise<Read> {
  const events = await eventsOf(source.read(never()));
  if (events.at(-1)?.type !== 'end') throw new Error('The answer has no end.');
  return {
    users: events.flatMap((event) => (event.type === 'users' ? event.records : [])),
    groups: events.flatMap((event) => (event.type === 'groups' ? event.records : [])),
    notices: events.flatMap((event) => (event.type === 'notice' ? [event.message] : [])),
  };
}
