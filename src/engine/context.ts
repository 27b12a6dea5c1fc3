import type { ConnectorConfig } from '../core/connector.ts';
import { Failure } from '../core/errors.ts';
import type { Mapping } from '../core/mapping/rules.ts';
import type { Source, SourceCapabilities } from '../core/ports/source.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { Target, TargetCapabilities } from '../core/ports/target.ts';
import type { RunCounts, RunPhase } from '../core/runs.ts';

/** What a run tells while it goes on. */
export interface Progress {
  readonly run: string;
  readonly phase: RunPhase;
  readonly done: number;
  /** How many there will be; null when nobody knows. */
  readonly total: number | null;
  /** While changes are applied: what became of whom so far. */
  readonly counts?: Partial<RunCounts>;
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
  readonly process: ProcessIdentity;
  /** Who started the run: an administrator's username, `schedule`, `command line`; left out: not noted. */
  readonly startedBy?: string | undefined;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Raised with `interruption` as its reason when the process stops and something will go on with the run. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** Why a run is stopped that is gone on with later. */
export const interruption = new Failure(
  'cancelled',
  'User Sync was stopped in the middle of this run. When it starts again, another run goes on with it.',
);

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
