import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run, Store } from '../../src/core/ports/store/index.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { makeWorld, type World } from '../stories/world.ts';
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

const runs = { numRuns: 50 };

async function begun(changes: Parameters<World['configure']>[0]): Promise<World> {
  const world = await makeWorld(store);
  world.configure(changes);
  perform(world.company, beginning);
  expect((await world.sync()).failure).toBeUndefined();
  return world;
}

async function planOf({ config }: World, run: Run) {
  return store.plans.items(config.id, run.number, -1, 1_000, null);
}

test('the same input gives the same plan', async () => {
  const property = fc.asyncProperty(rules, edits, async (changes, all) => {
    const world = await begun(changes);
    perform(world.company, all);
    const [first, second] = [
      await world.sync({ full: true, simulate: true }),
      await world.sync({ full: true, simulate: true }),
    ];
    expect(first.failure).toBeUndefined();
    expect(await planOf(world, second.run)).toEqual(await planOf(world, first.run));
    expect(second.run.counts).toEqual(first.run.counts);
  });
  await fc.assert(property, runs);
});

test('a plan is what the run then does, and afterwards nothing is left to do', async () => {
  const property = fc.asyncProperty(rules, fc.array(edits, { minLength: 1, maxLength: 3 }), async (changes, rounds) => {
    const world = await begun(changes);
    for (const [round, all] of rounds.entries()) {
      perform(world.company, all);
      const planned = await world.sync({ full: true, simulate: true });
      const done = await world.sync({ full: round % 2 === 0 });
      expect(done.failure).toBeUndefined();
      const { result: _planned, notModified: _kept, filtered: _left, ...changesPlanned } = planned.run.counts;
      if (round % 2 === 0) expect(done.run.counts).toMatchObject(changesPlanned);
      // A name that a deleted account gave up is for the next run to take.
      if (changes.cleanup?.action === 'delete') await world.sync({ full: true });
      const again = await world.sync({ full: true, simulate: true });
      const left = (await planOf(world, again.run)).filter(({ action }) => action !== 'none');
      expect(left).toEqual([]);
    }
  });
  await fc.assert(property, runs);
});

test('one result for everybody who is there, and counts that add up', async () => {
  const property = fc.asyncProperty(rules, edits, async (changes, all) => {
    const world = await begun(changes);
    perform(world.company, all);
    const { run } = await world.sync({ full: true });
    const results = await world.results(run);
    const ids = results.map(({ sourceId }) => sourceId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...world.company.users.keys()]));
    expect(run.counts.result).toBe(results.length);
    const { added, updated, notModified, failed, deleted, filtered, disabled, enabled } = run.counts;
    expect(added + updated + notModified + failed + deleted + filtered + disabled + enabled).toBe(results.length);
  });
  await fc.assert(property, runs);
});

test('whoever has no conflict has exactly one account, with the name that was asked for', async () => {
  const property = fc.asyncProperty(rules, edits, async (changes, all) => {
    const world = await begun(changes);
    perform(world.company, all);
    const { run } = await world.sync({ full: true });
    const { users } = await world.state();
    const settled = await world.results(run, 'ADDED', 'UPDATED', 'ENABLED', 'NOT_MODIFIED');
    for (const { sourceId, desired } of settled) {
      const accounts = users.filter((user) => user.sourceId === sourceId);
      expect(accounts.map(({ username, active }) => ({ username, active }))).toEqual([
        { username: desired?.username, active: true },
      ]);
    }
  });
  await fc.assert(property, runs);
});
