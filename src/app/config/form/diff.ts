import { isDeepStrictEqual } from 'node:util';
import type { ConnectorConfig } from '../../../core/connector.ts';
import { fieldName } from '../problems.ts';
import type { ConnectorTypes } from '../types.ts';
import { byField } from './connector-form.ts';
import { type Leaf, leavesOf } from './leaves.ts';

/** One setting that differs, in the words of the file. Null: not set. The text of a secret is stars on both sides. */
export interface ConfigChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two states of a connector, defaults included; nothing when they are equal. */
export async function diffConnector(
  before: ConnectorConfig,
  after: ConnectorConfig,
  types: ConnectorTypes,
): Promise<readonly ConfigChange[]> {
  const [was, is] = await Promise.all([settings(before, types), settings(after, types)]);
  const fields = new Set([...was.keys(), ...is.keys()]);
  return [...fields].flatMap((field): ConfigChange[] => {
    const [one, other] = [was.get(field), is.get(field)];
    if (isDeepStrictEqual(one?.value, other?.value)) return [];
    return [{ field: fieldName((one ?? other)?.path ?? []), before: words(one), after: words(other) }];
  });
}

async function settings(config: ConnectorConfig, types: ConnectorTypes): Promise<ReadonlyMap<string, Leaf>> {
  const [source, target] = await Promise.all([
    types.sourceType(config.source.type),
    types.targetType(config.target.type),
  ]);
  return byField(leavesOf(config, source, target));
}

function words(leaf: Leaf | undefined): string | null {
  if (leaf === undefined) return null;
  return typeof leaf.shown === 'string' ? leaf.shown : JSON.stringify(leaf.shown);
}
