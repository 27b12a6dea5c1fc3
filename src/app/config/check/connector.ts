import type { ConnectorConfig } from '../../../core/connector.ts';
import { ConfigurationFailure, type Path, shown } from '../problems.ts';
import type { ConnectorTypes } from '../types.ts';
import { type Endpoint, type EndpointType, readEndpoint } from './endpoint.ts';
import { readGroups } from './groups.ts';
import { readGuards } from './guards.ts';
import { type Fields, fieldsOf, optional, type Place, type Reader, refuse, required } from './place.ts';
import { readProvisioning } from './provisioning.ts';
import { name, text } from './readers.ts';
import { readSync } from './sync.ts';

const known = ['id', 'name', 'source', 'target', 'provisioning', 'groups', 'sync', 'guards'];

/**
 * Checks one connector in the form of the file, as JSON, and fills its defaults in. Throws a `ConfigurationFailure` with
 * every problem. `path`: where the value stands in what was given.
 */
export async function checkConnector(value: unknown, types: ConnectorTypes, path: Path = []): Promise<ConnectorConfig> {
  const place: Place = { value, path, problems: [] };
  const config = await readConnector(place, types);
  if (config === undefined || place.problems.length > 0) throw new ConfigurationFailure(place.problems);
  return config;
}

/** Undefined when it has no form at all; what it gives counts only if no problem was reported. */
export async function readConnector(place: Place, types: ConnectorTypes): Promise<ConnectorConfig | undefined> {
  const fields = fieldsOf(place, known);
  if (fields === undefined) return undefined;
  const id = required(fields, 'id', 'Give it a short name of letters, digits and hyphens, such as "acme".', identifier);
  const source = await endpoint(fields, 'source', (type) => types.sourceType(type));
  const target = await endpoint(fields, 'target', (type) => types.targetType(type));
  return {
    id: id ?? '',
    name: optional(fields, 'name', id ?? '', name),
    source: storedEndpoint(source),
    target: storedEndpoint(target),
    provisioning: await readProvisioning(fields, source),
    groups: readGroups(fields, target),
    sync: readSync(fields),
    guards: readGuards(fields),
  };
}

const identifier: Reader<string> = (place) => {
  const id = text(place);
  if (id === undefined || /^[a-z0-9-]{1,63}$/.test(id)) return id;
  return refuse(place, `is ${shown(id)}; 1 to 63 lower-case letters, digits and hyphens are possible.`);
};

const wanted = {
  source: 'Say where people come from, such as { type: file, path: /srv/export }.',
  target: 'Say where accounts live, such as { type: directory }.',
};

async function endpoint<T extends EndpointType>(
  fields: Fields,
  name: 'source' | 'target',
  load: (type: string) => Promise<T>,
): Promise<Endpoint<T> | undefined> {
  const place = required(fields, name, wanted[name], (found) => found);
  return place === undefined ? undefined : readEndpoint(place, load, name === 'source' ? 'ldap' : 'directory');
}

function storedEndpoint(endpoint: Endpoint<{ readonly type: string }> | undefined): ConnectorConfig['source'] {
  return { type: endpoint?.type.type ?? '', options: endpoint?.stored ?? {} };
}
