import type { ConnectorConfig } from '../../../core/connector.ts';
import { Failure } from '../../../core/errors.ts';
import type { OptionSpec, OptionValues } from '../../../core/options.ts';
import type { NamedSecrets } from '../../secrets/index.ts';
import { resolveSecret } from './secrets.ts';
import { optionValues } from './values.ts';

/** Options with their secrets; a secret that cannot be found is told with the option that names it. */
export async function resolvedOptions(
  config: ConnectorConfig,
  end: 'source' | 'target',
  options: readonly OptionSpec[],
  vault: NamedSecrets,
): Promise<OptionValues> {
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
