/**
 * Who checks the passwords of a directory's people. `none`: they cannot log in by it. `source`: the identity provider that
 * the person comes from. `local`: this program, with passwords that were set in it.
 */
export type DirectoryAuthentication = 'none' | 'source' | 'local';

export interface PasswordFacts {
  readonly authentication: DirectoryAuthentication;
  /** Of the local password; null when the account has none. */
  readonly hash: string | null;
}

/** Local passwords of accounts, as argon2id hashes. They go with their accounts. */
export interface PasswordStore {
  /** What it takes to check a password, at once. Throws `not-found` for a directory that is not there. */
  factsOf(directory: string, account: number): Promise<PasswordFacts>;
  set(account: number, hash: string, now: number): Promise<void>;
  remove(account: number): Promise<void>;
}
