import { Failure } from '../../core/errors.ts';
import type { LdapConnection } from '../../protocols/ldap/connection.ts';
import { normaliseDn } from '../../protocols/ldap/dn.ts';
import { allOf, equal, type Filter } from '../../protocols/ldap/filter.ts';
import type { LdapSettings } from './settings.ts';

/**
 * Throws `cursor-refused` when an entry that has others below it was changed. It may have been renamed or moved: then
 * everything below has another DN without having been modified, and would look as if it were gone.
 */
export async function requireUnmoved(
  connection: LdapConnection,
  { userBase, groupBase, pageSize }: LdapSettings,
  condition: Filter,
): Promise<void> {
  const filter = allOf(equal('hasSubordinates', 'TRUE'), condition);
  for (const base of new Set([userBase, groupBase ?? userBase])) {
    const known = normaliseDn(base);
    for await (const page of connection.pages({ base, filter, attributes: ['1.1'], pageSize })) {
      const container = page.entries.find(({ name }) => normaliseDn(name) !== known);
      if (container === undefined) continue;
      throw new Failure('cursor-refused', `${container.name} was changed, and with it perhaps the DNs of all below`);
    }
  }
}
