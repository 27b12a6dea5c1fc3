import { nameKey } from '../../core/names.ts';
import type { PasswordFacts, ServedUser, Store } from '../../core/ports/store/index.ts';
import { LocalPasswords } from './local-passwords.ts';
import { RememberedPasswords } from './remembered-passwords.ts';
import { SharedWork } from './shared-work.ts';
import { SourcePasswords, type SourcePlace } from './source-passwords.ts';
import { type CheckVerdict, notPossible, type PasswordCheck } from './verdict.ts';
import { WrongPasswords } from './wrong-passwords.ts';

const mostRemembered = 10_000;

export interface ChecksPlace extends SourcePlace {
  readonly store: Pick<Store, 'connectors' | 'directories' | 'passwords'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

interface Asked {
  readonly password: string;
  /** The address at which the password was typed, or else that of the product. */
  readonly from: string;
  readonly signal: AbortSignal;
}

/** Checks passwords of people for products, as their directory says. */
export class PasswordChecks {
  readonly #store: ChecksPlace['store'];
  readonly #local = new LocalPasswords();
  readonly #source: SourcePasswords;
  readonly #remembered: RememberedPasswords;
  readonly #wrong: WrongPasswords;
  readonly #going = new SharedWork<CheckVerdict>();
  readonly #closing = new AbortController();

  constructor(place: ChecksPlace) {
    this.#store = place.store;
    this.#source = new SourcePasswords(place);
    this.#remembered = new RememberedPasswords(mostRemembered, place.clock);
    this.#wrong = new WrongPasswords(place.clock);
  }

  /** Throws `cancelled` when the signal is raised or all is closed; what a source fails with is a verdict. */
  async check({ user, password, from, signal }: Asked & { readonly user: ServedUser }): Promise<CheckVerdict> {
    const facts = await this.#store.passwords.factsOf(user.directory, user.number);
    if (facts.authentication !== 'none' && !user.active) return { verdict: 'inactive' };
    const check = await this.#checkOf(user, facts);
    if ('verdict' in check) return check;
    const digest = this.#remembered.digest(check.basis, password);
    const known = this.#remembered.has(digest);
    const attempt = { person: `${user.directory}\0${nameKey(user.username)}`, address: from, known };
    return this.#going.join(digest, signal, () => this.#wrong.count(attempt, () => this.#ask(check, digest, password)));
  }

  /**
   * For a name that nobody has in these directories: `wrong`, as slowly as for somebody whose password is kept here, and
   * limited alike.
   */
  async checkNobody({
    username,
    directories,
    password,
    from,
    signal,
  }: Asked & { readonly username: string; readonly directories: readonly string[] }): Promise<CheckVerdict> {
    const kinds = await Promise.all(directories.map((directory) => this.#store.directories.authentication(directory)));
    const attempt = { person: `\0${nameKey(username)}`, address: from, known: false };
    return this.#wrong.count(attempt, async () =>
      kinds.includes('local') ? this.#local.ofNobody(password, signal) : { verdict: 'wrong' },
    );
  }

  /** Frees what is open; checks that go on end. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#remembered.forgetAll();
    await this.#source.close();
  }

  async #checkOf(user: ServedUser, { authentication, hash }: PasswordFacts): Promise<PasswordCheck | CheckVerdict> {
    if (authentication === 'local') return this.#local.of(user, hash);
    if (authentication === 'source') return this.#source.of(user);
    return notPossible(`Nobody checks passwords of the directory ${user.directory}. Log in by single sign-on.`);
  }

  async #ask(check: PasswordCheck, digest: string, password: string): Promise<CheckVerdict> {
    const verdict = await check.ask(password, this.#closing.signal);
    if (verdict.verdict === 'right') this.#remembered.add(digest, check.rememberMs);
    return verdict;
  }
}
