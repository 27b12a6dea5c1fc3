import type { SourceEvent } from '../../core/ports/source.ts';
import type { LdapConnection, LdapEntry, LdapPage, LdapSearch } from '../../protocols/ldap/connection.ts';
import { resultCodeOf } from '../../protocols/ldap/result-failure.ts';
import { groupSearch, userSearch } from './read.ts';
import type { Records } from './records.ts';
import type { Referrals } from './referrals.ts';
import type { LdapSettings } from './settings.ts';

/** Entries without attributes are small: so many go on a page, where the server lets them. */
const largePage = 5000;

/** How servers refuse a page that is too large: by size, by an administrative limit, or unwilling. */
const tooLarge: ReadonlySet<number | undefined> = new Set([4, 11, 53]);

/** References of all people and groups: at least one event for each kind that is read. */
export async function* listPresent(
  connection: LdapConnection,
  settings: LdapSettings,
  records: Records,
  referrals: Referrals,
): AsyncGenerator<SourceEvent> {
  const users = userSearch(settings, records.userRefAttributes);
  yield* listKind('user', users, (entry) => records.userRef(entry));
  const groups = groupSearch(settings, ['1.1']);
  if (groups !== undefined) yield* listKind('group', groups, (entry) => records.groupRef(entry));

  async function* listKind(
    kind: 'user' | 'group',
    search: LdapSearch,
    refOf: (entry: LdapEntry) => string,
  ): AsyncGenerator<SourceEvent> {
    for await (const page of largePages(connection, search)) {
      referrals.add(page.referrals);
      yield { type: 'present', kind, refs: page.entries.map(refOf) };
    }
  }
}

/** Large pages; the configured ones when the server refuses the first. */
async function* largePages(connection: LdapConnection, search: LdapSearch): AsyncGenerator<LdapPage> {
  const pageSize = Math.max(largePage, search.pageSize);
  let begun = false;
  try {
    for await (const page of connection.pages({ ...search, pageSize })) {
      begun = true;
      yield page;
    }
  } catch (error) {
    if (begun || pageSize === search.pageSize || !tooLarge.has(resultCodeOf(error))) throw error;
    yield* connection.pages(search);
  }
}
