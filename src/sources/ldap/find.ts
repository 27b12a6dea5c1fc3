import type { CancelSignal } from '../../core/cancellation.ts';
import type { FindQuery, FoundUser } from '../../core/ports/source.ts';
import { attributeTypeKey, isAttributeDescription } from '../../protocols/ldap/attribute-types.ts';
import type { LdapConnection, LdapEntry } from '../../protocols/ldap/connection.ts';
import { allOf, anyOf, equal, type Filter } from '../../protocols/ldap/filter.ts';
import { resultCodeOf } from '../../protocols/ldap/result-failure.ts';
import { groupSearch, userSearch } from './read.ts';
import type { Records } from './records.ts';
import type { Sessions } from './sessions.ts';
import type { LdapSettings } from './settings.ts';

/** So many matches are looked at: enough to see that a value is not unique. */
const mostFound = 25;

/** The value does not fit the attribute (inappropriateMatching, invalidAttributeSyntax): nobody can have it. */
const noSuchValue: ReadonlySet<number | undefined> = new Set([18, 21]);

/** The people with this id or attribute, 25 at most, and their direct groups. The server compares. */
export async function findUsers(
  sessions: Sessions,
  settings: LdapSettings,
  records: Records,
  query: FindQuery,
  signal: CancelSignal,
): Promise<readonly FoundUser[]> {
  const matches = filtersOf(query, settings);
  const connection = await sessions.open(signal);
  try {
    if (matches.length === 0) return [];
    const found: FoundUser[] = [];
    for (const entry of await matching(connection, settings, records.userAttributes, matches)) {
      found.push({ record: records.user(entry), groups: await groupsOf(connection, settings, records, entry) });
    }
    return found;
  } finally {
    sessions.end(connection);
  }
}

/** The entries of people with the id, without attributes; not more than one where ids are unique. */
export async function peopleWithId(
  connection: LdapConnection,
  settings: LdapSettings,
  sourceId: string,
): Promise<readonly LdapEntry[]> {
  const matches = filtersOf({ value: sourceId, sourceId: true, attributes: [] }, settings);
  return matches.length === 0 ? [] : matching(connection, settings, ['1.1'], matches);
}

function filtersOf({ value, sourceId, attributes }: FindQuery, { idAttribute }: LdapSettings): readonly Filter[] {
  if (value === '') return [];
  const names = new Set(attributes.filter((name) => isAttributeDescription(name) && name.toLowerCase() !== 'dn'));
  if (sourceId && canBeId(value, idAttribute)) names.add(idAttribute);
  return [...names].map((name) => equal(name, value));
}

/** `entryUUID` is compared as a UUID: other values are no match, which servers say in several ways. */
function canBeId(value: string, idAttribute: string): boolean {
  if (attributeTypeKey(idAttribute) !== 'entryuuid') return true;
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

async function matching(
  connection: LdapConnection,
  settings: LdapSettings,
  attributes: readonly string[],
  matches: readonly Filter[],
): Promise<readonly LdapEntry[]> {
  const search = userSearch(settings, attributes);
  const filter = allOf(search.filter, anyOf(...matches));
  try {
    return (await connection.first({ ...search, filter, pageSize: mostFound })).entries;
  } catch (error) {
    if (noSuchValue.has(resultCodeOf(error))) return [];
    throw error;
  }
}

/** Ids of the groups that name the person as a member. */
async function groupsOf(
  connection: LdapConnection,
  settings: LdapSettings,
  records: Records,
  person: LdapEntry,
): Promise<readonly string[]> {
  const search = groupSearch(settings, [settings.idAttribute]);
  if (search === undefined) return [];
  const names = settings.memberAttribute === 'memberUid' ? records.uidsOf(person) : [person.name];
  if (names.length === 0) return [];
  const filter = allOf(search.filter, anyOf(...names.map((name) => equal(settings.memberAttribute, name))));
  const ids: string[] = [];
  for await (const { entries } of connection.pages({ ...search, filter })) {
    for (const entry of entries) ids.push(records.idOf(entry));
  }
  return ids;
}
