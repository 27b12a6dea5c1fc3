import type { CancelSignal } from '../../core/cancellation.ts';
import type { SourceEvent } from '../../core/ports/source.ts';
import type { LdapConnection, LdapSearch } from '../../protocols/ldap/connection.ts';
import { allOf, type Filter } from '../../protocols/ldap/filter.ts';
import { firstCursor } from './first-cursor.ts';
import type { Records } from './records.ts';
import { Referrals } from './referrals.ts';
import type { Sessions } from './sessions.ts';
import type { LdapSettings } from './settings.ts';

/** Everything: people, then groups. The cursor is taken first. */
export async function* readEverything(
  sessions: Sessions,
  settings: LdapSettings,
  records: Records,
  signal: CancelSignal,
): AsyncGenerator<SourceEvent> {
  const connection = await sessions.open(signal);
  try {
    const cursor = await firstCursor(connection, settings);
    const referrals = new Referrals();
    yield* readRecords(connection, settings, records, referrals);
    yield* referrals.notices();
    yield { type: 'end', cursor };
  } finally {
    sessions.end(connection);
  }
}

/** People and groups as records; with a condition, only those that meet it. */
export async function* readRecords(
  connection: LdapConnection,
  settings: LdapSettings,
  records: Records,
  referrals: Referrals,
  condition?: Filter,
): AsyncGenerator<SourceEvent> {
  const narrowed = (search: LdapSearch): LdapSearch => {
    return condition === undefined ? search : { ...search, filter: allOf(search.filter, condition) };
  };
  for await (const page of connection.pages(narrowed(userSearch(settings, records.userAttributes)))) {
    referrals.add(page.referrals);
    const users = page.entries.map((entry) => records.user(entry));
    if (users.length > 0) yield { type: 'users', records: users };
  }
  const groups = groupSearch(settings, records.groupAttributes);
  if (groups === undefined) return;
  for await (const page of connection.pages(narrowed(groups))) {
    referrals.add(page.referrals);
    const found = page.entries.map((entry) => records.group(entry));
    if (found.length > 0) yield { type: 'groups', records: found };
  }
}

export function userSearch(settings: LdapSettings, attributes: readonly string[]): LdapSearch {
  const { userBase, userFilter, pageSize } = settings;
  return { base: userBase, option: 'userBase', filter: userFilter, attributes, pageSize };
}

/** A group with its members is as long as so many people: a page of groups has fewer entries. */
const peopleForGroup = 10;

/** Undefined where groups are not wanted. */
export function groupSearch(settings: LdapSettings, attributes: readonly string[]): LdapSearch | undefined {
  const { groupBase, groupFilter, pageSize } = settings;
  if (groupBase === undefined) return undefined;
  const ofGroups = Math.max(1, Math.ceil(pageSize / peopleForGroup));
  return { base: groupBase, option: 'groupBase', filter: groupFilter, attributes, pageSize: ofGroups };
}
