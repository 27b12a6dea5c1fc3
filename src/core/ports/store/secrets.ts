/** A secret as it is stored: sealed with a key that is not in the store. */
export interface SealedSecret {
  /** How `{ secret: name }` names it. */
  readonly name: string;
  readonly sealed: string;
  readonly keyId: string;
  readonly setAt: number;
  /** Who set it; null where that was not noted. */
  readonly setBy: string | null;
}

/** A key that seals, by its name; the key itself is in a file. */
export interface SealingKey {
  readonly id: string;
  readonly createdAt: number;
}

export interface SecretStore {
  /** In order of their names. */
  list(): Promise<readonly SealedSecret[]>;
  get(name: string): Promise<SealedSecret | undefined>;
  /** Creates or replaces. Throws `busy` when its key is not among `keys` any more: seal it with the new one. */
  put(secret: SealedSecret): Promise<void>;
  /** Replaces only the sealing, and only while it is as it was read; false when it is not. */
  reseal(name: string, before: string, after: Pick<SealedSecret, 'sealed' | 'keyId'>): Promise<boolean>;
  /** False when there is none. */
  remove(name: string): Promise<boolean>;
  /** Oldest first. */
  keys(): Promise<readonly SealingKey[]>;
  /** A key that is known already stays as it is. */
  addKey(key: SealingKey): Promise<void>;
  /** False when secrets are sealed with it: then it stays. */
  dropKey(id: string): Promise<boolean>;
}
