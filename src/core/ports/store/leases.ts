/** Who holds a lease. */
export interface LeaseHolder {
  /** Names the process: `host:pid:started`. */
  readonly holder: string;
  /** The run it was taken for. */
  readonly run: string;
  readonly since: number;
  readonly expiresAt: number;
}

export type LeaseAnswer =
  | { readonly granted: true; readonly fence: number }
  | { readonly granted: false; readonly held: LeaseHolder };

/**
 * A lease is a row with a fencing number that grows with every holder. Writes of a run carry the number, so a holder
 * that lost its lease without noticing cannot write any more.
 */
export interface LeaseStore {
  /** Granted when nobody holds it or the holder's time is over. */
  acquire(name: string, request: { holder: string; run: string; now: number; ttlMs: number }): Promise<LeaseAnswer>;
  /** Who holds it; undefined when nobody does. */
  held(name: string, now: number): Promise<LeaseHolder | undefined>;
  /** False when the lease has gone to somebody else. */
  renew(name: string, fence: number, expiresAt: number): Promise<boolean>;
  release(name: string, fence: number): Promise<void>;
  /** Takes the lease away from a holder that is known to be dead. */
  expire(name: string, holder: string): Promise<void>;
}
