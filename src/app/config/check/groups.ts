import type { ConnectorConfig } from '../../../core/connector.ts';
import type { TargetType } from '../../../core/ports/target.ts';
import { defaults } from '../defaults.ts';
import type { Endpoint } from './endpoint.ts';
import { type Fields, optional, type Reader, refuse, sectionOf } from './place.ts';
import { choice, flag, listOf, name } from './readers.ts';

const fallback = defaults.groups;

type Nested = ConnectorConfig['groups']['nested'];

/** What depends on the target goes unchecked while the target is wrong. */
export function readGroups(connector: Fields, target: Endpoint<TargetType> | undefined): ConnectorConfig['groups'] {
  const fields = sectionOf(connector, 'groups', Object.keys(fallback));
  const names = listOf(name);
  return {
    required: optional(fields, 'required', fallback.required, names),
    include: optional(fields, 'include', fallback.include, names),
    exclude: optional(fields, 'exclude', fallback.exclude, names),
    alwaysAssign: optional(fields, 'alwaysAssign', fallback.alwaysAssign, names),
    keepLocal: optional(fields, 'keepLocal', fallback.keepLocal, flag),
    nested: optional(fields, 'nested', fallback.nested, nested(target?.type)),
  };
}

function nested(target: TargetType | undefined): Reader<Nested> {
  const word = choice<Nested>(['flatten', 'keep']);
  return (place) => {
    const found = word(place);
    if (found !== 'keep' || target === undefined || target.capabilities.nestedGroups) return found;
    return refuse(place, `is keep, but a target of the type ${target.type} has no groups in groups; write flatten.`);
  };
}
