import { availableParallelism } from 'node:os';
import { Failure } from '../../core/errors.ts';
import { nameKey } from '../../core/names.ts';
import type { DirectoryUser, Store } from '../../core/ports/store/index.ts';
import { hashNewPassword, isPassword } from '../access/passwords.ts';
import { busy, type CheckVerdict, type PasswordCheck } from './verdict.ts';
import { WaitingLine } from './waiting-line.ts';

/** A password that was right is remembered so long; a new one, or none, holds at once nevertheless. */
export const localMemoryMs = 5 * 60_000;

/** A processor is left to whatever else goes on, such as a run. */
const line = { working: Math.max(1, availableParallelism() - 1), waiting: 32 };

/** Passwords that were set in this program. */
export class LocalPasswords {
  readonly #line = new WaitingLine(line);

  of({ number }: Pick<DirectoryUser, 'number'>, hash: string | null): PasswordCheck {
    return {
      basis: JSON.stringify(['local', number, hash]),
      rememberMs: localMemoryMs,
      ask: (password, signal) => this.#compare(password, hash, signal),
    };
  }

  /** Takes as long as for somebody, and is wrong. */
  ofNobody(password: string, signal: AbortSignal): Promise<CheckVerdict> {
    return this.#compare(password, null, signal);
  }

  async #compare(password: string, hash: string | null, signal: AbortSignal): Promise<CheckVerdict> {
    const right = await this.#line.pass(signal, () => isPassword(password, hash));
    if (right === undefined) return busy;
    return { verdict: right ? 'right' : 'wrong' };
  }
}

/** Somebody in a directory, by name. */
export interface NamedUser {
  readonly directory: string;
  readonly username: string;
}

/** Sets the password of somebody. Throws `not-found`, and `invalid` for one that is too short. */
export async function setLocalPassword(
  store: Pick<Store, 'directories' | 'passwords'>,
  named: NamedUser,
  password: string,
  now: number,
): Promise<DirectoryUser> {
  const user = await requireUser(store, named);
  await store.passwords.set(user.number, await hashNewPassword(password), now);
  return user;
}

/** Takes the password of somebody away. Throws `not-found` when there is no such user, or they have none. */
export async function removeLocalPassword(
  store: Pick<Store, 'directories' | 'passwords'>,
  named: NamedUser,
): Promise<DirectoryUser> {
  const user = await requireUser(store, named);
  const { hash } = await store.passwords.factsOf(named.directory, user.number);
  if (hash === null) {
    throw new Failure('not-found', `${user.username} has no password in the directory "${named.directory}".`);
  }
  await store.passwords.remove(user.number);
  return user;
}

/** Throws `not-found`. */
export async function requireUser(
  { directories }: Pick<Store, 'directories'>,
  { directory, username }: NamedUser,
): Promise<DirectoryUser> {
  const found = await directories.find(directory, { nameKey: nameKey(username) });
  if (found !== undefined) return found;
  throw new Failure('not-found', `There is no user "${username}" in the directory "${directory}".`, {
    remedy: `See who there is with: user-sync directory users --directory ${directory}`,
  });
}
