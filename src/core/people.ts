/** A value as a source returned it, or as an account stores it. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [name: string]: AttributeValue };

/** Attributes by name. Names are the source's own; built with a null prototype, so `__proto__` is an ordinary name. */
export type Attributes = { readonly [name: string]: AttributeValue };

/** One person as the source returned them (`inputUser`). */
export interface UserRecord {
  /** The id that the identity provider never changes. */
  readonly sourceId: string;
  /** How memberships of this source name the person: a normalised DN, a login, or the source id again. */
  readonly ref: string;
  readonly attributes: Attributes;
}

/** One group as the source returned it, with its direct members. */
export interface GroupRecord {
  readonly sourceId: string;
  readonly ref: string;
  readonly name: string;
  readonly attributes: Attributes;
  /** References (`ref`) of direct members, people and groups alike. A reference may lead nowhere: it then waits. */
  readonly members: readonly string[];
}

/** The account that a record should have: what the mapping made of it (`outputUser`). */
export interface DesiredAccount {
  readonly username: string;
  /** Left out: keep what the account has. Null: clear it. */
  readonly fullName?: string | null;
  readonly email?: string | null;
  readonly active?: boolean;
  /** Every other mapped attribute. Left out: keep. Null: clear. */
  readonly attributes: { readonly [name: string]: AccountValue | null };
}

/** A custom attribute of an account holds one or several texts. */
export type AccountValue = string | readonly string[];

/** What a run may know and change of an account, without its memberships (`existingUser`). */
export interface AccountState {
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly active: boolean;
  /** The source id written on the account (`<idp>_ID`). */
  readonly sourceId: string | null;
  readonly attributes: { readonly [name: string]: AccountValue };
}

/** An account as it stands in a directory. */
export interface Account extends AccountState {
  /** The number that people read in messages; unique in its directory, never used again. */
  readonly number: number;
  /** The target's own stable key of the account. */
  readonly key: string;
}
