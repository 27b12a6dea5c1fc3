import type { Store } from '../core/ports/store/index.ts';
import { type Desk, type DeskContext, deskHere } from '../engine/desk.ts';
import { openStore, type StoreLocation } from '../store/index.ts';

/** A store, and the desks beside it where plans are made and applied. */
export interface Workplace {
  readonly store: Store;
  openDesk(context: DeskContext): Promise<OpenDesk>;
}

/** Whoever opened it closes it. */
export interface OpenDesk extends Desk {
  close(): Promise<void>;
}

/** A workplace in this thread: it is there at once. See `openStore` for what it throws. */
export async function workHere(location: StoreLocation): Promise<Workplace> {
  const store = await openStore(location);
  return { store, openDesk: async (context) => ({ ...deskHere(context), close: async () => {} }) };
}
