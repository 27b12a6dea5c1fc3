import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/errors.ts';
import type { StoreLocation } from '../../store/index.ts';
import type { Workplace } from '../workplace.ts';
import { type Message, Peer } from './peer.ts';
import { openRemoteDesk } from './remote-desk.ts';
import { remoteStore } from './remote-store.ts';

/**
 * A thread for a store and its desks: this one reads from sources and serves people meanwhile. It may be started before it
 * is known what to open.
 */
export class WorkThread {
  readonly #worker: Worker;
  readonly #peer: Peer;
  #ended = false;

  constructor(entry: URL) {
    this.#worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb } });
    this.#peer = new Peer(this.#worker);
    this.#worker.on('message', (message: Message) => this.#peer.receive(message));
    this.#worker.on('error', (error) => this.#peer.break(error));
    this.#worker.on('exit', () => this.#peer.break(new Failure('transient', 'The working thread has ended.')));
  }

  /** Opens (and makes) the store; see `openStore` for what it throws. */
  async open(location: StoreLocation): Promise<Workplace> {
    await this.#peer.call('store', 'open', [location]);
    return {
      store: remoteStore(this.#peer, () => this.close()),
      openDesk: (context) => openRemoteDesk(this.#peer, context),
    };
  }

  /** Closes the store, if one was opened. May be called more than once. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#peer.call('store', 'close', []);
    await this.#worker.terminate();
  }
}

/** Rows live for a moment: with little room for them, what is used once is given back soon. */
const maxYoungGenerationSizeMb = 32;
