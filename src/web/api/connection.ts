import { useSyncExternalStore } from 'react';

/** Whether the service answered the last time that it was asked. */
let reachable = true;
const listeners = new Set<() => void>();

export function noteReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  for (const listener of listeners) listener();
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
