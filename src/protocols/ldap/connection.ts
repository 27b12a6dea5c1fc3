import {
  BindRequest,
  ExtendedRequest,
  type Filter,
  PagedResultsControl,
  PasswordPolicyControl,
  type SearchEntry,
  SearchRequest,
} from 'ldapts';
import type { CancelSignal } from '../../core/cancellation.ts';
import { Failure, isFailure } from '../../core/errors.ts';
import { type LdapEndpoint, nameOf } from './endpoint.ts';
import { present } from './filter.ts';
import { type BindVerdict, bindVerdict } from './password-verdict.ts';
import { resultCodeOf, resultFailure } from './result-failure.ts';
import { type Answer, Wire } from './wire.ts';

/** An entry: `name` is its DN. */
export type LdapEntry = Pick<SearchEntry, 'name' | 'attributes'>;

export interface LdapSearch {
  readonly base: string;
  /** The option that the base was written in, for messages. */
  readonly option?: string;
  readonly scope?: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly pageSize: number;
}

export interface LdapPage {
  readonly entries: readonly LdapEntry[];
  /** URLs of other servers that hold a part of the answer. */
  readonly referrals: readonly string[];
}

/** So many empty pages in a row are no listing any more. */
const emptyPages = 1000;

/** A connection that is encrypted and logged in as the endpoint demands. Failures are mapped; a raised signal closes it. */
export class LdapConnection {
  readonly #endpoint: LdapEndpoint;
  readonly #wire: Wire;

  private constructor(endpoint: LdapEndpoint, wire: Wire) {
    this.#endpoint = endpoint;
    this.#wire = wire;
  }

  /** Connects and logs in. */
  static async open(endpoint: LdapEndpoint, signal: CancelSignal): Promise<LdapConnection> {
    const connection = await LdapConnection.connect(endpoint, signal);
    try {
      await connection.logIn();
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Connects and encrypts, without a login. */
  static async connect(endpoint: LdapEndpoint, signal: CancelSignal): Promise<LdapConnection> {
    const wire = await Wire.open(endpoint, signal);
    const connection = new LdapConnection(endpoint, wire);
    if (endpoint.security !== 'startTls') return connection;
    try {
      await connection.#startTls();
      return connection;
    } catch (error) {
      wire.close();
      throw error;
    }
  }

  /** A simple bind; without credentials the connection stays anonymous. */
  async logIn(): Promise<void> {
    const { bind } = this.#endpoint;
    if (bind === undefined) return;
    const { response } = await this.#wire.request('log in', (options) => new BindRequest({ ...options, ...bind }));
    if (response.status !== 0) throw resultFailure(this.#endpoint, { operation: 'log in' }, response);
  }

  /** A simple bind as somebody else, to see whether it is their password. An empty one would be an anonymous bind. */
  async checkPassword(dn: string, password: string): Promise<BindVerdict> {
    const policy = new PasswordPolicyControl();
    const operation = 'check a password';
    const { response } = await this.#wire.request(operation, (options) => {
      return new BindRequest({ ...options, dn, password, controls: [policy] });
    });
    const verdict = bindVerdict(response, policy.value?.error);
    if (verdict !== undefined) return verdict;
    // What the server says may hold what was typed.
    throw resultFailure(this.#endpoint, { operation }, { status: response.status, errorMessage: '' });
  }

  /**
   * The pages of a search, at least one. While a page is worked on, the next is under way. Throws `incomplete` when the
   * listing breaks off after its first page.
   */
  async *pages(search: LdapSearch): AsyncGenerator<LdapPage> {
    let entries = 0;
    let empty = 0;
    let coming = this.#page(search, undefined);
    for (;;) {
      const answer = await coming.catch((error: unknown) => Promise.reject(brokenOff(error, entries)));
      const cookie = cookieOf(answer);
      entries += answer.entries.length;
      empty = answer.entries.length === 0 ? empty + 1 : 0;
      if (empty > emptyPages) throw this.#endless(search);
      if (cookie !== undefined) {
        coming = this.#page(search, cookie);
        // Whoever stops reading early does not want to hear of it.
        coming.catch(() => {});
      }
      yield answer;
      if (cookie === undefined) return;
    }
  }

  /** The first page alone. */
  async first(search: LdapSearch): Promise<LdapPage> {
    return this.#page(search, undefined);
  }

  /** The entry itself; undefined when it is not there or may not be seen. */
  async entry(dn: string, attributes: readonly string[]): Promise<LdapEntry | undefined> {
    const search: LdapSearch = { base: dn, scope: 'base', filter: present('objectClass'), attributes, pageSize: 0 };
    try {
      return (await this.#page(search, undefined)).entries[0];
    } catch (error) {
      if (resultCodeOf(error) === 32 || resultCodeOf(error) === 50) return undefined;
      throw error;
    }
  }

  close(): void {
    this.#wire.close();
  }

  async #startTls(): Promise<void> {
    const oid = '1.3.6.1.4.1.1466.20037';
    const { response } = await this.#wire.request('StartTLS', (options) => new ExtendedRequest({ ...options, oid }));
    if (response.status !== 0) throw resultFailure(this.#endpoint, { operation: 'StartTLS' }, response);
    await this.#wire.secure();
  }

  async #page(search: LdapSearch, cookie: Buffer | undefined): Promise<Answer> {
    const { base, option, scope = 'sub', filter, attributes, pageSize } = search;
    const value = cookie === undefined ? { size: pageSize } : { size: pageSize, cookie };
    const controls = pageSize === 0 ? [] : [new PagedResultsControl({ value })];
    const answer = await this.#wire.request('search', (options) => {
      return new SearchRequest({
        ...options,
        baseDN: base,
        scope,
        filter,
        attributes: [...attributes],
        timeLimit: 0,
        controls,
      });
    });
    const { response } = answer;
    if (response.status !== 0) throw resultFailure(this.#endpoint, { operation: 'search', base, option }, response);
    if (cookie !== undefined && pagingOf(answer) === undefined) throw this.#endless(search);
    return answer;
  }

  #endless({ base }: LdapSearch): Failure {
    const server = nameOf(this.#endpoint);
    return new Failure('incomplete', `The LDAP server ${server} lost its place in the listing of ${base}.`, {
      remedy: 'Run again; if it stays so, choose another pageSize.',
    });
  }
}

function pagingOf({ response }: Answer): PagedResultsControl | undefined {
  return response.controls?.find((control) => control instanceof PagedResultsControl);
}

/** Where the next page begins; undefined after the last. */
function cookieOf(answer: Answer): Buffer | undefined {
  const cookie = pagingOf(answer)?.value?.cookie;
  return cookie === undefined || cookie.length === 0 ? undefined : cookie;
}

/** A listing that had begun is incomplete; one that had not may be tried again. */
function brokenOff(error: unknown, entries: number): unknown {
  if (!isFailure(error, 'transient') || entries === 0) return error;
  return new Failure('incomplete', `The listing broke off after ${entries} entries: ${error.message}`, {
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    cause: error,
  });
}
