import type { CancelSignal } from '../../core/cancellation.ts';
import type { ConnectorConfig } from '../../core/connector.ts';
import type { PlanFacts } from '../../core/guards/evaluate.ts';
import type { Store } from '../../core/ports/store/index.ts';
import type { Progress } from '../../engine/context.ts';
import { type DeskContext, deskHere } from '../../engine/desk.ts';
import type { PlanRequest } from '../../engine/plan.ts';
import { openTarget } from '../open-target.ts';
import type { OpenDesk } from '../workplace.ts';
import type { Peer } from './peer.ts';

/** Desks in this thread, for runs that read in the other one. */
export function desks(peer: Peer, store: Store) {
  return {
    open: async (connector: ConnectorConfig, host: string): Promise<string> => {
      const { target, type, directory } = await openTarget(store, connector, Date.now);
      const progress = (report: Progress) => {
        // A thread that has gone hears nothing; the run ends with it.
        peer.call(host, 'progress', [report]).catch(() => {});
      };
      const context = { connector, store, target, targetCapabilities: type.capabilities, directory, progress };
      const desk = deskHere(context);
      const cancelled = new AbortController();
      const name = peer.expose({
        plan: (request: PlanRequest) => desk.plan(request, cancelled.signal),
        apply: (run: number, fence: number) => desk.apply(run, fence, cancelled.signal),
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
export async function openRemoteDesk(
  peer: Peer,
  { connector, progress }: Pick<DeskContext, 'connector' | 'progress'>,
): Promise<OpenDesk> {
  const host = peer.expose({ progress });
  const name = (await peer.call('desks', 'open', [connector, host])) as string;
  const watched = async (signal: CancelSignal, method: string, args: readonly unknown[]) => {
    const cancel = () => {
      // Work that is over has nothing left to cancel.
      peer.call(name, 'cancel', []).catch(() => {});
    };
    signal.addEventListener('abort', cancel);
    try {
      if (signal.aborted) cancel();
      return await peer.call(name, method, args);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
  return {
    plan: async (request, signal) => (await watched(signal, 'plan', [request])) as PlanFacts,
    apply: async (run, fence, signal) => {
      await watched(signal, 'apply', [run, fence]);
    },
    close: async () => {
      peer.withdraw(host);
      await peer.call(name, 'close', []);
    },
  };
}
