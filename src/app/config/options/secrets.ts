import { readFile } from 'node:fs/promises';
import type { SecretReference } from '../../../core/connector.ts';
import { Failure } from '../../../core/errors.ts';

/** What stands for a secret that is not shown. It is refused when read. */
export const hiddenSecret = '********';

/** Where secrets are looked up that do not stand in a file. */
export interface SecretSources {
  readonly env: { readonly [name: string]: string | undefined };
  /** The text of `{ secret: name }`. Throws `configuration` when there is none. */
  readonly named: (name: string) => Promise<string>;
}

const largestSecret = 64 * 1024;

/**
 * The text of a secret, read when a connector is opened. Throws `configuration`, with the place and never with the text,
 * when there is none. One line break at the end of a file does not belong to the secret.
 */
export async function resolveSecret(reference: SecretReference, { env, named }: SecretSources): Promise<string> {
  if (typeof reference === 'string') return reference;
  if ('env' in reference) return fromEnvironment(reference.env, env);
  if ('file' in reference) return fromFile(reference.file);
  return named(reference.secret);
}

function fromEnvironment(name: string, env: SecretSources['env']): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value !== undefined && value !== '') return value;
  const message = `The environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}.`;
  throw new Failure('configuration', message, {
    remedy: 'Set it where User Sync is started, then start User Sync again.',
  });
}

async function fromFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('configuration', `The secret file ${path} cannot be read (${error.code ?? 'unknown error'}).`, {
      remedy: 'Check the path, and that the account under which User Sync runs may read the file.',
      cause: error,
    });
  });
  const secret = bytes.length > largestSecret ? '' : bytes.toString('utf8').replace(/\r?\n$/, '');
  if (secret !== '') return secret;
  const message = `The secret file ${path} is ${bytes.length > largestSecret ? 'larger than 64 KiB' : 'empty'}.`;
  throw new Failure('configuration', message, { remedy: 'Put the secret, and nothing else, into the file.' });
}
