import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import type { PasswordVerdict } from '../../core/ports/source.ts';
import { peopleWithId } from './find.ts';
import type { Sessions } from './sessions.ts';
import type { LdapSettings } from './settings.ts';

/** Looks the person up, and logs in as them on a connection of its own. */
export async function checkPassword(
  sessions: Sessions,
  settings: LdapSettings,
  { sourceId, password }: { readonly sourceId: string; readonly password: string },
  signal: CancelSignal,
): Promise<PasswordVerdict> {
  throwIfCancelled(signal);
  // RFC 4513, section 5.1.2: a bind with an empty password succeeds as anonymous. A server in C reads up to a NUL.
  if (password === '' || password.includes('\0')) return 'wrong';
  const dn = await dnOf(sessions, settings, sourceId, signal);
  if (dn === undefined) return 'not-found';
  const connection = await sessions.open(signal, 'connected');
  try {
    return await connection.checkPassword(dn, password);
  } finally {
    sessions.end(connection);
  }
}

/** Undefined for nobody. An empty DN is nobody's: a bind with it would be anonymous. */
async function dnOf(
  sessions: Sessions,
  settings: LdapSettings,
  sourceId: string,
  signal: CancelSignal,
): Promise<string | undefined> {
  const connection = await sessions.open(signal);
  try {
    const [person, another] = await peopleWithId(connection, settings, sourceId);
    return another === undefined ? person?.name || undefined : undefined;
  } finally {
    sessions.end(connection);
  }
}
