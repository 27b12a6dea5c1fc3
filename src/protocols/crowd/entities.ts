import type { ServedGroup, ServedMembership, ServedUser } from '../../core/ports/store/serving.ts';
import { displayName, userNameParts } from '../../core/search/properties.ts';

/** A person as products see them. Times are in epoch milliseconds; null: not known. */
export interface CrowdUser {
  readonly name: string;
  /** Products recognize a rename by it. */
  readonly key: string;
  readonly firstName: string;
  /** Never empty, as some products refuse people without one. */
  readonly lastName: string;
  /** Never empty. */
  readonly displayName: string;
  readonly email: string;
  readonly active: boolean;
  readonly createdDate: number | null;
  readonly updatedDate: number | null;
  readonly attributes: CrowdAttributes;
}

export interface CrowdGroup {
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly createdDate: number | null;
  readonly updatedDate: number | null;
  readonly attributes: CrowdAttributes;
}

export type CrowdAttributes = { readonly [name: string]: readonly string[] };

/** A group with the names of its direct members. One with many comes in parts: its people in all, its groups in the last. */
export type CrowdMembership = ServedMembership;

export interface CrowdSession {
  readonly token: string;
  readonly user: CrowdUser;
  readonly createdDate: number;
  readonly expiryDate: number;
}

/** The cookie by which products share a log-in. */
export interface CrowdCookie {
  /** Null: the product's own. */
  readonly domain: string | null;
  readonly name: string;
  readonly secure: boolean;
}

/**
 * Something that happened between two tokens. Of a membership, `CREATED` and `DELETED` name those that came or went, and
 * `UPDATED` names all that there are now.
 */
export type CrowdEvent =
  | { readonly kind: 'user'; readonly operation: 'CREATED' | 'UPDATED'; readonly user: CrowdUser }
  | { readonly kind: 'user'; readonly operation: 'DELETED'; readonly user: Pick<CrowdUser, 'name'> }
  | { readonly kind: 'group'; readonly operation: 'CREATED' | 'UPDATED'; readonly group: CrowdGroup }
  | { readonly kind: 'group'; readonly operation: 'DELETED'; readonly group: Pick<CrowdGroup, 'name'> }
  | {
      readonly kind: 'userMembership';
      readonly operation: CrowdOperation;
      readonly user: string;
      readonly parents: readonly string[];
    }
  | {
      readonly kind: 'groupMembership';
      readonly operation: CrowdOperation;
      readonly group: string;
      readonly parents: readonly string[];
      readonly children: readonly string[];
    };

export type CrowdOperation = 'CREATED' | 'UPDATED' | 'DELETED';

export function crowdUser(user: ServedUser): CrowdUser {
  const { firstName, lastName } = userNameParts(user);
  return {
    name: user.username,
    key: user.key,
    firstName,
    lastName,
    displayName: displayName(user),
    email: user.email ?? '',
    active: user.active,
    createdDate: user.createdAt,
    updatedDate: user.updatedAt,
    attributes: user.attributes,
  };
}

/** Groups cannot be disabled here. */
export function crowdGroup(group: ServedGroup): CrowdGroup {
  return {
    name: group.name,
    description: group.description ?? '',
    active: true,
    createdDate: group.createdAt,
    updatedDate: group.updatedAt,
    attributes: group.attributes,
  };
}
