/** A log-in that products share (single sign-on). Its token was given to whoever logged in; here stands the hash of it. */
export interface SignOn {
  readonly hash: string;
  /** The account's number. */
  readonly account: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** What must be the same whenever it is used, such as the address of the browser. */
  readonly factors: readonly SignOnFactor[];
}

/** Such as `remote_address`. */
export interface SignOnFactor {
  readonly name: string;
  readonly value: string;
}

/** They end with their accounts, and with the application that made them. */
export interface SignOnStore {
  create(application: number, signOn: SignOn): Promise<void>;
  /** Undefined when its time is over. */
  find(hash: string, now: number): Promise<SignOn | undefined>;
  extend(hash: string, expiresAt: number): Promise<void>;
  end(hash: string): Promise<void>;
  /** Ends all of the account, but for one. */
  endOf(account: number, except: string | null): Promise<void>;
  /** Forgets those whose time is over. */
  purge(now: number): Promise<void>;
}
