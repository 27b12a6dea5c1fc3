import type { CancelSignal } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import { LdapConnection } from '../../protocols/ldap/connection.ts';
import type { LdapEndpoint } from '../../protocols/ldap/endpoint.ts';

/** The connections of one source: every call opens its own, and all can be closed at once. */
export class Sessions {
  readonly #endpoint: LdapEndpoint;
  readonly #open = new Set<LdapConnection>();
  #closings = 0;

  constructor(endpoint: LdapEndpoint) {
    this.#endpoint = endpoint;
  }

  /** Connects and, unless told otherwise, logs in; whoever opens also ends. */
  async open(signal: CancelSignal, how: 'logged in' | 'connected' = 'logged in'): Promise<LdapConnection> {
    const closings = this.#closings;
    const connect = how === 'logged in' ? LdapConnection.open : LdapConnection.connect;
    const connection = await connect(this.#endpoint, signal);
    if (closings !== this.#closings) {
      connection.close();
      throw new Failure('cancelled', 'The source was closed.');
    }
    this.#open.add(connection);
    return connection;
  }

  end(connection: LdapConnection): void {
    this.#open.delete(connection);
    connection.close();
  }

  close(): void {
    this.#closings += 1;
    for (const connection of this.#open) this.end(connection);
  }
}
