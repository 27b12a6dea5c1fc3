import type { CrowdAttributes, CrowdGroup, CrowdUser } from '../entities.ts';
import { xmlDateTime } from './date-times.ts';
import { type Links, linksFrom } from './links.ts';
import type { Detail } from './writer.ts';
import { xmlElement, xmlText } from './xml-text.ts';

// An answer has a million of these: few pieces of text, and each name encoded once.

/** The order is the protocol's. `active` is always there: without it somebody is inactive. */
export function xmlUser(user: CrowdUser, detail: Detail, links: Links): string {
  const { self, password } = links.user(user.name);
  const start = `<user name="${xmlText(user.name)}"`;
  if (detail === 'reference') return `${start}>${xmlLink('self', self)}</user>`;
  return `${start} expand="attributes"><link rel="self" href="${self}"/><key>${xmlText(user.key)}</key><first-name>${xmlText(user.firstName)}</first-name><last-name>${xmlText(user.lastName)}</last-name><display-name>${xmlText(user.displayName)}</display-name><email>${xmlText(user.email)}</email><password><link rel="edit" href="${password}"/></password>${xmlRest(user, detail)}</user>`;
}

export function xmlGroup(group: CrowdGroup, detail: Detail, links: Links): string {
  const { self } = links.group(group.name);
  const start = `<group name="${xmlText(group.name)}"`;
  if (detail === 'reference') return `${start}>${xmlLink('self', self)}</group>`;
  return `${start} expand="attributes"><link rel="self" href="${self}"/><description>${xmlText(group.description)}</description><type>GROUP</type>${xmlRest(group, detail)}</group>`;
}

/** What people and groups have in common. */
function xmlRest({ active, createdDate, updatedDate, attributes }: CrowdUser | CrowdGroup, detail: Detail): string {
  return `<active>${active}</active>${xmlDate('created-date', createdDate)}${xmlDate('updated-date', updatedDate)}${detail === 'attributes' ? xmlAttributes(attributes) : ''}`;
}

export function xmlAttributes(attributes: CrowdAttributes): string {
  let text = '';
  for (const [name, values] of Object.entries(attributes)) {
    text += `<attribute name="${xmlText(name)}"><values>`;
    for (const value of values) text += xmlElement('value', value);
    text += '</values></attribute>';
  }
  return text === '' ? '<attributes/>' : `<attributes>${text}</attributes>`;
}

/** Nothing when the time is not known. */
export function xmlDate(name: string, at: number | null): string {
  const dateTime = xmlDateTime(at);
  return dateTime === undefined ? '' : `<${name}>${dateTime}</${name}>`;
}

/** `href`: of `xmlLinks`. */
export const xmlLink = (rel: 'self' | 'edit', href: string): string => `<link rel="${rel}" href="${href}"/>`;

/** Addresses as they stand in an attribute: what is encoded as in a form holds nothing that XML would write otherwise. */
export const xmlLinks = (base: string): Links => linksFrom(xmlText(base));

export const xmlNames = (element: 'user' | 'group', names: readonly string[]): string =>
  names.map((name) => xmlName(element, name)).join('');

export const xmlName = (element: string, name: string): string => `<${element} name="${xmlText(name)}"/>`;
