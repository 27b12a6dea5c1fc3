/** What somebody may do: look (`viewer`), also run connectors (`operator`), or everything (`administrator`). */
export type AdministratorRole = 'viewer' | 'operator' | 'administrator';

/** Somebody who may log in to the service. */
export interface Administrator {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly role: AdministratorRole;
  /** `local` with a password here, `oidc` where a provider says who it is. */
  readonly kind: 'local' | 'oidc';
  /** Who is not active cannot log in; their sessions and tokens are gone. */
  readonly active: boolean;
  readonly createdAt: number;
  readonly lastLogIn: number | null;
}

/** How somebody proves who they are. */
export interface AdministratorProof {
  /** An argon2id hash; null for those of a provider. */
  readonly passwordHash: string | null;
  /** The issuer and the subject at a provider, as one text; null for local ones. */
  readonly identity: string | null;
}

export type NewAdministrator = Pick<Administrator, 'username' | 'fullName' | 'role' | 'kind'> &
  AdministratorProof & { readonly now: number };

export type AdministratorChange = Partial<
  Pick<Administrator, 'fullName' | 'role' | 'active' | 'lastLogIn'> & { readonly passwordHash: string }
>;

/** Usernames are compared by their name key, so no two differ only in case. */
export interface AdministratorStore {
  /** In the order in which they were made. */
  list(): Promise<readonly Administrator[]>;
  get(id: number): Promise<Administrator | undefined>;
  findByName(username: string): Promise<(Administrator & AdministratorProof) | undefined>;
  findByIdentity(identity: string): Promise<(Administrator & AdministratorProof) | undefined>;
  /** Throws `already-exists` when somebody has the name or the identity. */
  create(administrator: NewAdministrator): Promise<Administrator>;
  /**
   * Makes a token with which the first administrator can be made until it expires. It is kept as a hash, and no longer than
   * there is nobody.
   */
  offerSetUp(offer: { readonly tokenHash: string; readonly now: number; readonly expiresAt: number }): Promise<void>;
  /**
   * The first administrator, by a token that was offered and has not expired; all tokens are used up by it. Undefined when
   * there is no such token or somebody is there already. Of several at once one succeeds.
   */
  createFirst(tokenHash: string, administrator: NewAdministrator): Promise<Administrator | undefined>;
  /**
   * Who is deactivated loses sessions and tokens. Returns both states. Throws `not-found`, and `invalid` when nobody who is
   * active and an administrator by role would be left.
   */
  change(
    id: number,
    change: AdministratorChange,
  ): Promise<{ readonly before: Administrator; readonly after: Administrator }>;
  /** With sessions and tokens. Returns who it was. Throws as `change`. */
  remove(id: number): Promise<Administrator>;
}
