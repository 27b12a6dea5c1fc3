import type { Administrator } from './administrators.ts';

/** A right that a token may have. */
export type TokenScope = 'read' | 'run' | 'configure' | 'administer';

/** What a program shows instead of logging in. Its text was shown once; here stands the hash of it. */
export interface ApiToken {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Who made it; what they may not do any more, the token may not either. */
  readonly administrator: Administrator;
  readonly createdAt: number;
  /** Null: never. */
  readonly expiresAt: number | null;
  readonly lastUsed: number | null;
  /** The first characters of the text. */
  readonly prefix: string;
}

export type NewApiToken = Omit<ApiToken, 'id' | 'administrator' | 'lastUsed'> & {
  readonly administrator: number;
  readonly hash: string;
};

/** Tokens of active administrators; expired ones are still found. */
export interface TokenStore {
  /** In the order in which they were made. */
  list(): Promise<readonly ApiToken[]>;
  find(hash: string): Promise<ApiToken | undefined>;
  /** Throws `already-exists` when another one has the name. */
  create(token: NewApiToken): Promise<ApiToken>;
  used(id: number, now: number): Promise<void>;
  /** Returns which it was; undefined when there is none. */
  remove(id: number): Promise<ApiToken | undefined>;
}
