import type { ConnectorConfig } from '../core/connector.ts';
import { compileMapping } from '../core/mapping/compile.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import { loadMappingEngines } from '../expressions/index.ts';

/** The connector's rules, ready for records. Throws `configuration`. */
export async function mappingOf({ provisioning }: Pick<ConnectorConfig, 'provisioning'>): Promise<Mapping> {
  return compileMapping(provisioning.mapping, await loadMappingEngines(provisioning.mapping));
}
