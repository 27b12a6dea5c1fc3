import type { AccountState } from '../../core/people.ts';
import type { DirectoryEvent } from '../../core/ports/store/index.ts';
import type { PlannedChange } from '../../core/ports/target.ts';
import { type Columns, type Database, type Db, insertMany } from '../database.ts';
import { directoryNumber } from './numbers.ts';
import type { WriteContext, Written } from './write.ts';

const columns: Columns = [
  ['number', 'int'],
  ['type', 'text'],
  ['account', 'int'],
  ['name', 'text'],
  ['groups', 'text'],
  ['old_name', 'text'],
];

const types: { readonly [action in PlannedChange['action']]: DirectoryEvent['type'] } = {
  create: 'user-created',
  update: 'user-updated',
  delete: 'user-deleted',
  'create-group': 'group-created',
  'update-group': 'group-updated',
  'delete-group': 'group-deleted',
  none: 'user-updated',
};

/** Appends one event per change, and moves the directory's revision. */
export async function appendEvents(context: Omit<WriteContext, 'c'>, written: readonly Written[]): Promise<void> {
  if (written.length === 0) return;
  const { last_event: last } = await context.db
    .updateTable('directory')
    .set((eb) => ({ last_event: eb('last_event', '+', written.length), revision: eb('revision', '+', 1) }))
    .where('no', '=', context.directory.no)
    .returning('last_event')
    .executeTakeFirstOrThrow();
  const first = last - written.length + 1;
  const events = written.map(({ change, account }, index) => {
    const { addGroups, removeGroups } = change;
    const groups = addGroups.length + removeGroups.length === 0 ? null : JSON.stringify([addGroups, removeGroups]);
    const name = change.group ?? (change.after ?? (change.before as AccountState)).username;
    const number = change.group === null ? account : null;
    return [first + index, types[change.action], number, name, groups, oldName(change)];
  });
  await insertMany(context, 'event', columns, events, {
    constants: { directory: context.directory.no, at: context.now },
  });
}

function oldName({ before, after }: PlannedChange): string | null {
  return before === null || after === null || before.username === after.username ? null : before.username;
}

export async function eventToken({ db }: Database, directory: string): Promise<string> {
  await directoryNumber(db, directory);
  const row = await db
    .selectFrom('directory')
    .select(['life', 'last_event'])
    .where('id', '=', directory)
    .executeTakeFirstOrThrow();
  return token(row.life, row.last_event);
}

const token = (life: string, number: number): string => Buffer.from(`${life}.${number}`).toString('base64url');

/** The number of the event that the token names; undefined when it is none of this directory's life. */
function eventNumber(text: string, life: string, last: number): number | undefined {
  const [named, number, ...rest] = Buffer.from(text, 'base64url').toString().split('.');
  if (named !== life || number === undefined || rest.length > 0 || !/^[0-9]{1,15}$/.test(number)) return undefined;
  return Number(number) <= last ? Number(number) : undefined;
}

export async function readEvents(
  db: Db,
  directory: string,
  after: string,
  limit: number,
): Promise<DirectoryEvent[] | undefined> {
  const no = await directoryNumber(db, directory);
  const { life, last_event: last } = await db
    .selectFrom('directory')
    .select(['life', 'last_event'])
    .where('no', '=', no)
    .executeTakeFirstOrThrow();
  const number = eventNumber(after, life, last);
  if (number === undefined) return undefined;
  const found = await db
    .selectFrom('event')
    .selectAll()
    .where('directory', '=', no)
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute();
  // A gap after the token means that the log no longer reaches back so far.
  if (number < last && found[0]?.number !== number + 1) return undefined;
  return found.map((row) => {
    const [addedGroups, removedGroups] =
      row.groups === null ? [[], []] : (JSON.parse(row.groups) as [readonly string[], readonly string[]]);
    const { at, account, name } = row;
    return {
      token: token(life, row.number),
      at,
      type: row.type as DirectoryEvent['type'],
      account,
      name,
      addedGroups,
      removedGroups,
    };
  });
}
