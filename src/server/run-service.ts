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
  /** Asks a run to stop at its next batch. False when no such run goes on in this process. */
  cancel(run: string): Promise<boolean>;
  /** Starts no more runs, cancels those that go on, and resolves when all have ended. May be called more than once. */
  stop(): Promise<void>;
}
