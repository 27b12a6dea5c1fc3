import type { SyncRequest } from '../../engine/context.ts';
import type { BegunRun } from '../../engine/run.ts';
import { beginConnectorRun, type RunHooks, type RunOwner } from '../run-connector.ts';
import type { Workplace } from '../workplace.ts';

/** Where runs of connectors take place: in this thread, or in one of their own. */
export interface RunPlace {
  /** Opens the connector and begins a run of it; see `beginConnectorRun`. One run at a time. */
  begin(connector: string, request: SyncRequest, hooks: RunHooks): Promise<BegunRun>;
  close(): Promise<void>;
}

/** Runs in this thread; the workplace is closed with it. `owner`: as whom, and at what time; left out: this process, now. */
export function runsHere(place: Workplace, owner?: RunOwner): RunPlace {
  return {
    begin: (connector, request, hooks) => beginConnectorRun(place, connector, request, hooks, owner),
    close: () => place.close(),
  };
}
