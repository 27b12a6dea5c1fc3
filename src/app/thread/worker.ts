import { parentPort } from 'node:worker_threads';
import { type Workplace, type WorkplaceLocation, workHere } from '../workplace.ts';
import { type Message, Peer } from './peer.ts';
import { desks } from './remote-desk.ts';
import { methodsOf, mirrorer, type PartMethods, planner } from './remote-store.ts';

/*
 * The thread in which the store lives, and plans are made and applied. What it does may take as long as it needs: the event
 * loop of the program is another one, and reads from the source while this one writes.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const peer = new Peer(port);
let opened: Workplace | undefined;

peer.expose(
  {
    open: async (location: WorkplaceLocation): Promise<PartMethods> => {
      opened = await workHere(location);
      const { close: _close, ...parts } = opened.store;
      for (const [name, part] of Object.entries(parts)) peer.expose(part, name);
      peer.expose(planner(peer, parts.plans), 'planner');
      peer.expose(mirrorer(peer, parts.directories), 'mirror');
      peer.expose(desks(peer, opened), 'desks');
      return methodsOf(parts);
    },
    close: () => opened?.close(),
  },
  'workplace',
);
port.on('message', (message: Message) => peer.receive(message));
