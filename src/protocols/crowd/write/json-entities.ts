import type { CrowdAttributes, CrowdEvent, CrowdGroup, CrowdUser } from '../entities.ts';
import { withoutForbidden } from '../xml-characters.ts';
import type { Links } from './links.ts';
import type { Detail } from './writer.ts';

/** Members that are undefined are not written. Dates are epoch milliseconds. */
export function jsonUser(user: CrowdUser, detail: Detail, links: Links): object {
  const { self, password, attributes } = links.user(user.name);
  const reference = { link: jsonLink('self', self), ...jsonName(user.name) };
  if (detail === 'reference') return reference;
  return {
    expand: 'attributes',
    ...reference,
    key: withoutForbidden(user.key),
    'first-name': withoutForbidden(user.firstName),
    'last-name': withoutForbidden(user.lastName),
    'display-name': withoutForbidden(user.displayName),
    email: withoutForbidden(user.email),
    password: { link: jsonLink('edit', password) },
    ...jsonRest(user, detail, attributes),
  };
}

export function jsonGroup(group: CrowdGroup, detail: Detail, links: Links): object {
  const { self, attributes } = links.group(group.name);
  const reference = { link: jsonLink('self', self), ...jsonName(group.name) };
  if (detail === 'reference') return reference;
  return {
    expand: 'attributes',
    ...reference,
    description: withoutForbidden(group.description),
    type: 'GROUP',
    ...jsonRest(group, detail, attributes),
  };
}

function jsonRest(entity: CrowdUser | CrowdGroup, detail: Detail, address: string): object {
  return {
    active: entity.active,
    'created-date': entity.createdDate ?? undefined,
    'updated-date': entity.updatedDate ?? undefined,
    attributes: detail === 'attributes' ? jsonAttributes(entity.attributes, address) : undefined,
  };
}

/** `address`: of the list itself. */
export function jsonAttributes(attributes: CrowdAttributes, address: string): object {
  const list = Object.entries(attributes).map(([name, values]) => ({
    ...jsonName(name),
    values: values.map(withoutForbidden),
  }));
  return { attributes: list, link: jsonLink('self', address) };
}

/** An event is an object whose one member tells its kind. What is deleted has a name only. */
export function jsonEvent(event: CrowdEvent, detail: Detail, links: Links): object {
  const { kind, operation } = event;
  return { [`${kind}Event`]: { operation, ...jsonSubject(event, detail, links) } };
}

function jsonSubject(event: CrowdEvent, detail: Detail, links: Links): object {
  switch (event.kind) {
    case 'user':
      return { user: event.operation === 'DELETED' ? jsonName(event.user.name) : jsonUser(event.user, detail, links) };
    case 'group':
      return {
        group: event.operation === 'DELETED' ? jsonName(event.group.name) : jsonGroup(event.group, detail, links),
      };
    case 'userMembership':
      return { childUser: jsonName(event.user), parentGroups: { groups: event.parents.map(jsonName) } };
    case 'groupMembership':
      return {
        group: jsonName(event.group),
        parentGroups: { groups: event.parents.map(jsonName) },
        childGroups: { groups: event.children.map(jsonName) },
      };
  }
}

export const jsonName = (name: string): { readonly name: string } => ({ name: withoutForbidden(name) });

export const jsonLink = (rel: 'self' | 'edit', href: string): object => ({ href, rel });
