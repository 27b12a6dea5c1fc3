import type { CrowdCookie, CrowdSession } from '../entities.ts';
import { listWriter } from './list.ts';
import { xmlMemberships } from './memberships.ts';
import type { CrowdWriter, ListWriter } from './writer.ts';
import { xmlAttributes, xmlDate, xmlGroup, xmlLink, xmlLinks, xmlUser } from './xml-entities.ts';
import { xmlEvent } from './xml-events.ts';
import { xmlDeclaration, xmlElement, xmlText } from './xml-text.ts';

/** `base`: the address that the products are configured with. */
export function xmlWriter(base: string): CrowdWriter {
  const links = xmlLinks(base);
  return {
    contentType: 'application/xml; charset=utf-8',
    user: (user, detail) => xmlDeclaration + xmlUser(user, detail, links),
    group: (group, detail) => xmlDeclaration + xmlGroup(group, detail, links),
    users: (detail) => list('<users expand="user">', (user) => xmlUser(user, detail, links), '</users>'),
    groups: (detail) => list('<groups expand="group">', (group) => xmlGroup(group, detail, links), '</groups>'),
    memberships: xmlMemberships,
    attributes: (_owner, attributes) => xmlDeclaration + xmlAttributes(attributes),
    cookie: (cookie) => xmlDeclaration + xmlCookie(cookie),
    session: (session, detail) =>
      xmlDeclaration + xmlSession(session, xmlUser(session.user, detail, links), links.session(session.token)),
    error: (reason, message) =>
      `${xmlDeclaration}<error><reason>${reason}</reason>${xmlElement('message', message)}</error>`,
    currentToken: (token) => `${xmlDeclaration}<events ${xmlToken(token)}/>`,
    events: (newToken, detail) =>
      list(`<events newEventToken="${xmlText(newToken)}">`, (event) => xmlEvent(event, detail, links), '</events>'),
  };
}

function list<Item>(start: string, item: (item: Item) => string, end: string): ListWriter<Item> {
  return listWriter({ start: xmlDeclaration + start, item, separator: '', end });
}

function xmlCookie({ domain, secure, name }: CrowdCookie): string {
  const where = domain === null ? '' : xmlElement('domain', domain);
  return `<cookie-config>${where}<secure>${secure}</secure>${xmlElement('name', name)}</cookie-config>`;
}

function xmlSession({ token, createdDate, expiryDate }: CrowdSession, user: string, address: string): string {
  const dates = xmlDate('created-date', createdDate) + xmlDate('expiry-date', expiryDate);
  return `<session expand="user">${xmlElement('token', token)}${user}${xmlLink('self', address)}${dates}</session>`;
}

const xmlToken = (token: string | null): string =>
  token === null
    ? 'incrementalSynchronisationAvailable="false"'
    : `newEventToken="${xmlText(token)}" incrementalSynchronisationAvailable="true"`;
