import type { ConnectorConfig } from '../core/connector.ts';
import type { Source, SourceType } from '../core/ports/source.ts';
import { resolvedOptions } from './config/options/resolved.ts';
import type { ConnectorTypes } from './config/types.ts';
import * as registry from './registry.ts';
import type { NamedSecrets } from './secrets/index.ts';

/** Opens the connector's source for these raw attributes; nothing is connected to yet. Throws `configuration`. */
export async function openSource(
  vault: NamedSecrets,
  config: ConnectorConfig,
  attributes: readonly string[],
  types: Pick<ConnectorTypes, 'sourceType'> = registry,
): Promise<{ readonly source: Source; readonly type: SourceType }> {
  const type = await types.sourceType(config.source.type);
  return { source: type.open(await resolvedOptions(config, 'source', type.options, vault), attributes), type };
}
