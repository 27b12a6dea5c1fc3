import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/errors.ts';
import { Vault } from '../secrets/index.ts';
import type { Workplace, WorkplaceLocation } from '../workplace.ts';
import { type Message, Peer } from './peer.ts';
import { openRemoteDesk } from './remote-desk.ts';
import { type PartMethods, remoteStore } from './remote-store.ts';

/** Rows live for a moment: with little room for them, what is used once is given back soon. */
const maxYoungGenerationSizeMb = 32;

/**
 * A workplace in a thread of its own, whose program is `entry`: this one reads from sources and serves people meanwhile. See
 * `openStore` for what it throws. Closing it ends the thread.
 */
export async function workInThread(entry: URL, location: WorkplaceLocation): Promise<Workplace> {
  const worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb } });
  const peer = new Peer(worker);
  worker.on('message', (message: Message) => peer.receive(message));
  worker.on('error', (error) => peer.break(error));
  worker.on('exit', () => peer.break(new Failure('transient', 'The working thread has ended.')));
  let closing: Promise<void> | undefined;
  const end = async () => {
    await peer.call('workplace', 'close', []).finally(() => worker.terminate());
  };
  const close = () => {
    closing ??= end();
    return closing;
  };
  const opening = peer.call('workplace', 'open', [location]) as Promise<PartMethods>;
  const methods = await opening.catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  const store = remoteStore(peer, methods, close);
  return {
    store,
    vault: new Vault(store.secrets, location.keyFile, Date.now),
    openDesk: (context) => openRemoteDesk(peer, context),
    close,
  };
}
