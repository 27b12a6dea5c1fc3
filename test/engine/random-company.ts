import fc from 'fast-check';
import type { MemoryCompany } from '../../src/sources/memory/index.ts';
import type { ConfigChanges } from '../stories/world.ts';

/** One thing that happens at the source. People, names and groups are few, so that they get in each other's way. */
export type Edit =
  | { readonly type: 'person'; readonly id: number; readonly name: number; readonly department: number }
  | { readonly type: 'leave'; readonly id: number }
  | { readonly type: 'swap'; readonly one: number; readonly other: number }
  | { readonly type: 'recreate'; readonly id: number }
  | {
      readonly type: 'group';
      readonly id: number;
      readonly people: readonly number[];
      readonly groups: readonly number[];
    }
  | { readonly type: 'no-group'; readonly id: number };

const id = fc.nat({ max: 9 });
const group = fc.nat({ max: 3 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('person'),
      id,
      name: fc.nat({ max: 11 }),
      department: fc.nat({ max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('leave'), id }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('swap'), one: id, other: id }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('recreate'), id }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('group'),
      id: group,
      people: fc.uniqueArray(id, { maxLength: 6 }),
      groups: fc.uniqueArray(group, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('no-group'), id: group }) },
) as fc.Arbitrary<Edit>;

export const edits = fc.array(edit, { minLength: 1, maxLength: 12 });

/** Everybody with a name of their own, and four groups that contain each other in a circle. */
export const beginning: readonly Edit[] = [
  ...Array.from({ length: 8 }, (_, n): Edit => ({ type: 'person', id: n, name: n, department: 0 })),
  ...Array.from({ length: 4 }, (_, n): Edit => ({ type: 'group', id: n, people: [n, n + 3], groups: [(n + 1) % 4] })),
];

/** Rules under which the laws hold as well. */
export const rules: fc.Arbitrary<ConfigChanges> = fc.record({
  groups: fc.record({
    required: fc.constantFrom<readonly string[]>([], [], ['group 0']),
    alwaysAssign: fc.constantFrom<readonly string[]>([], ['everybody'], ['Group 1']),
    exclude: fc.constantFrom<readonly string[]>([], ['*2']),
    nested: fc.constantFrom('flatten', 'keep'),
  }),
  cleanup: fc.record({
    action: fc.constantFrom('disable', 'delete', 'keep'),
    removeGroups: fc.boolean(),
  }),
}) as fc.Arbitrary<ConfigChanges>;

export function perform(company: MemoryCompany, all: readonly Edit[]): void {
  for (const each of all) performOne(company, each);
  // Rules may require this one; without it a run stops, which is another story.
  if (!company.groups.has('g0')) company.group('g0', 'group 0', ['g1']);
}

function performOne(company: MemoryCompany, edit: Edit): void {
  switch (edit.type) {
    case 'person':
      company.user(`id-${edit.id}`, attributes(edit.name, edit.department));
      break;
    case 'leave':
      if (company.users.has(`id-${edit.id}`)) company.removeUser(`id-${edit.id}`);
      break;
    case 'swap':
      swap(company, `id-${edit.one}`, `id-${edit.other}`);
      break;
    case 'recreate': {
      const record = company.users.get(`id-${edit.id}`);
      if (record === undefined) break;
      company.removeUser(record.sourceId).user(`${record.sourceId}-again`, record.attributes);
      break;
    }
    case 'group': {
      const members = [...edit.people.map((n) => `id-${n}`), ...edit.groups.map((n) => `g${n}`)];
      company.group(`g${edit.id}`, `group ${edit.id}`, members);
      break;
    }
    case 'no-group':
      if (company.groups.has(`g${edit.id}`)) company.removeGroup(`g${edit.id}`);
  }
}

function swap(company: MemoryCompany, one: string, other: string): void {
  const [first, second] = [company.users.get(one), company.users.get(other)];
  if (first === undefined || second === undefined) return;
  company.user(one, second.attributes).user(other, first.attributes);
}

function attributes(name: number, department: number) {
  // Every third name differs from another one by its case only.
  const uid = name % 3 === 2 ? `USER${name - 1}` : `user${name}`;
  return { uid, cn: `Person ${name}`, department: `Department ${department}` };
}
