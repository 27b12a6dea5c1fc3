import type { Administrator } from './administrators.ts';

/** A log-in that lasts. The browser has its secret; here stands the hash of it. */
export interface Session {
  readonly id: number;
  readonly administrator: Administrator;
  readonly createdAt: number;
  readonly lastSeen: number;
  /** After this it is over, however busy it was. */
  readonly expiresAt: number;
  /** From where, and with which browser. */
  readonly address: string;
  readonly agent: string;
  /** How it was proven who it is. */
  readonly by: 'password' | 'oidc';
}

export type NewSession = Omit<Session, 'id' | 'administrator' | 'lastSeen'> & {
  readonly administrator: number;
  readonly hash: string;
};

/** Sessions of active administrators; those whose time is over are still found, until they are purged. */
export interface SessionStore {
  create(session: NewSession): Promise<void>;
  find(hash: string): Promise<Session | undefined>;
  /** Last seen first. */
  list(): Promise<readonly Session[]>;
  seen(id: number, now: number): Promise<void>;
  /** False when there is none. */
  end(id: number): Promise<boolean>;
  /** Ends all of somebody's sessions but one. */
  endOthers(administrator: number, kept: number): Promise<void>;
  /** Deletes sessions that are over: past their end, or not seen since `idleSince`. */
  purge(now: number, idleSince: number): Promise<void>;
}
