/**
 * Attribute types that go by several names (RFC 4519). Servers answer with the name of their schema, whatever was asked
 * for, and members may be written with either.
 */
const namesByAlias: ReadonlyMap<string, string> = new Map([
  ['commonname', 'cn'],
  ['2.5.4.3', 'cn'],
  ['surname', 'sn'],
  ['2.5.4.4', 'sn'],
  ['gn', 'givenname'],
  ['2.5.4.42', 'givenname'],
  ['countryname', 'c'],
  ['2.5.4.6', 'c'],
  ['localityname', 'l'],
  ['2.5.4.7', 'l'],
  ['stateorprovincename', 'st'],
  ['2.5.4.8', 'st'],
  ['streetaddress', 'street'],
  ['2.5.4.9', 'street'],
  ['organizationname', 'o'],
  ['2.5.4.10', 'o'],
  ['organizationalunitname', 'ou'],
  ['2.5.4.11', 'ou'],
  ['2.5.4.5', 'serialnumber'],
  ['2.5.4.12', 'title'],
  ['domaincomponent', 'dc'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
  ['userid', 'uid'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['rfc822mailbox', 'mail'],
  ['0.9.2342.19200300.100.1.3', 'mail'],
]);

/** The form in which attribute types are compared: lower case, one name for all aliases, without `;binary`. */
export function attributeTypeKey(type: string): string {
  const lower = type.toLowerCase();
  const bare = lower.endsWith(';binary') ? lower.slice(0, -';binary'.length) : lower;
  return namesByAlias.get(bare) ?? bare;
}

/** Whether a text can be asked for as an attribute: a name or an OID, with options such as `;lang-de` (RFC 4512, 2.5). */
export function isAttributeDescription(text: string): boolean {
  return /^(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)(?:;[a-z0-9-]+)*$/i.test(text);
}
