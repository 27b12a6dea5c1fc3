import type { LdapConnection } from '../../protocols/ldap/connection.ts';
import { contextsOf } from './contexts.ts';
import { generalizedTime, writeCursor } from './cursor.ts';
import type { LdapSettings } from './settings.ts';

/** The cursor of a full read, to be taken before the first page. */
export async function firstCursor(connection: LdapConnection, settings: LdapSettings): Promise<string> {
  const since = generalizedTime(Date.now() - settings.overlapMs);
  return writeCursor({ contexts: await contextsOf(connection, settings), since }, settings);
}
