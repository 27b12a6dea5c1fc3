import { setTimeout } from 'node:timers/promises';
import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type { Target, TargetType } from '../core/ports/target.ts';
import { type RetryPolicy, retryingTarget } from '../engine/wrappers/retrying-target.ts';
import { openDirectoryTarget } from '../targets/directory/index.ts';
import { resolvedOptions } from './config/options/resolved.ts';
import { targetType } from './registry.ts';
import type { ConnectorPlace } from './workplace.ts';

export interface OpenTarget {
  readonly target: Target;
  readonly type: TargetType;
  /** The directory of the store in which the target's accounts stand. */
  readonly directory: string;
}

const retries: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 500,
  wait: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal }).catch(() => {
      throw new Failure('cancelled', 'The run was cancelled.');
    });
  },
};

/** Opens the connector's target. Throws `configuration`. */
export async function openTarget(
  { store, vault }: ConnectorPlace,
  config: ConnectorConfig,
  clock: () => number,
): Promise<OpenTarget> {
  const type = await targetType(config.target.type);
  const directory = type.directory(config.id, await resolvedOptions(config, 'target', type.options, vault));
  const target = retryingTarget(openDirectoryTarget(directory, store.directories, clock), retries);
  return { target, type, directory };
}
