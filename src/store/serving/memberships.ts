import { sql } from 'kysely';
import type { ServedMembership } from '../../core/ports/store/index.ts';
import { inNumbers, rows } from '../database.ts';
import { memberParts, membersAtOnce, type NamedGroup } from './member-parts.ts';
import { numbersOf, type Served } from './scope.ts';

const groupsAtOnce = 200;

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
  for await (const part of memberParts(served, groups)) {
    page.push({ ...part, groups: part.ends ? (children.get(part.group) ?? []) : [] });
    size += part.users.length;
    if (size < membersAtOnce) continue;
    yield page;
    [page, size] = [[], 0];
  }
  if (page.length > 0) yield page;
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
