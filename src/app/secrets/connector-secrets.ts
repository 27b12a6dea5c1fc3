import type { ConnectorConfig, StoredOptions } from '../../core/connector.ts';
import type { OptionSpec } from '../../core/options.ts';
import type { SealedSecret, SecretStore } from '../../core/ports/store/index.ts';
import type { ConnectorTypes } from '../config/index.ts';
import type { Vault } from './vault.ts';

const ends = ['source', 'target'] as const;

/** The name of the secret in which the text of an option is kept: `acme.source.bindPassword`. */
function secretNameOf(connector: string, end: 'source' | 'target', option: string): string {
  return `${connector}.${end}.${option}`;
}

/** What saving a connector needs. */
export interface SecretPlaces {
  readonly types: ConnectorTypes;
  readonly vault: Vault;
  readonly store: SecretStore;
}

export interface Sealed<T> {
  readonly saved: T;
  /** Names of secrets that were there with another text. */
  readonly replaced: readonly string[];
}

/**
 * Seals secrets that stand as text in a connector, and saves it with `{ secret: name }` in their places. A text that is
 * sealed already stays as it is. When `save` throws, the secrets are as they were before.
 */
export async function sealSecrets<T>(
  config: ConnectorConfig,
  { types, vault, store }: SecretPlaces,
  setBy: string | null,
  save: (config: ConnectorConfig) => Promise<T>,
): Promise<Sealed<T>> {
  const texts = new Map<string, string>();
  const sealed = {
    ...config,
    source: {
      ...config.source,
      options: taken(config, 'source', (await types.sourceType(config.source.type)).options, texts),
    },
    target: {
      ...config.target,
      options: taken(config, 'target', (await types.targetType(config.target.type)).options, texts),
    },
  };
  const before = new Map<string, SealedSecret | undefined>();
  try {
    for (const [name, text] of texts) {
      const secret = await store.get(name);
      if (secret !== undefined && (await textOf(vault, secret)) === text) continue;
      before.set(name, secret);
      await vault.set(name, text, setBy);
    }
    const replaced = [...before].flatMap(([name, secret]) => (secret === undefined ? [] : name));
    return { saved: await save(sealed), replaced };
  } catch (error) {
    for (const [name, secret] of before) await putBack(store, name, secret);
    throw error;
  }
}

/** Undefined when it cannot be opened: then it is set anew. */
function textOf(vault: Vault, secret: SealedSecret): Promise<string | undefined> {
  return vault.open(secret).catch(() => undefined);
}

/** The options with references in the places of texts; `texts` gets what stood there. */
function taken(
  config: ConnectorConfig,
  end: (typeof ends)[number],
  specs: readonly OptionSpec[],
  texts: Map<string, string>,
): StoredOptions {
  const secrets = new Set(specs.filter(({ type }) => type === 'secret').map(({ name }) => name));
  const options = Object.entries(config[end].options).map(([option, value]) => {
    if (!secrets.has(option) || typeof value !== 'string') return [option, value];
    const name = secretNameOf(config.id, end, option);
    texts.set(name, value);
    return [option, { secret: name }];
  });
  return Object.fromEntries(options) as StoredOptions;
}

async function putBack(store: SecretStore, name: string, secret: SealedSecret | undefined): Promise<void> {
  if (secret === undefined) await store.remove(name);
  else await store.put(secret);
}

/** The names of the secrets that a connector refers to. */
function secretsUsedBy(config: ConnectorConfig): readonly string[] {
  return ends.flatMap((end) =>
    Object.values(config[end].options).flatMap((value) =>
      typeof value === 'object' && 'secret' in value ? [value.secret] : [],
    ),
  );
}

/** Who uses a secret: ids of connectors, or `settings` for one of the service itself. */
export function usersOfSecret(name: string, connectors: readonly ConnectorConfig[]): readonly string[] {
  if (name.startsWith('settings.')) return ['settings'];
  return connectors.filter((config) => secretsUsedBy(config).includes(name)).map(({ id }) => id);
}

/** Deletes the secrets that were sealed for a connector that is gone, unless another one refers to them. */
export async function forgetSecrets(
  gone: ConnectorConfig,
  others: readonly ConnectorConfig[],
  store: SecretStore,
): Promise<void> {
  const used = new Set(others.flatMap(secretsUsedBy));
  for (const name of secretsUsedBy(gone)) {
    if (name.startsWith(`${gone.id}.`) && !used.has(name)) await store.remove(name);
  }
}
