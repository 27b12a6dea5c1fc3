import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/errors.ts';
import type { RunPlace } from '../runs/place.ts';
import { Vault } from '../secrets/index.ts';
import { type Workplace, type WorkplaceLocation, workHere, workplaceOn } from '../workplace.ts';
import { type Message, Peer } from './peer.ts';
import { remoteRuns } from './remote-runs.ts';
import { type PartMethods, remoteStore } from './remote-store.ts';
import { writeBehind } from './write-behind.ts';

/** Rows live for a moment: with little room for them, what is used once is given back soon. */
const maxYoungGenerationSizeMb = 32;

/** A write of so many rows is worth a thread. */
const largeWrite = 1_000;

/**
 * A workplace whose store is in a thread of its own, whose program is `entry`: this thread stays free. See `openStore` for
 * what it throws. Closing it ends the thread.
 */
export async function workInThread(entry: URL, location: WorkplaceLocation): Promise<Workplace> {
  const { peer, value, close } = await startThread(entry, 'openStore', [location]);
  const store = remoteStore(peer, value as PartMethods, close);
  return { store, vault: new Vault(store.secrets, location.keyFile, Date.now), close };
}

/** A place in a thread of its own for one run after the other. Closing it ends the thread. */
export async function runsInThread(entry: URL, location: WorkplaceLocation): Promise<RunPlace> {
  const { peer, close } = await startThread(entry, 'openRuns', [entry.href, location]);
  return remoteRuns(peer, close);
}

/** A workplace in this thread. On SQLite, which would wait here for every row, another thread writes what is large. */
export async function workWithWriter(entry: URL, location: WorkplaceLocation): Promise<Workplace> {
  const here = await workHere(location);
  if (location.store.engine === 'postgres') return here;
  const openWriter = async () => (await workInThread(entry, location)).store;
  return workplaceOn(writeBehind(here.store, openWriter, largeWrite), location.keyFile);
}

async function startThread(entry: URL, method: 'openStore' | 'openRuns', args: readonly unknown[]) {
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
  try {
    return { peer, value: await peer.call('workplace', method, args), close };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}
