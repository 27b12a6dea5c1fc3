import type { Account, DesiredAccount } from '../people.ts';

/** The record side of a person in scope. */
export interface RecordView {
  readonly disposition: 'mapped' | 'filtered' | 'failed';
  /** Why the record is filtered or failed. */
  readonly problem: string | null;
  readonly desired: DesiredAccount | null;
  /** Fingerprint of `desired`. */
  readonly desiredHash: string | null;
  /** The person is in none of the required groups. */
  readonly outside: boolean;
  /** Another current record of this connector that wants the same name. */
  readonly rival: string | null;
}

/** An account that has the name which a record wants. */
export interface NameOwner {
  readonly account: Account;
  /** The link of that account; null when no connector manages it. */
  readonly link: {
    readonly connector: string;
    readonly subject: number | null;
    readonly sourceId: string;
    /**
     * `present`: its record is there and keeps the name. `moving`: its record is there, in scope, and wants another
     * name. `gone`: its record is proven gone. `foreign`: it belongs to another connector.
     */
    readonly state: 'present' | 'moving' | 'gone' | 'foreign';
    readonly goneSince: number | null;
    /** Clean-up has been at the account. */
    readonly cleanedUp: boolean;
  } | null;
}

/** Everything that deciding about one person needs. */
export interface PersonView {
  readonly subject: number;
  readonly sourceId: string;
  /** Null when the record is proven gone. */
  readonly record: RecordView | null;
  readonly linked: Account | null;
  /** The link led to an account that is gone from the target. */
  readonly linkLost: boolean;
  /** The account stands as the last run left it, so equal fingerprints mean equal accounts. */
  readonly appliedHash: string | null;
  /** Clean-up has been here. */
  readonly cleanedUp: boolean;
  /** When the record was first proven gone; null while it is there. */
  readonly goneSince: number | null;
  /** Accounts without a link of this connector that carry the source id: how many, and the first one. */
  readonly byPrimary: { readonly count: number; readonly account: Account | null };
  readonly byName: NameOwner | null;
  readonly addGroups: readonly string[];
  readonly removeGroups: readonly string[];
}
