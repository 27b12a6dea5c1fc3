import type { ConnectorConfig } from '../../../core/connector.ts';
import type { SourceType } from '../../../core/ports/source.ts';
import { shown } from '../problems.ts';
import type { Endpoint } from './endpoint.ts';
import { readMapping } from './mapping.ts';
import {
  type Fields,
  fieldsOf,
  isMap,
  optional,
  type Place,
  type Reader,
  refuse,
  required,
  sectionOf,
  wrongType,
} from './place.ts';
import { filledListOf, text } from './readers.ts';
import { nearest } from './suggest.ts';

type Provisioning = ConnectorConfig['provisioning'];

/** Reads how people become accounts. What depends on the source goes unchecked while the source is wrong. */
export async function readProvisioning(
  connector: Fields,
  source: Endpoint<SourceType> | undefined,
): Promise<Provisioning> {
  const fields = sectionOf(connector, 'provisioning', ['primaryAttribute', 'attributes', 'onConflict']);
  const preset = source?.values && source.type.preset(source.values);
  const { rules, names } = await readMapping(fields?.get('attributes'), preset);
  return {
    primaryAttribute: optional(fields, 'primaryAttribute', 'source-id', primary(source?.type.idAttribute)),
    mapping: rules,
    onConflict: optional(fields, 'onConflict', { action: 'ask' }, onConflict(preset === undefined ? null : names)),
  };
}

/** The words are those of the pages, where it is "Username" or "azure_ID": their case does not matter. */
function primary(idAttribute: string | undefined): Reader<Provisioning['primaryAttribute']> {
  return (place) => {
    const word = text(place);
    if (word === undefined) return undefined;
    if (word.toLowerCase() === 'username') return 'username';
    if (idAttribute === undefined || word.toLowerCase() === idAttribute.toLowerCase()) return 'source-id';
    return refuse(place, `is ${shown(word)}; with this source it is ${idAttribute} or username.`);
  };
}

/** `names`: the mapped attributes; null when they cannot be told. */
function onConflict(names: readonly string[] | null): Reader<Provisioning['onConflict']> {
  const comparable = names?.filter((name) => name !== 'username' && name !== 'active') ?? null;
  return (place) => {
    if (place.value === 'ask') return { action: 'ask' };
    if (!isMap(place.value)) return wrongType(place, 'it must be ask or { relink-if-same: [email] }.');
    const fields = fieldsOf(place, ['relink-if-same']);
    if (fields === undefined) return undefined;
    const list = filledListOf((item) => attribute(item, comparable));
    const ifSame = required(fields, 'relink-if-same', 'List the attributes that must agree, such as [email].', list);
    return ifSame === undefined ? undefined : { action: 'relink', ifSame };
  };
}

function attribute(place: Place, comparable: readonly string[] | null): string | undefined {
  const name = text(place);
  if (name === undefined || comparable === null || comparable.includes(name)) return name;
  if (name === 'username' || name === 'active') {
    return refuse(place, `${name} proves nothing here; name attributes such as email or an employee number.`);
  }
  const near = nearest(name, comparable);
  const question = near === undefined ? '.' : `; did you mean ${shown(near)}?`;
  const known = comparable.length === 0 ? 'No attribute can be compared' : `Possible are ${comparable.join(', ')}`;
  return refuse(place, `there is no rule for the attribute ${shown(name)}. ${known}${question}`);
}
