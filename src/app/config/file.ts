import type { ConnectorConfig } from '../../core/connector.ts';
import { readConnector } from './check/connector.ts';
import { fieldsOf, isMap, type Place, refuse, required } from './check/place.ts';
import { ConfigurationFailure, fieldName, type Problem, shown } from './problems.ts';
import type { ConnectorTypes } from './types.ts';
import { readYaml } from './yaml/read.ts';

/**
 * Every connector of a YAML or JSON file, checked and with defaults. Throws one `ConfigurationFailure` with all problems,
 * each as `FILE:LINE:COLUMN: FIELD: what is wrong and what would be right`. `file`: how the administrator named the file.
 */
export async function readConnectorFile(file: string, text: string, types: ConnectorTypes): Promise<ConnectorConfig[]> {
  const { value, position } = readYaml(file, text);
  const problems: Problem[] = [];
  const configs = await readConnectors({ value, path: [], problems }, types);
  if (problems.length === 0) return configs;
  const located = problems.map((problem) => ({ ...problem, ...position(problem.path) }));
  throw new ConfigurationFailure(inOrder(located), file);
}

async function readConnectors(place: Place, types: ConnectorTypes): Promise<ConnectorConfig[]> {
  const fields = fieldsOf(place, ['connectors']);
  const list =
    fields && required(fields, 'connectors', 'List the connectors: "connectors:", then "  - id: …".', places);
  const configs: ConnectorConfig[] = [];
  for (const item of list ?? []) {
    const config = await readConnector(item, types);
    if (config !== undefined) configs.push(config);
  }
  refuseTwice(list ?? []);
  return configs;
}

function places(place: Place): readonly Place[] | undefined {
  const { value, path, problems } = place;
  if (!Array.isArray(value)) return refuse(place, 'a list of connectors is needed: "  - id: …" for each.');
  return value.map((item, index) => ({ value: item, path: [...path, index], problems }));
}

function refuseTwice(list: readonly Place[]): void {
  const first = new Map<unknown, Place>();
  for (const place of list) {
    const id = isMap(place.value) && Object.hasOwn(place.value, 'id') ? place.value.id : undefined;
    const other = first.get(id);
    if (other === undefined) first.set(id, place);
    else if (typeof id === 'string') {
      const field = { ...place, path: [...place.path, 'id'] };
      refuse(field, `${shown(id)} is the id of ${fieldName(other.path)} too; every connector needs its own.`);
    }
  }
}

function inOrder<P extends { readonly line: number; readonly column: number }>(problems: readonly P[]): readonly P[] {
  return [...problems].sort((one, other) => one.line - other.line || one.column - other.column);
}
