import type { ConnectorConfig } from '../core/connector.ts';
import type { Source } from '../core/ports/source.ts';
import type { Target } from '../core/ports/target.ts';
import { mappingOf } from './compile-mapping.ts';
import { openSource } from './open-source.ts';
import { openTarget } from './open-target.ts';
import type { ConnectorPlace } from './workplace.ts';

/** Both ends of a connector, opened to be tried. */
export interface OpenConnector {
  readonly source: Source;
  readonly target: Target;
  close(): Promise<void>;
}

/** Resolves the secrets and opens both ends; nothing is connected to yet. Throws `configuration`. */
export async function openConnector(
  place: ConnectorPlace,
  config: ConnectorConfig,
  clock: () => number,
): Promise<OpenConnector> {
  const { sourceAttributes } = await mappingOf(config);
  const { source } = await openSource(place.vault, config, sourceAttributes);
  const { target } = await openTarget(place, config, clock);
  const close = async () => {
    await Promise.all([source.close(), target.close()]);
  };
  return { source, target, close };
}
