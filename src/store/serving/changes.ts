import type { DirectoryState, ServedChanges } from '../../core/ports/store/index.ts';
import { changesOfGroups } from './changed-groups.ts';
import { changesOfUsers } from './changed-users.ts';
import { readLog } from './log.ts';
import { isHalfDone, type Served, stateOf } from './scope.ts';
import { touchedGroups, touchedUsers } from './touched.ts';

const nothing = { deletedUsers: [], users: [], deletedGroups: [], groups: [] };

/** See `ServingStore.changes`. */
export async function changesSince(
  served: Served,
  since: readonly DirectoryState[],
  most: number,
): Promise<ServedChanges | undefined> {
  const state = await stateOf(served);
  const log = await readLog(served, since, state, most);
  if (log === undefined) return undefined;
  if (log.length === 0 || (await isHalfDone(served))) return { state: since, ...nothing };
  const groups = await changesOfGroups(served, touchedGroups(log));
  if (groups === undefined) return undefined;
  return { state, ...(await changesOfUsers(served, touchedUsers(log))), ...groups };
}
