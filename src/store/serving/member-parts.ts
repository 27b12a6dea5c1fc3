import { sql } from 'kysely';
import type { ServedMembership } from '../../core/ports/store/index.ts';
import { inNumbers, rows } from '../database.ts';
import { membersWith } from './members-with.ts';
import type { Served } from './scope.ts';

export const membersAtOnce = 5_000;

/** Groups of one name: one in each directory that has it. */
export interface NamedGroup {
  readonly key: string;
  readonly name: string;
  readonly numbers: number[];
}

/** The people of the groups; every group at least once, one with many in parts. */
export async function* memberParts(served: Served, groups: readonly NamedGroup[]) {
  if (served.directories.length > 1) {
    for (const group of groups) yield* pagesOf(group, (after) => pageByName(served, group, after));
    return;
  }
  for (const batch of batches(groups, await sizesOf(served, groups))) {
    const [first, ...others] = batch;
    if (first !== undefined && others.length === 0) {
      yield* pagesOf(first, (after) => pageByNumber(served, first, after));
    } else yield* together(served, batch);
  }
}

type Part = Omit<ServedMembership, 'groups'>;

async function* pagesOf(
  { name }: NamedGroup,
  page: (after: UserName | undefined) => Promise<readonly UserName[]>,
): AsyncGenerator<Part, void, undefined> {
  let after: UserName | undefined;
  for (let [begins, ends] = [true, false]; !ends; begins = false) {
    const users = await page(after);
    after = users.at(-1);
    ends = users.length < membersAtOnce;
    yield { group: name, users: users.map((user) => user.name), begins, ends };
  }
}

/** How many members each of these groups has, by its number; those without are left out. */
async function sizesOf({ db, dialect }: Served, groups: readonly NamedGroup[]): Promise<ReadonlyMap<number, number>> {
  const numbers = groups.flatMap((group) => group.numbers);
  const found = await rows(
    db,
    sql<{ no: number; members: number }>`select group_no as no, count(*) as members from membership
      where group_no ${inNumbers(dialect, numbers)} group by group_no`,
  );
  return new Map(found.map(({ no, members }) => [no, Number(members)]));
}

/** Groups that are read at once have so many members together; one that has more stands alone. */
function batches(groups: readonly NamedGroup[], sizes: ReadonlyMap<number, number>): readonly NamedGroup[][] {
  const all: NamedGroup[][] = [];
  let room = 0;
  for (const group of groups) {
    const size = group.numbers.reduce((sum, no) => sum + (sizes.get(no) ?? 0), 0);
    const last = all.at(-1);
    if (last === undefined || size > room) {
      all.push([group]);
      room = membersAtOnce - size;
    } else {
      last.push(group);
      room -= size;
    }
  }
  return all;
}

async function* together(
  { db, dialect }: Served,
  groups: readonly NamedGroup[],
): AsyncGenerator<Part, void, undefined> {
  const numbers = groups.flatMap((group) => group.numbers);
  const found = await rows(
    db,
    sql<{ no: number; name: string }>`select m.group_no as no, a.username as name from membership m
      join account a on a.number = m.account where m.group_no ${inNumbers(dialect, numbers)}
      order by m.group_no, m.account`,
  );
  const members = Map.groupBy(found, ({ no }) => no);
  for (const { name, numbers: own } of groups) {
    const users = own.flatMap((no) => members.get(no) ?? []).map((user) => user.name);
    yield { group: name, users, begins: true, ends: true };
  }
}

interface UserName {
  readonly name: string;
  readonly key: string;
  readonly number: number;
}

/** People of a group in the order in which they are stored, so that a group of everybody takes no sorting. */
function pageByNumber({ db, dialect }: Served, { numbers }: NamedGroup, after: UserName | undefined) {
  return rows(
    db,
    sql<UserName>`select a.username as name, a.name_key as "key", a.number from membership m
      join account a on a.number = m.account
      where m.group_no ${inNumbers(dialect, numbers)} and m.account > ${after?.number ?? 0}
      order by m.group_no, m.account limit ${membersAtOnce}`,
  );
}

/** People of groups of one name in several directories, each name once and as it is served. */
function pageByName(served: Served, { numbers }: NamedGroup, after: UserName | undefined) {
  return rows(
    served.db,
    sql<UserName>`select a.username as name, a.name_key as "key", a.number
      from ${membersWith(served, inNumbers(served.dialect, numbers))}
      where a.name_key > ${after?.key ?? ''} order by a.name_key limit ${membersAtOnce}`,
  );
}
