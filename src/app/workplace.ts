import type { Store } from '../core/ports/store/index.ts';
import { openStore, type StoreLocation } from '../store/index.ts';
import { type NamedSecrets, Vault } from './secrets/index.ts';

/** Where a connector finds its accounts and its stored secrets. */
export interface ConnectorPlace {
  readonly store: Store;
  readonly vault: NamedSecrets;
}

/** A store with its secrets. */
export interface Workplace extends ConnectorPlace {
  readonly vault: Vault;
  close(): Promise<void>;
}

/** What a workplace is made of. */
export interface WorkplaceLocation {
  readonly store: StoreLocation;
  /** Where the key of stored secrets is. */
  readonly keyFile: string;
}

/** A workplace in this thread: it is there at once. See `openStore` for what it throws. */
export async function workHere({ store, keyFile }: WorkplaceLocation): Promise<Workplace> {
  return workplaceOn(await openStore(store), keyFile);
}

/** A workplace in this thread, on a store that is closed with it. */
export function workplaceOn(store: Store, keyFile: string): Workplace {
  return {
    store,
    vault: new Vault(store.secrets, keyFile, Date.now),
    close: () => store.close(),
  };
}
