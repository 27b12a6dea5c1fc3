import type { CancelSignal } from '../../core/cancellation.ts';
import type { SourceEvent } from '../../core/ports/source.ts';
import type { LdapConnection } from '../../protocols/ldap/connection.ts';
import { atLeast } from '../../protocols/ldap/filter.ts';
import { changedSince, currentContexts } from './contexts.ts';
import { type DeltaCursor, generalizedTime, readCursor, writeCursor } from './cursor.ts';
import { requireUnmoved } from './moved-containers.ts';
import { listPresent } from './present.ts';
import { readRecords } from './read.ts';
import type { Records } from './records.ts';
import { Referrals } from './referrals.ts';
import type { Sessions } from './sessions.ts';
import type { LdapSettings } from './settings.ts';

/**
 * What changed since the cursor, then the references of everything that is there: LDAP tells what was modified, not what
 * was deleted. Where contextCSN stands as it did, nothing was: one small search finds that out.
 */
export async function* readChanges(
  sessions: Sessions,
  settings: LdapSettings,
  records: Records,
  text: string,
  signal: CancelSignal,
): AsyncGenerator<SourceEvent> {
  const cursor = readCursor(text, settings);
  const connection = await sessions.open(signal);
  try {
    const next = await nextCursor(connection, settings, cursor);
    const since = sinceWhen(settings, cursor, next);
    if (since !== undefined) {
      const referrals = new Referrals();
      const changed = atLeast('modifyTimestamp', since);
      await requireUnmoved(connection, settings, changed);
      yield* readRecords(connection, settings, records, referrals, changed);
      yield* listPresent(connection, settings, records, referrals);
      yield* referrals.notices();
    }
    yield { type: 'end', cursor: since === undefined ? text : writeCursor(next, settings) };
  } finally {
    sessions.end(connection);
  }
}

async function nextCursor(
  connection: LdapConnection,
  settings: LdapSettings,
  { contexts }: DeltaCursor,
): Promise<DeltaCursor> {
  const since = generalizedTime(Date.now() - settings.overlapMs);
  return { contexts: await currentContexts(connection, contexts), since };
}

/** From when on entries must be read again; undefined when the server tells that nothing has changed. */
function sinceWhen({ overlapMs }: LdapSettings, cursor: DeltaCursor, next: DeltaCursor): string | undefined {
  if (cursor.contexts.length === 0) return cursor.since;
  const changed = changedSince(cursor.contexts, next.contexts);
  return changed === undefined ? undefined : generalizedTime(changed - overlapMs);
}
