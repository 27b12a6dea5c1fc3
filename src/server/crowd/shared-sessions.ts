import { hashOf, randomText } from '../../app/access/random.ts';
import type { ServedUser, SignOn, SignOnFactor, SignOnStore } from '../../core/ports/store/index.ts';

/** Without use a session ends. A product may ask for another time, of a day at most. */
const usualMs = 30 * 60_000;
const longestMs = 24 * 60 * 60_000;

/** Somebody who is logged in at the products that share their log-ins. */
export interface LoggedIn {
  readonly token: string;
  readonly signOn: SignOn;
  readonly user: ServedUser;
}

/** Log-ins that products share. Only whoever has the token can use one. */
export class SharedSessions {
  readonly #signOns: SignOnStore;
  readonly #clock: () => number;

  constructor(signOns: SignOnStore, clock: () => number) {
    this.#signOns = signOns;
    this.#clock = clock;
  }

  /** `durationMs`: undefined: the usual time. */
  async begin(
    application: number,
    user: ServedUser,
    {
      factors,
      durationMs = usualMs,
    }: { readonly factors: readonly SignOnFactor[]; readonly durationMs?: number | undefined },
  ): Promise<LoggedIn> {
    const token = randomText();
    const createdAt = this.#clock();
    const expiresAt = createdAt + Math.min(durationMs, longestMs);
    const signOn = { hash: hashOf(token), account: user.number, createdAt, expiresAt, factors };
    await this.#signOns.purge(createdAt);
    await this.#signOns.create(application, signOn);
    return { token, signOn, user };
  }

  find(token: string): Promise<SignOn | undefined> {
    return this.#signOns.find(hashOf(token), this.#clock());
  }

  /** It is used; undefined when it is used in another way than it was made, such as from another browser. */
  async use(signOn: SignOn, factors: readonly SignOnFactor[]): Promise<SignOn | undefined> {
    if (!isSame(signOn.factors, factors)) return undefined;
    const expiresAt = Math.max(signOn.expiresAt, this.#clock() + usualMs);
    await this.#signOns.extend(signOn.hash, expiresAt);
    return { ...signOn, expiresAt };
  }

  end(token: string): Promise<void> {
    return this.#signOns.end(hashOf(token));
  }

  endOf(user: ServedUser, exceptToken: string | undefined): Promise<void> {
    return this.#signOns.endOf(user.number, exceptToken === undefined ? null : hashOf(exceptToken));
  }
}

/** In any order. */
function isSame(one: readonly SignOnFactor[], other: readonly SignOnFactor[]): boolean {
  const text = (factors: readonly SignOnFactor[]) =>
    JSON.stringify(factors.map(({ name, value }) => [name, value]).sort());
  return text(one) === text(other);
}
