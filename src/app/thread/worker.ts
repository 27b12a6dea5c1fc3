import { parentPort } from 'node:worker_threads';
import { runsHere } from '../runs/place.ts';
import { type Workplace, type WorkplaceLocation, workHere } from '../workplace.ts';
import { type Message, Peer } from './peer.ts';
import { lendRuns } from './remote-runs.ts';
import { methodsOf, mirrorer, type PartMethods, planner } from './remote-store.ts';
import { workWithWriter } from './threads.ts';

/*
 * A thread that has a store, or in which a run takes place. What it does may take as long as it needs: the event loop that
 * asked is another one.
 */
if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const peer = new Peer(port);
let opened: Workplace | undefined;

peer.expose(
  {
    openStore: async (location: WorkplaceLocation): Promise<PartMethods> => {
      opened = await workHere(location);
      const { close: _close, ...parts } = opened.store;
      for (const [name, part] of Object.entries(parts)) peer.expose(part, name);
      peer.expose(planner(peer, parts.plans), 'planner');
      peer.expose(mirrorer(peer, parts.directories), 'mirror');
      return methodsOf(parts);
    },
    openRuns: async (entry: string, location: WorkplaceLocation): Promise<void> => {
      opened = await workWithWriter(new URL(entry), location);
      peer.expose(lendRuns(peer, runsHere(opened)), 'runs');
    },
    close: () => opened?.close(),
  },
  'workplace',
);
port.on('message', (message: Message) => peer.receive(message));
