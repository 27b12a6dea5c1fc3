import { isDeepStrictEqual } from 'node:util';
import type { ConnectorConfig } from '../../../core/connector.ts';
import type { SourceType } from '../../../core/ports/source.ts';
import { defaults } from '../defaults.ts';
import { draftOptionValues } from '../options/values.ts';
import type { Path } from '../problems.ts';
import type { ConnectorTypes } from '../types.ts';
import { type Leaf, leavesOf } from './leaves.ts';

/** A part of the file, as JSON. */
export interface Form {
  [name: string]: unknown;
}

const always = ['id', 'name', 'source', 'target'];

/**
 * A connector in the form of the file, as JSON: only what differs from the defaults and from the preset of its source, in
 * short forms. Checking it gives the same connector, unless a secret is stored as text, which is not shown.
 */
export async function connectorForm(config: ConnectorConfig, types: ConnectorTypes): Promise<Form> {
  const [source, target] = await Promise.all([
    types.sourceType(config.source.type),
    types.targetType(config.target.type),
  ]);
  const plain = leavesOf(withoutSettings(config, source), source, target);
  const written = leavesOf(config, source, target);
  const form: Form = {};
  for (const { path, shown } of changedLeaves(plain, written)) put(form, path, shown);
  return form;
}

/** A connector in the form of the file, as JSON, with every setting written out and with the rules of the preset. */
export async function fullConnectorForm(config: ConnectorConfig, types: ConnectorTypes): Promise<Form> {
  const [source, target] = await Promise.all([
    types.sourceType(config.source.type),
    types.targetType(config.target.type),
  ]);
  const plain = leavesOf(withoutSettings(config, source), source, target);
  const written = leavesOf(config, source, target);
  const form: Form = {};
  for (const { path, shown } of [...written, ...removedLeaves(plain, written)]) put(form, path, shown);
  return form;
}

function changedLeaves(plain: readonly Leaf[], written: readonly Leaf[]): readonly Leaf[] {
  const before = byField(plain);
  const kept = written.filter(({ path, value }) => {
    const [section] = path;
    if (typeof section === 'string' && always.includes(section)) return true;
    return !isDeepStrictEqual(value, before.get(keyOf(path))?.value);
  });
  return [...kept, ...removedLeaves(plain, written)];
}

/** Only rules can be in the preset and not in the connector. */
function removedLeaves(plain: readonly Leaf[], written: readonly Leaf[]): readonly Leaf[] {
  const after = byField(written);
  const removed = plain.filter(({ path }) => !after.has(keyOf(path)));
  return removed.map(({ path }) => ({ path, value: null, shown: null }));
}

/** The connector that the file would give if it had only the source and the target. */
function withoutSettings(config: ConnectorConfig, source: SourceType): ConnectorConfig {
  const mapping = source.preset(draftOptionValues(source.options, config.source.options));
  const provisioning = { primaryAttribute: 'source-id', mapping, onConflict: { action: 'ask' } } as const;
  return { ...config, provisioning, ...defaults };
}

/** By a text of the path that no two paths share. */
export function byField(leaves: readonly Leaf[]): ReadonlyMap<string, Leaf> {
  return new Map(leaves.map((leaf) => [keyOf(leaf.path), leaf]));
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function put(form: Form, path: Path, value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) form[step] = value;
  else {
    const inner = form[step] ?? {};
    form[step] = inner;
    put(inner as Form, rest, value);
  }
}
