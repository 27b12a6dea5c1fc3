import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/core/ports/store/index.ts';
import { collect, sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { makeWorld, type World } from '../stories/world.ts';
import { beginning, type Edit, edits, perform } from './random-company.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
beforeAll(async () => {
  folder = await temporaryFolder();
  store = await sqliteStore(folder.path);
});
afterAll(async () => {
  await store.close();
  await folder.remove();
});

/** Who is in which group, also through groups in groups. */
async function everybody({ directory }: World): Promise<readonly string[]> {
  const members = await collect(store.directories.members(directory, { nested: true }));
  return members.map(({ group, username }) => `${group}/${username}`).sort();
}

/**
 * People come and go under names that nobody else has: whoever has a conflict keeps the groups they are in, which are
 * more when they are flattened. Groups contain only groups of a higher number, so that none comes to contain itself.
 */
function peaceful(all: readonly Edit[]): readonly Edit[] {
  return all.flatMap((edit): readonly Edit[] => {
    if (edit.type === 'swap' || edit.type === 'recreate') return [];
    if (edit.type === 'person') return [{ ...edit, name: 3 * edit.id }];
    return edit.type === 'group' ? [{ ...edit, groups: edit.groups.filter((inner) => inner > edit.id) }] : [edit];
  });
}

/** Everybody in a group that is always assigned is also in the groups above it where they are kept, so there is none here. */
const quiet = fc.record({
  required: fc.constantFrom<readonly string[]>([], [], ['group 0']),
  exclude: fc.constantFrom<readonly string[]>([], ['*2'], ['*1', '*2']),
});

const rounds = fc.array(edits, { minLength: 1, maxLength: 3 });

test('kept or flattened, everybody is in the same groups', async () => {
  const property = fc.asyncProperty(quiet, rounds, fc.boolean(), async (groups, all, full) => {
    const [flat, kept] = [await makeWorld(store), await makeWorld(store)];
    for (const [world, nested] of [
      [flat, 'flatten'],
      [kept, 'keep'],
    ] as const) {
      world.configure({ groups: { ...groups, nested }, cleanup: { action: 'delete' } });
    }
    for (const round of [beginning, ...all].map(peaceful)) {
      for (const world of [flat, kept]) {
        perform(world.company, round);
        expect((await world.sync({ full })).failure).toBeUndefined();
      }
      expect(await everybody(kept)).toEqual(await everybody(flat));
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

test('whatever contains itself at the source, no group does in the directory', async () => {
  const property = fc.asyncProperty(edits, fc.boolean(), async (all, full) => {
    const world = await makeWorld(store);
    world.configure({ groups: { nested: 'keep' } });
    for (const round of [beginning, all]) {
      perform(world.company, round);
      expect((await world.sync({ full })).failure).toBeUndefined();
      const { groups } = await world.state();
      // Taking away groups that hold none, again and again, leaves nothing.
      const left = new Map(groups.map(({ name, subgroups }) => [name, subgroups]));
      for (let before = -1; before !== left.size; ) {
        before = left.size;
        for (const [name, inner] of left) if (!inner.some((each) => left.has(each))) left.delete(name);
      }
      expect([...left.keys()]).toEqual([]);
    }
  });
  await fc.assert(property, { numRuns: 40 });
});
