import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/core/ports/store/index.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { makeWorld } from '../stories/world.ts';
import { beginning, edits, perform, rules } from './random-company.ts';

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

test('deltas make the directory that full runs make', async () => {
  const property = fc.asyncProperty(rules, fc.array(edits, { minLength: 1, maxLength: 4 }), async (changes, rounds) => {
    const one = await makeWorld(store);
    const other = await makeWorld(store);
    for (const world of [one, other]) {
      world.configure(changes);
      perform(world.company, beginning);
      await world.sync();
    }
    for (const all of rounds) {
      for (const world of [one, other]) perform(world.company, all);
      const delta = await one.sync();
      const full = await other.sync({ full: true });
      expect([delta.failure, full.failure]).toEqual([undefined, undefined]);
      expect([delta.run.kind, full.run.kind]).toEqual(['delta', 'full']);
      expect(await one.picture()).toEqual(await other.picture());
      expect(delta.run.counts.conflicts).toBe(full.run.counts.conflicts);
    }
  });
  await fc.assert(property, { numRuns: 60 });
});

test('whoever is synced alone is synced as by a full run, and nobody else is touched', async () => {
  const property = fc.asyncProperty(edits, fc.nat(), async (all, which) => {
    const world = await makeWorld(store);
    perform(world.company, beginning);
    await world.sync();
    perform(world.company, all);
    const ids = [...world.company.users.keys()];
    const id = ids[which % ids.length] ?? '';
    const before = await world.state();
    const { run, failure } = await world.sync({ user: id });
    expect(failure).toBeUndefined();
    expect((await world.results(run)).map(({ sourceId }) => sourceId)).toEqual([id]);
    const after = await world.state();
    const others = (users: typeof after.users) => users.filter(({ sourceId }) => sourceId !== id);
    expect(others(after.users)).toEqual(others(before.users));
    // What the run left to do is what a run of everybody would have left: a second one alone does nothing.
    const again = await world.sync({ user: id });
    expect(again.run.counts).toMatchObject({ added: 0, updated: 0, enabled: 0, disabled: 0 });
  });
  await fc.assert(property, { numRuns: 50 });
});
