import type { ConnectorConfig } from '../core/connector.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { Source, SourceCapabilities } from '../core/ports/source.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { Target, TargetCapabilities } from '../core/ports/target.ts';
import type { RunPhase } from '../core/runs.ts';
import type { Desk } from './desk.ts';

/** What a run tells while it goes on. */
export interface Progress {
  readonly run: string;
  readonly phase: RunPhase;
  readonly done: number;
  /** How many there will be; null when nobody knows. */
  readonly total: number | null;
}

/** The process that runs, for leases. */
export interface ProcessIdentity {
  /** `host:pid:started` */
  readonly name: string;
  /** False when the holder is known to be dead; true when it lives or nobody here can tell. */
  mayLive(holder: string): boolean;
}

/** Everything that one run of one connector works with. */
export interface RunContext {
  readonly connector: ConnectorConfig;
  readonly store: Store;
  readonly source: Source;
  readonly sourceCapabilities: SourceCapabilities;
  /** The name of the source id as an attribute, such as `ldap_ID`. */
  readonly idAttribute: string;
  readonly target: Target;
  readonly targetCapabilities: TargetCapabilities;
  /** The directory of the store in which the target's accounts stand. */
  readonly directory: string;
  readonly mapping: Mapping;
  /** Where the plan is made and applied. */
  readonly desk: Desk;
  readonly process: ProcessIdentity;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface SyncRequest {
  /** Single-user runs: a source id, a username (before or after its transformation), or an e-mail address. */
  readonly user?: string;
  /** Single-user runs: match by the username for this once. */
  readonly byUsername?: boolean;
  /** Read everything although a cursor stands. */
  readonly full?: boolean;
  /** Stop after the guards. */
  readonly simulate?: boolean;
}
