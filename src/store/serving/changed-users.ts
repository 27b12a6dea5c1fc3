import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { ChangedUser, ServedChanges, ServedUser } from '../../core/ports/store/index.ts';
import { inNumbers, inTexts, rows } from '../database.ts';
import { toUsers, type UserRow, userColumns } from './entries.ts';
import { groupsOfUsers } from './relations.ts';
import { firstWithItsName, numbersOf, type Served } from './scope.ts';
import type { TouchedUser } from './touched.ts';

export async function changesOfUsers(
  served: Served,
  touched: readonly TouchedUser[],
): Promise<Pick<ServedChanges, 'deletedUsers' | 'users'>> {
  const names = await currentNames(served, touched);
  const firstNames = touched.flatMap(({ firstName }) => (firstName === null ? [] : nameKey(firstName)));
  const found = await servedWith(served, [...new Set([...firstNames, ...names.values()])]);
  const byName = new Map(found.map((row) => [row.name_key, row]));
  const order = numbersOf(served);
  const newcomers = new Set(touched.flatMap(({ account, firstName }) => (firstName === null ? account : [])));
  /** An earlier directory had the name all the time. */
  const hidden = ({ firstName, directory }: TouchedUser) => {
    const now = firstName === null ? undefined : byName.get(nameKey(firstName));
    return now !== undefined && !newcomers.has(now.number) && order.indexOf(now.directory) < order.indexOf(directory);
  };
  const gone = touched.filter((user) => !names.has(user.account) && !hidden(user));
  const deletedUsers = gone.flatMap(({ firstName }) => firstName ?? []);
  return { deletedUsers, users: await changed(served, touched, found) };
}

/** The keys of the names that those who are still there have, by account. */
async function currentNames(served: Served, touched: readonly TouchedUser[]): Promise<ReadonlyMap<number, string>> {
  const numbers = touched.map(({ account }) => account);
  const found = await rows(
    served.db,
    sql<{ number: number; key: string }>`select number, name_key as "key" from account
      where number ${inNumbers(served.dialect, numbers)} and name_key is not null`,
  );
  return new Map(found.map(({ number, key }) => [number, key]));
}

function servedWith(served: Served, keys: readonly string[]): Promise<UserRow[]> {
  return rows(
    served.db,
    sql<UserRow>`select ${userColumns} from account a
      where a.name_key ${inTexts(served.dialect, keys)} and ${firstWithItsName(served, 'account', 'a')}`,
  );
}

/** In the order in which they got their names: so nobody gets a name that somebody else still has. */
async function changed(
  served: Served,
  touched: readonly TouchedUser[],
  found: readonly UserRow[],
): Promise<readonly ChangedUser[]> {
  const byAccount = new Map(touched.map((one) => [one.account, one]));
  const users = await toUsers(served, found);
  const groups = await groupsOfUsers(
    served,
    found.map((row) => row.name_key),
  );
  const steps = found.flatMap((row, index) => {
    const user = users[index] as ServedUser;
    const log = byAccount.get(row.number);
    const own = groups.get(row.name_key);
    // Nothing became of the account itself: it comes to light, or somebody of the same name in another directory changed.
    if (log === undefined) return { place: Number.MAX_SAFE_INTEGER, change: { user, created: true, groups: own } };
    const created = log.firstName === null;
    const renamed = log.firstName !== null && nameKey(log.firstName) !== row.name_key;
    const change = { user, created, groups: created || renamed || log.regrouped ? own : undefined };
    const passed = created ? [] : log.passedNames;
    return [
      ...passed.map(({ place, name }) => ({
        place,
        change: { user: { ...user, username: name }, created: false, groups: undefined },
      })),
      { place: log.place, change },
    ];
  });
  return steps.sort((a, b) => a.place - b.place).map(({ change }) => change);
}
