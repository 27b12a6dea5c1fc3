import type { ConnectorConfig } from '../../core/connector.ts';
import type { Progress } from '../../engine/context.ts';
import { type DeskContext, deskHere, type Watch } from '../../engine/desk.ts';
import type { Planned, PlanRequest } from '../../engine/plan.ts';
import { openTarget } from '../open-target.ts';
import type { ConnectorPlace, OpenDesk } from '../workplace.ts';
import type { Peer } from './peer.ts';

/** Desks in this thread, for runs that read in the other one. */
export function desks(peer: Peer, place: ConnectorPlace) {
  return {
    open: async (connector: ConnectorConfig): Promise<string> => {
      const { store } = place;
      const { target, type, directory } = await openTarget(place, connector, Date.now);
      const desk = deskHere({ connector, store, target, targetCapabilities: type.capabilities, directory });
      const cancelled = new AbortController();
      const watch = (watcher: string): Watch => ({
        signal: cancelled.signal,
        progress: (progress) => {
          // A thread that has gone hears nothing; the run ends with it.
          peer.call(watcher, 'progress', [progress]).catch(() => {});
        },
      });
      const name = peer.expose({
        plan: (watcher: string, request: PlanRequest) => desk.plan(request, watch(watcher)),
        apply: (watcher: string, run: number, fence: number) => desk.apply(run, fence, watch(watcher)),
        cancel: () => cancelled.abort(),
        close: async () => {
          peer.withdraw(name);
          await target.close();
        },
      });
      return name;
    },
  };
}

/** A desk in the other thread. */
export async function openRemoteDesk(peer: Peer, { connector }: Pick<DeskContext, 'connector'>): Promise<OpenDesk> {
  const name = (await peer.call('desks', 'open', [connector])) as string;
  const watched = async ({ signal, progress }: Watch, method: string, args: readonly unknown[]) => {
    const watcher = peer.expose({ progress: (told: Progress) => progress(told) });
    const cancel = () => {
      // Work that is over has nothing left to cancel.
      peer.call(name, 'cancel', []).catch(() => {});
    };
    signal.addEventListener('abort', cancel);
    try {
      if (signal.aborted) cancel();
      return await peer.call(name, method, [watcher, ...args]);
    } finally {
      signal.removeEventListener('abort', cancel);
      peer.withdraw(watcher);
    }
  };
  return {
    plan: async (request, watch) => (await watched(watch, 'plan', [request])) as Planned,
    apply: async (run, fence, watch) => {
      await watched(watch, 'apply', [run, fence]);
    },
    close: async () => {
      await peer.call(name, 'close', []);
    },
  };
}
