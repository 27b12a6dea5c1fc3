import type { FastifyRequest } from 'fastify';
import { Attempts } from '../../app/access/attempts.ts';
import { isPassword } from '../../app/access/passwords.ts';
import { nameKey } from '../../core/names.ts';
import type { Administrator } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import { HttpProblem, httpProblems } from '../http/problem.ts';

/** Failed attempts for one username, and from one address. */
export const perName = { most: 10, withinMs: 5 * 60_000 };
export const perAddress = { most: 50, withinMs: 5 * 60_000 };

/** Log-ins with a password. It takes as long for a name that nobody has, and says the same. */
export class PasswordLogIn {
  readonly #context: ServiceContext;
  readonly #names: Attempts;
  readonly #addresses: Attempts;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#names = new Attempts(perName, context.clock);
    this.#addresses = new Attempts(perAddress, context.clock);
  }

  /** Throws 401 when it is not the password of an active local administrator, and 429 after too many attempts. */
  async check(request: FastifyRequest, username: string, password: string): Promise<Administrator> {
    const { store, metrics } = this.#context;
    const name = nameKey(username);
    this.limit(request);
    this.#count(this.#names, name, `for ${username}`);
    const found = await store.administrators.findByName(username);
    const right = await isPassword(password, found?.passwordHash ?? null);
    if (right && found?.active === true) {
      this.#names.forget(name);
      this.#addresses.takeBack(request.ip);
      metrics.logIn('succeeded');
      return found;
    }
    metrics.logIn('failed');
    // What was typed as an unknown name may have been the password.
    const subject = found === undefined ? 'an unknown username' : `administrator ${found.username}`;
    await request.audit('log-in.failed', subject, null, null);
    throw new HttpProblem(
      { ...httpProblems.notLoggedIn, kind: 'wrong-password' },
      'The username or the password is wrong.',
    );
  }

  /** Counts an attempt from the address of the request. Throws 429 when there were too many. */
  limit(request: FastifyRequest): void {
    this.#count(this.#addresses, request.ip, `from ${request.ip}`);
  }

  #count(attempts: Attempts, key: string, whose: string): void {
    const waitMs = attempts.begin(key);
    if (waitMs === undefined) return;
    this.#context.metrics.logIn('limited');
    const minutes = Math.ceil(waitMs / 60_000);
    throw new HttpProblem(httpProblems.tooMany, `Too many attempts to log in ${whose} have failed.`, {
      remedy: `Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    });
  }
}
