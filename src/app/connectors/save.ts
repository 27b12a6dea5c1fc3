import type { ConnectorConfig } from '../../core/connector.ts';
import { Failure } from '../../core/errors.ts';
import type { Store, StoredConnector } from '../../core/ports/store/index.ts';
import { type ConfigChange, ConfigurationFailure, checkConnector, diffConnector } from '../config/index.ts';
import type { TypeRegistry } from '../registry.ts';
import { forgetSecrets, sealSecrets, type Vault } from '../secrets/index.ts';
import { keepHiddenSecrets } from './hidden-secrets.ts';

/** What saving a connector needs. */
export interface ConnectorPlaces {
  readonly store: Store;
  readonly vault: Vault;
  readonly types: TypeRegistry;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface Saved {
  readonly connector: StoredConnector;
  readonly before: StoredConnector | undefined;
  /** What differs from before; everything of a new one. */
  readonly changes: readonly ConfigChange[];
  /** Names of its secrets that have another text now. */
  readonly replacedSecrets: readonly string[];
}

/**
 * Checks a connector in the form of the file and creates it. Throws a `ConfigurationFailure` with every problem, and
 * `already-exists`.
 */
export async function createConnector(places: ConnectorPlaces, form: unknown, by: string): Promise<Saved> {
  return save(places, await checkConnector(form, places.types), by, 0);
}

/**
 * Replaces version `expected` of a connector. A secret that is left hidden stays as it is. Throws `not-found`, a
 * `ConfigurationFailure` with every problem, and `outdated` when another version is the newest.
 */
export async function changeConnector(
  places: ConnectorPlaces,
  stored: StoredConnector,
  form: unknown,
  by: string,
  expected: number,
): Promise<Saved> {
  const config = await checkDraft(places, form, stored);
  const { id } = stored.config;
  if (config.id !== id) {
    const message = `is "${config.id}"; the id of a connector cannot be changed, so it must stay "${id}".`;
    throw new ConfigurationFailure([{ path: ['id'], field: 'id', message }]);
  }
  return save(places, config, by, expected);
}

/** Creates a connector that has been checked, or replaces it, whichever version it is. */
export function applyConnector(places: ConnectorPlaces, config: ConnectorConfig, by: string): Promise<Saved> {
  return save(places, config, by);
}

/** Checks a connector that need not be saved. `stored`: what its hidden secrets are taken from. */
export function checkDraft(
  { types }: Pick<ConnectorPlaces, 'types'>,
  form: unknown,
  stored: StoredConnector | undefined,
): Promise<ConnectorConfig> {
  return checkConnector(stored === undefined ? form : keepHiddenSecrets(form, stored.config), types);
}

/** Makes an old version the newest one. Throws like `changeConnector`. */
export async function restoreConnector(
  places: ConnectorPlaces,
  id: string,
  version: number,
  by: string,
  expected: number,
): Promise<Saved> {
  const old = await places.store.connectors.version(id, version);
  if (old === undefined) {
    throw new Failure('not-found', `"${id}" has no version ${version}.`, { remedy: 'Choose one of its versions.' });
  }
  return save(places, old.config, by, expected);
}

/** Deletes a connector with its history and its secrets. Its accounts stay. Throws `not-found` and `outdated`. */
export async function deleteConnector({ store }: Pick<ConnectorPlaces, 'store'>, gone: StoredConnector): Promise<void> {
  await store.connectors.delete(gone.config.id);
  const others = (await store.connectors.list()).map(({ config }) => config);
  await forgetSecrets(gone.config, others, store.secrets);
}

async function save(places: ConnectorPlaces, config: ConnectorConfig, by: string, expected?: number): Promise<Saved> {
  const { store, vault, types, clock } = places;
  const seals = { types, vault, store: store.secrets };
  const { id } = config;
  const { saved, replaced } = await sealSecrets(config, seals, by, async (sealed) => {
    const options = expected === undefined ? { by } : { by, expected };
    return { sealed, ...(await store.connectors.put(sealed, clock(), options)) };
  });
  const connector = await store.connectors.get(id);
  if (connector === undefined) throw new Failure('not-found', `"${id}" was deleted at this very moment.`);
  const { before, sealed } = saved;
  const changes = before === undefined ? [] : await diffConnector(before.config, sealed, types);
  return { connector, before, changes, replacedSecrets: replaced };
}
