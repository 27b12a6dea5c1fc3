import type { Failure } from '../../core/errors.ts';
import type { Run } from '../../core/ports/store/index.ts';
import { interruption, type Progress, type SyncRequest } from '../../engine/context.ts';
import type { BegunRun } from '../../engine/run.ts';
import type { RunPlace } from '../runs/place.ts';
import { type Described, describeError, restoreError } from './errors.ts';
import type { Peer } from './peer.ts';

/** A run as it stands, on its way to the other thread. */
interface Told {
  readonly run: Run;
  readonly failure: Described | undefined;
}

/** Runs in this thread, for the other one. `watcher`: who hears of the progress; null: nobody. */
export function lendRuns(peer: Peer, runs: RunPlace) {
  return {
    begin: async (connector: string, request: SyncRequest, startedBy: string, watcher: string | null) => {
      const stop = new AbortController();
      // A thread that has gone hears nothing; the run ends with it.
      const progress = (told: Progress) => void peer.call(watcher ?? '', 'progress', [told]).catch(() => {});
      const hooks = { startedBy, signal: stop.signal, ...(watcher === null ? {} : { progress }) };
      const begun = await runs.begin(connector, request, hooks);
      const name = peer.expose({
        stop: (interrupted: boolean) => stop.abort(interrupted ? interruption : undefined),
        perform: async (): Promise<Told> => {
          try {
            return tell(await begun.perform());
          } finally {
            peer.withdraw(name);
          }
        },
      });
      return { ...tell(begun), name };
    },
  };
}

function tell({ run, failure }: Omit<BegunRun, 'perform'>): Told {
  return { run, failure: failure === undefined ? undefined : describeError(failure) };
}

function heard({ run, failure }: Told): Omit<BegunRun, 'perform'> {
  return { run, failure: failure === undefined ? undefined : (restoreError(failure) as Failure) };
}

/** Runs in the other thread. */
export function remoteRuns(peer: Peer, close: () => Promise<void>): RunPlace {
  return {
    begin: async (connector, request, { startedBy, signal, progress }) => {
      const watcher = progress === undefined ? null : peer.expose({ progress });
      const asked = [connector, request, startedBy, watcher];
      const { name, ...begun } = (await peer.call('runs', 'begin', asked)) as Told & { name: string };
      const stop = () => {
        // A run that is over has nothing left to stop.
        peer.call(name, 'stop', [signal.reason === interruption]).catch(() => {});
      };
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      return {
        ...heard(begun),
        perform: async () => {
          try {
            return heard((await peer.call(name, 'perform', [])) as Told);
          } finally {
            signal.removeEventListener('abort', stop);
            if (watcher !== null) peer.withdraw(watcher);
          }
        },
      };
    },
    close,
  };
}
