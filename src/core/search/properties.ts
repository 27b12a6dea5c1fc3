import { type NameParts, nameParts } from '../full-name.ts';
import type { ServedAttributes, ServedGroup, ServedUser } from '../ports/store/serving.ts';

/** What a property holds: texts, a flag, or a time in epoch milliseconds; undefined: nothing. */
export type PropertyValue = string | readonly string[] | boolean | number | undefined;

/** A property of a person by the name that products call it; any other name is an attribute's. */
export function userProperty(user: ServedUser, name: string): PropertyValue {
  switch (name) {
    case 'name':
      return user.username;
    case 'displayName':
      return displayName(user);
    case 'firstName':
    case 'lastName':
      return userNameParts(user)[name];
    case 'email':
      return user.email ?? undefined;
    case 'active':
      return user.active;
    case 'externalId':
      return user.key;
    case 'createdDate':
      return user.createdAt ?? undefined;
    case 'updatedDate':
      return user.updatedAt ?? undefined;
    default:
      return attribute(user.attributes, name);
  }
}

export function groupProperty(group: ServedGroup, name: string): PropertyValue {
  switch (name) {
    case 'name':
      return group.name;
    case 'description':
      return group.description ?? undefined;
    case 'active':
      return true;
    case 'createdDate':
      return group.createdAt ?? undefined;
    case 'updatedDate':
      return group.updatedAt ?? undefined;
    default:
      return attribute(group.attributes, name);
  }
}

/** Never empty: the username where there is no full name. */
export function displayName(user: ServedUser): string {
  const fullName = user.fullName ?? '';
  return fullName.trim() === '' ? user.username : fullName;
}

/** From the attributes `firstName` and `lastName`, or else from the full name. */
export function userNameParts(user: ServedUser): NameParts {
  return nameParts(displayName(user), {
    firstName: attribute(user.attributes, 'firstName')?.[0],
    lastName: attribute(user.attributes, 'lastName')?.[0],
  });
}

function attribute(attributes: ServedAttributes, name: string): readonly string[] | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
