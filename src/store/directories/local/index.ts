import type { LocalChange } from '../../../core/ports/store/index.ts';
import type { Database } from '../../database.ts';
import { appendEvents } from '../events.ts';
import { lifeOf } from '../numbers.ts';
import { writeGroup, writeNesting } from './groups.ts';
import { writeMember, writeUser } from './users.ts';

/** Brings one change about, with its event. Call it inside a transaction. See `DirectoryStore.change`. */
export async function changeLocally(
  database: Database,
  directory: string,
  change: LocalChange,
  now: number,
): Promise<void> {
  const place = { ...database, directory: await lifeOf(database.db, directory), now };
  switch (change.kind) {
    case 'create-user':
    case 'update-user':
    case 'delete-user':
      return appendEvents(place, [await writeUser(place, change)]);
    case 'add-user':
    case 'remove-user':
      return appendEvents(place, [await writeMember(place, change)]);
    case 'create-group':
    case 'describe-group':
    case 'delete-group':
      return appendEvents(place, [await writeGroup(place, change)]);
    case 'add-group':
    case 'remove-group':
      return appendEvents(place, [await writeNesting(place, change)]);
  }
}
