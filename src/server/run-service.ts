import type { Run } from '../core/ports/store/index.ts';
import type { SyncRequest } from '../engine/context.ts';

/** Runs that the service starts, one at a time for each connector. */
export interface RunService {
  /**
   * Starts a run and gives it as it stands in the history; it goes on by itself. `startedBy`: an administrator's
   * username, `token NAME` or `schedule`. Throws `not-found`, `busy` when a run of this connector goes on, `configuration`
   * when the connector cannot be opened, and `cancelled` once the service stops.
   */
  start(connector: string, request: SyncRequest, startedBy: string): Promise<Run>;
  /** Whether a run of the connector goes on, in whichever process. */
  goesOn(connector: string): Promise<boolean>;
  /** Asks a run to stop at its next batch, whichever process it is in. False when it does not go on. */
  cancel(run: string): Promise<boolean>;
  /** From now on runs start by the clock, and those that were interrupted are gone on with. */
  begin(): void;
  /** Starts no more runs, interrupts those that go on, and resolves when all have ended. May be called more than once. */
  stop(): Promise<void>;
}
