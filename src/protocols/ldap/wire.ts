import type { Socket } from 'node:net';
import { type Message, MessageParser, type MessageResponse, SearchEntry, SearchReference, UnbindRequest } from 'ldapts';
import type { CancelSignal } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import type { LdapEndpoint } from './endpoint.ts';
import { lost, networkFailure, notLdap, timedOut } from './network-failure.ts';
import { type Asked, resultFailure } from './result-failure.ts';
import { openSocket, secureSocket } from './socket.ts';

/** Everything that came back for one request. */
export interface Answer {
  readonly response: MessageResponse;
  readonly entries: readonly SearchEntry[];
  readonly referrals: readonly string[];
}

interface Pending {
  readonly id: number;
  readonly operation: Asked['operation'];
  readonly entries: SearchEntry[];
  readonly referrals: string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * One connection that carries one request at a time. The library writes and parses the messages; the connection is ours,
 * because every page must be seen as it came: an empty page with a cookie is not the end of a listing. Once something has
 * failed, every later request fails with the same failure.
 */
export class Wire {
  readonly #endpoint: LdapEndpoint;
  readonly #signal: CancelSignal;
  readonly #cancel = () => this.#fail(new Failure('cancelled', 'The run was cancelled.'));
  #socket: Socket;
  #parser = new MessageParser();
  #pending: Pending | undefined;
  /** The request under way, by its id: the parser finds there which controls an answer may carry. */
  readonly #asked = new Map<string, { message: Message }>();
  #failure: Failure | undefined;
  #lastId = 0;

  static async open(endpoint: LdapEndpoint, signal: CancelSignal): Promise<Wire> {
    return new Wire(endpoint, signal, await openSocket(endpoint, signal));
  }

  private constructor(endpoint: LdapEndpoint, signal: CancelSignal, socket: Socket) {
    this.#endpoint = endpoint;
    this.#signal = signal;
    this.#socket = socket;
    signal.addEventListener('abort', this.#cancel, { once: true });
    this.#listen();
    if (signal.aborted) this.#cancel();
  }

  /** Sends a request and waits for its last answer, whatever its result code. */
  request(operation: Asked['operation'], build: (options: { messageId: number }) => Message): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      if (this.#pending !== undefined) return reject(new Failure('internal', 'An LDAP request is under way.'));
      this.#pending = { id, operation, entries: [], referrals: [], resolve, reject };
      const message = build({ messageId: id });
      this.#asked.clear();
      this.#asked.set(String(id), { message });
      this.#socket.write(message.write());
    });
  }

  /** After the server agreed to StartTLS. What it said in clear until now is forgotten. */
  async secure(): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data').removeAllListeners('timeout').setTimeout(0);
    plain.removeAllListeners('close');
    this.#parser.removeAllListeners();
    this.#parser = new MessageParser();
    try {
      this.#socket = await secureSocket(plain, this.#endpoint, this.#signal);
    } catch (error) {
      plain.destroy();
      throw error;
    }
    this.#listen();
  }

  close(): void {
    if (this.#failure !== undefined) return;
    const socket = this.#socket;
    this.#fail(new Failure('cancelled', 'The connection was closed.'), () => {
      socket.unref();
      socket.end(new UnbindRequest({ messageId: this.#lastId + 1 }).write(), () => socket.destroy());
    });
  }

  #listen(): void {
    const socket = this.#socket;
    this.#parser.on('message', (message) => this.#receive(message));
    this.#parser.on('error', (error) => this.#fail(notLdap(this.#endpoint, error)));
    const parser = this.#parser;
    socket.on('data', (data: Buffer) => parser.read(data, this.#asked));
    socket.on('error', (error) => this.#fail(networkFailure(this.#endpoint, error)));
    socket.on('close', () => this.#fail(lost(this.#endpoint)));
    socket.setTimeout(this.#endpoint.timeoutMs, () => {
      if (this.#pending !== undefined) this.#fail(timedOut(this.#endpoint, this.#pending.operation));
    });
  }

  #receive(message: MessageResponse): void {
    const pending = this.#pending;
    if (message.messageId === 0) {
      this.#fail(resultFailure(this.#endpoint, { operation: 'disconnect' }, message));
    } else if (pending === undefined || message.messageId !== pending.id) {
      this.#fail(notLdap(this.#endpoint));
    } else if (message instanceof SearchEntry) {
      pending.entries.push(message);
    } else if (message instanceof SearchReference) {
      pending.referrals.push(...message.uris);
    } else {
      this.#pending = undefined;
      pending.resolve({ response: message, entries: pending.entries, referrals: pending.referrals });
    }
  }

  /** The first failure stays. */
  #fail(failure: Failure, end = () => void this.#socket.destroy()): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#signal.removeEventListener('abort', this.#cancel);
    end();
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.reject(failure);
  }
}
