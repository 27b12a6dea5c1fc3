import { withoutForbidden } from '../xml-characters.ts';
import { jsonAttributes, jsonEvent, jsonGroup, jsonLink, jsonUser } from './json-entities.ts';
import { linksFrom } from './links.ts';
import { listWriter } from './list.ts';
import { jsonMemberships } from './memberships.ts';
import type { CrowdWriter, ListWriter } from './writer.ts';

/** `base`: the address that the products are configured with. */
export function jsonWriter(base: string): CrowdWriter {
  const links = linksFrom(base);
  return {
    contentType: 'application/json; charset=utf-8',
    user: (user, detail) => JSON.stringify(jsonUser(user, detail, links)),
    group: (group, detail) => JSON.stringify(jsonGroup(group, detail, links)),
    users: (detail) => list('{"expand":"user","users":[', (user) => jsonUser(user, detail, links)),
    groups: (detail) => list('{"expand":"group","groups":[', (group) => jsonGroup(group, detail, links)),
    memberships: jsonMemberships,
    attributes: ({ kind, name }, attributes) =>
      JSON.stringify(jsonAttributes(attributes, links[kind](name).attributes)),
    cookie: ({ domain, secure, name }) =>
      JSON.stringify({ domain: domain ?? undefined, secure, name: withoutForbidden(name) }),
    session: ({ token, user, createdDate, expiryDate }, detail) =>
      JSON.stringify({
        expand: 'user',
        token: withoutForbidden(token),
        user: jsonUser(user, detail, links),
        link: jsonLink('self', links.session(token)),
        'created-date': createdDate,
        'expiry-date': expiryDate,
      }),
    error: (reason, message) => JSON.stringify({ reason, message: withoutForbidden(message) }),
    currentToken: (token) =>
      JSON.stringify({ newEventToken: token ?? undefined, incrementalSynchronisationAvailable: token !== null }),
    events: (newToken, detail) =>
      list(`{"newEventToken":${JSON.stringify(newToken)},"events":[`, (event) => jsonEvent(event, detail, links)),
  };
}

function list<Item>(start: string, value: (item: Item) => object): ListWriter<Item> {
  return listWriter({ start, item: (item) => JSON.stringify(value(item)), separator: ',', end: ']}' });
}
