import { parentPort } from 'node:worker_threads';
import { openStore, type StoreLocation } from '../../store/index.ts';
import { type Message, Peer } from './peer.ts';
import { desks } from './remote-desk.ts';
import { mirrorer, planner } from './remote-store.ts';

/*
 * The thread in which the store lives, and plans are made and applied. What it does may take as long as it needs: the event
 * loop of the program is another one, and reads from the source while this one writes.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const peer = new Peer(port);
let close = async () => {};

peer.expose(
  {
    open: async (location: StoreLocation) => {
      const store = await openStore(location);
      close = store.close;
      const { close: _close, ...parts } = store;
      for (const [name, part] of Object.entries(parts)) peer.expose(part, name);
      peer.expose(planner(peer, store.plans), 'planner');
      peer.expose(mirrorer(peer, store.directories), 'mirror');
      peer.expose(desks(peer, store), 'desks');
    },
    close: () => close(),
  },
  'store',
);
port.on('message', (message: Message) => peer.receive(message));
