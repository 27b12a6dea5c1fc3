import { setTimeout } from 'node:timers/promises';
import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import { compileMapping } from '../core/mapping/compile.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { OptionSpec } from '../core/options.ts';
import type { Source, SourceType } from '../core/ports/source.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { Target, TargetType } from '../core/ports/target.ts';
import { type RetryPolicy, retryingTarget } from '../engine/wrappers/retrying-target.ts';
import { loadMappingEngines } from '../expressions/index.ts';
import { openDirectoryTarget } from '../targets/directory/index.ts';
import { resolveSecret } from './config/options/secrets.ts';
import { optionValues } from './config/options/values.ts';
import { sourceType, targetType } from './registry.ts';
import type { NamedSecrets } from './secrets/index.ts';

/** A connector at work: its two ends, opened, and its rules, compiled. */
export interface OpenConnector {
  readonly config: ConnectorConfig;
  readonly source: Source;
  readonly sourceType: SourceType;
  readonly target: Target;
  readonly targetType: TargetType;
  /** The directory of the store in which the target's accounts stand. */
  readonly directory: string;
  readonly mapping: Mapping;
  close(): Promise<void>;
}

const retries: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 500,
  wait: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {
      throw new Failure('cancelled', 'The run was cancelled.');
    });
  },
};

/** Where a connector finds its accounts and its stored secrets. */
export interface ConnectorPlace {
  readonly store: Store;
  readonly vault: NamedSecrets;
}

/** Resolves the secrets and opens both ends; nothing is connected to yet. Throws `configuration`. */
export async function openConnector(
  { store, vault }: ConnectorPlace,
  config: ConnectorConfig,
  clock: () => number,
): Promise<OpenConnector> {
  const [fromType, toType] = await Promise.all([sourceType(config.source.type), targetType(config.target.type)]);
  const rules = config.provisioning.mapping;
  const mapping = compileMapping(rules, await loadMappingEngines(rules));
  const source = fromType.open(await resolved(config, 'source', fromType.options, vault), mapping.sourceAttributes);
  const targetOptions = await resolved(config, 'target', toType.options, vault);
  const directory = toType.directory(config.id, targetOptions);
  await store.directories.ensure(directory, 'own');
  const target = retryingTarget(openDirectoryTarget(directory, store.directories, clock), retries);
  const close = async () => {
    await Promise.all([source.close(), target.close()]);
  };
  return { config, source, sourceType: fromType, target, targetType: toType, directory, mapping, close };
}

/** Options with their secrets; a secret that cannot be found is told with the option that names it. */
async function resolved(
  config: ConnectorConfig,
  end: 'source' | 'target',
  options: readonly OptionSpec[],
  vault: NamedSecrets,
) {
  const sources = { env: process.env, named: (name: string) => vault.get(name) };
  try {
    return await optionValues(options, config[end].options, (reference) => resolveSecret(reference, sources));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.kind, `Connector "${config.id}", ${end}: ${error.message}`, {
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      cause: error,
    });
  }
}
