import type { CleanupAction, ConnectorConfig } from '../connector.ts';
import { nameKey } from '../names.ts';
import type { TargetCapabilities } from '../ports/target.ts';

/** The rules by which a plan is made: read once, passed in. Plain data. */
export interface PlanPolicy {
  /** The name of the source id as an attribute, such as `ldap_ID`. */
  readonly idAttribute: string;
  readonly primaryAttribute: 'source-id' | 'username';
  /** Target attributes that must agree before a re-created person is relinked without asking; null: always ask. */
  readonly relinkIfSame: readonly string[] | null;
  readonly cleanup: { readonly action: CleanupAction; readonly graceMs: number };
  /** Keys of usernames that no run touches. */
  readonly protectedNames: readonly string[];
  readonly capabilities: TargetCapabilities;
  /** Epoch milliseconds, read once for the whole run. */
  readonly now: number;
}

const dayMs = 86_400_000;

export function policyOf(
  config: ConnectorConfig,
  facts: { readonly idAttribute: string; readonly capabilities: TargetCapabilities; readonly now: number },
): PlanPolicy {
  const { onConflict, primaryAttribute } = config.provisioning;
  const { action, graceDays } = config.sync.cleanup;
  return {
    ...facts,
    primaryAttribute,
    relinkIfSame: onConflict.action === 'relink' ? onConflict.ifSame : null,
    cleanup: { action, graceMs: graceDays * dayMs },
    protectedNames: config.guards.protected.map(nameKey),
  };
}
