import { useSyncExternalStore } from 'react';

/** Requests that wait until somebody has logged in again. */
let waiting: PromiseWithResolvers<void> | undefined;
const listeners = new Set<() => void>();

/** The session has ended; resolves when there is a new one. */
export function sessionEnded(): Promise<void> {
  if (waiting === undefined) {
    waiting = Promise.withResolvers();
    tell();
  }
  return waiting.promise;
}

export function sessionRestored(): void {
  waiting?.resolve();
  waiting = undefined;
  tell();
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
