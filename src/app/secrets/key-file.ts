import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../core/errors.ts';
import type { SecretKey } from './seal.ts';

/** The keys of a file, never none. The last one seals; the others only open what is not sealed anew yet. */
export type KeyRing = readonly [SecretKey, ...SecretKey[]];

const head = [
  '# The keys with which User Sync seals the secrets that it stores. Without this file they cannot be read again,',
  '# so keep a copy of it with every backup, away from other eyes.',
];

export function newKey(): SecretKey {
  return { id: randomBytes(4).toString('hex'), bytes: randomBytes(32) };
}

/** Undefined when there is no such file. Throws `configuration` when it cannot be read or holds something else. */
export async function readKeyFile(file: string): Promise<KeyRing | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw cannot('read', file, error);
  });
  if (text === undefined) return undefined;
  const [first, ...others] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parseKey(line, file));
  if (first === undefined) throw noKeys(file);
  return [first, ...others];
}

function parseKey(line: string, file: string): SecretKey {
  const [, id, text] = /^([0-9a-f]{8}) ([A-Za-z0-9_-]{43})$/.exec(line) ?? [];
  if (id === undefined || text === undefined) throw noKeys(file);
  return { id, bytes: Buffer.from(text, 'base64url') };
}

function noKeys(file: string): Failure {
  return new Failure('configuration', `The key file ${file} does not hold keys of User Sync.`, {
    remedy: 'Restore it from a backup, or correct USER_SYNC_KEY_FILE.',
  });
}

/** Makes the file, readable by its owner alone. One that is there already stays as it is. */
export async function createKeyFile(file: string, keys: KeyRing): Promise<void> {
  const place = async (temporary: string) => {
    await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(temporary);
  };
  await writing(file, keys, place);
}

/** Puts the file in the place of the one before, whole: whoever is killed meanwhile leaves the old or the new one. */
export async function replaceKeyFile(file: string, keys: KeyRing): Promise<void> {
  await writing(file, keys, (temporary) => rename(temporary, file));
}

async function writing(file: string, keys: KeyRing, place: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  const lines = keys.map(({ id, bytes }) => `${id} ${bytes.toString('base64url')}`);
  try {
    await writeThrough(temporary, `${[...head, ...lines].join('\n')}\n`);
    await place(temporary);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof Failure) throw error;
    throw cannot('written', file, error as NodeJS.ErrnoException);
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name in a folder is only there for good once the folder has been written as well. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cannot(what: 'read' | 'written', file: string, error: NodeJS.ErrnoException): Failure {
  return new Failure('configuration', `The key file ${file} cannot be ${what} (${error.code ?? error.message}).`, {
    remedy: 'Check its place, and that the account under which User Sync runs may read and write there.',
    cause: error,
  });
}
