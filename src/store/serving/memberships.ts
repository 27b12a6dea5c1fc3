import { type RawBuilder, sql } from 'kysely';
import type { ServedMembership } from '../../core/ports/store/index.ts';
import { inNumbers, rows } from '../database.ts';
import { firstWithItsName, numbersOf, type Served } from './scope.ts';

const groupsAtOnce = 200;
const membersAtOnce = 5_000;

/** Groups of one name: one in each directory that has it. */
interface NamedGroup {
  readonly key: string;
  readonly name: string;
  readonly numbers: number[];
}

/** Every group with its direct members; one with many in parts. */
export async function* listMemberships(served: Served): AsyncGenerator<readonly ServedMembership[], void, undefined> {
  let after = '';
  for (;;) {
    const groups = await namedGroups(served, after);
    const last = groups.at(-1);
    if (last === undefined) return;
    yield* membersOf(served, groups);
    after = last.key;
  }
}

async function namedGroups(served: Served, after: string): Promise<readonly NamedGroup[]> {
  const { db, dialect, directories } = served;
  const found = await rows(
    db,
    sql<{ no: number; directory: number; name: string; key: string }>`select no, directory, name, name_key as "key"
      from directory_group where directory ${inNumbers(dialect, numbersOf(served))} and name_key > ${after}
      order by name_key limit ${groupsAtOnce + directories.length}`,
  );
  const order = numbersOf(served);
  found.sort((a, b) => (a.key === b.key ? order.indexOf(a.directory) - order.indexOf(b.directory) : 0));
  const named = new Map<string, NamedGroup>();
  for (const { no, name, key } of found) {
    const group = named.get(key) ?? { key, name, numbers: [] };
    group.numbers.push(no);
    named.set(key, group);
  }
  const groups = [...named.values()];
  // Of the last name there may be more.
  return found.length === groupsAtOnce + directories.length ? groups.slice(0, -1) : groups;
}

async function* membersOf(served: Served, groups: readonly NamedGroup[]) {
  const children = await childrenOf(served, groups);
  let page: ServedMembership[] = [];
  let size = 0;
  for await (const part of parts(served, groups)) {
    page.push({ ...part, groups: part.ends ? (children.get(part.group) ?? []) : [] });
    size += part.users.length;
    if (size < membersAtOnce) continue;
    yield page;
    [page, size] = [[], 0];
  }
  if (page.length > 0) yield page;
}

/** Every group at least once. */
async function* parts(served: Served, groups: readonly NamedGroup[]) {
  const page = served.directories.length === 1 ? pageByNumber : pageByName;
  for (const group of groups) {
    let after: UserName | undefined;
    for (let [begins, ends] = [true, false]; !ends; begins = false) {
      const users: readonly UserName[] = await page(served, group, after);
      after = users.at(-1);
      ends = users.length < membersAtOnce;
      yield { group: group.name, users: users.map(({ name }) => name), begins, ends };
    }
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

/** `a`: the served people of whom one of the names is in one of the groups. */
export function membersWith(served: Served, groups: RawBuilder<unknown>): RawBuilder<unknown> {
  if (served.directories.length === 1) {
    return sql`(select x.* from membership m join account x on x.number = m.account where m.group_no ${groups}) a`;
  }
  const visible = firstWithItsName(served, 'account', 'x');
  const direct = sql`select m.account from membership m where m.group_no ${groups}`;
  if (!served.aggregate) return sql`(select x.* from account x where x.number in (${direct}) and ${visible}) a`;
  return sql`(select x.* from account x where ${visible} and x.name_key in (
    select y.name_key from account y where y.number in (${direct}))) a`;
}

async function childrenOf(served: Served, groups: readonly NamedGroup[]) {
  const numbers = groups.flatMap((group) => group.numbers);
  const found = await rows(
    served.db,
    sql<{ parent: number; name: string; key: string }>`select m.parent, c.name, c.name_key as "key"
      from group_membership m join directory_group c on c.no = m.child
      where m.parent ${inNumbers(served.dialect, numbers)} order by c.name_key`,
  );
  const names = new Map(groups.flatMap(({ name, numbers: own }) => own.map((no) => [no, name] as const)));
  const children = new Map<string, string[]>();
  for (const { parent, name } of found) {
    const group = names.get(parent) ?? '';
    const known = children.get(group) ?? [];
    if (!known.includes(name)) known.push(name);
    children.set(group, known);
  }
  return children;
}
