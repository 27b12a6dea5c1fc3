import type { ConnectorConfig, StoredOptions } from '../../../core/connector.ts';
import type { OptionSpec } from '../../../core/options.ts';
import type { SourceType } from '../../../core/ports/source.ts';
import type { TargetType } from '../../../core/ports/target.ts';
import { tableOf } from '../mapping-table.ts';
import { hiddenSecret } from '../options/secrets.ts';
import type { Path } from '../problems.ts';
import { limitForm, shareForm } from './guard-form.ts';
import { ruleForm } from './rule-form.ts';

/** One setting in the words of the file. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
  /** What may be shown of it: the value, or stars for the text of a secret. */
  readonly shown: unknown;
}

/** Every setting of a connector, also those that are as without it. */
export function leavesOf(config: ConnectorConfig, source: SourceType, target: TargetType): readonly Leaf[] {
  return [
    leaf(['id'], config.id),
    leaf(['name'], config.name),
    ...endpointLeaves('source', config.source, source.options),
    ...endpointLeaves('target', config.target, target.options),
    ...provisioningLeaves(config.provisioning, source.idAttribute),
    ...sectionLeaves(['groups'], config.groups),
    ...sectionLeaves(['sync', 'cleanup'], config.sync.cleanup),
    ...sectionLeaves(['sync', 'schedule'], config.sync.schedule),
    leaf(['sync', 'fullEveryHours'], config.sync.fullEveryHours),
    ...guardLeaves(config.guards),
  ];
}

function leaf(path: Path, value: unknown): Leaf {
  return { path, value, shown: value };
}

function endpointLeaves(
  section: 'source' | 'target',
  { type, options }: { readonly type: string; readonly options: StoredOptions },
  specs: readonly OptionSpec[],
): readonly Leaf[] {
  const open = new Set(specs.filter((spec) => spec.type !== 'secret').map(({ name }) => name));
  const leaves = Object.entries(options).flatMap(([name, value]): Leaf[] => {
    if (value === undefined) return [];
    // An option that its type no longer describes may have been a secret.
    const hidden = typeof value === 'string' && !open.has(name);
    return [{ path: [section, name], value, shown: hidden ? hiddenSecret : value }];
  });
  return [leaf([section, 'type'], type), ...leaves];
}

function provisioningLeaves(
  { primaryAttribute, mapping, onConflict }: ConnectorConfig['provisioning'],
  idAttribute: string,
): readonly Leaf[] {
  const section = 'provisioning';
  const rules = [...tableOf(mapping)].map(([name, rule]) => leaf([section, 'attributes', name], ruleForm(rule)));
  const conflict = onConflict.action === 'ask' ? 'ask' : { 'relink-if-same': onConflict.ifSame };
  return [
    leaf([section, 'primaryAttribute'], primaryAttribute === 'username' ? 'username' : idAttribute),
    ...rules,
    leaf([section, 'onConflict'], conflict),
  ];
}

function guardLeaves({ minListing, protected: names, ...limits }: ConnectorConfig['guards']): readonly Leaf[] {
  const forms = Object.entries(limits).map(([name, limit]) => leaf(['guards', name], limitForm(limit)));
  return [...forms, leaf(['guards', 'minListing'], shareForm(minListing)), leaf(['guards', 'protected'], names)];
}

function sectionLeaves(section: Path, values: object): readonly Leaf[] {
  return Object.entries(values).map(([name, value]) => leaf([...section, name], value));
}
