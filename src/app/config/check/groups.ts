import type { ConnectorConfig } from '../../../core/connector.ts';
import { defaults } from '../defaults.ts';
import { type Fields, optional, sectionOf } from './place.ts';
import { flag, listOf, name } from './readers.ts';

const fallback = defaults.groups;

export function readGroups(connector: Fields): ConnectorConfig['groups'] {
  const fields = sectionOf(connector, 'groups', Object.keys(fallback));
  const names = listOf(name);
  return {
    required: optional(fields, 'required', fallback.required, names),
    include: optional(fields, 'include', fallback.include, names),
    exclude: optional(fields, 'exclude', fallback.exclude, names),
    alwaysAssign: optional(fields, 'alwaysAssign', fallback.alwaysAssign, names),
    keepLocal: optional(fields, 'keepLocal', fallback.keepLocal, flag),
  };
}
