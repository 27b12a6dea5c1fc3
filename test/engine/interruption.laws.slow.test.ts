import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/core/ports/store/index.ts';
import { directoryTarget } from '../../src/targets/directory/index.ts';
import type { TargetFault } from '../../src/targets/memory/index.ts';
import { sqliteStore, temporaryFolder } from '../harness/installation.ts';
import { breaking as breakingDirectory } from '../stories/breaking.ts';
import { mirroredWorld } from '../stories/mirrored.ts';
import { makeWorld, type World, type WorldOptions } from '../stories/world.ts';
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

const make = (options?: WorldOptions) => makeWorld(store, options);

async function begun<T extends World>(world: T, all: readonly Edit[]): Promise<T> {
  perform(world.company, beginning);
  expect((await world.sync()).failure).toBeUndefined();
  perform(world.company, all);
  return world;
}

/** The built-in directory in batches of two, which breaks at a call: before it works, or when it has worked. */
function breaking(state: { calls: number; at: number; worked: boolean }): WorldOptions {
  const capabilities = { ...directoryTarget.capabilities, batchSize: 2 };
  return { target: breakingDirectory({ capabilities, at: state, worked: state.worked }) };
}

test('the built-in directory breaks at call k, for every k; the next run ends as an undisturbed one', async () => {
  const property = fc.asyncProperty(edits, fc.boolean(), fc.boolean(), async (all, worked, full) => {
    const counted = { calls: 0, at: 0, worked };
    const undisturbed = await begun(await make(breaking(counted)), all);
    counted.calls = 0;
    await undisturbed.sync({ full: true });
    const expected = await undisturbed.picture();
    for (let at = 1; at <= counted.calls; at += 1) {
      const state = { calls: 0, at: 0, worked };
      const world = await begun(await make(breaking(state)), all);
      Object.assign(state, { calls: 0, at });
      expect((await world.sync({ full: true })).failure).toMatchObject({ kind: 'transient' });
      state.at = 0;
      expect((await world.sync({ full })).failure).toBeUndefined();
      expect(await world.picture()).toEqual(expected);
    }
  });
  await fc.assert(property, { numRuns: 12 });
});

test('a product breaks at call k, for every k; the next run ends as an undisturbed one', async () => {
  const fault = fc.constantFrom<TargetFault>('network', 'timeout after it worked', 'half of the batch');
  const property = fc.asyncProperty(edits, fault, async (all, kind) => {
    const undisturbed = await begun(await mirroredWorld(make, 1), all);
    const before = undisturbed.target.calls;
    await undisturbed.sync({ full: true });
    const calls = undisturbed.target.calls - before;
    for (let call = 1; call <= calls; call += 1) {
      const world = await begun(await mirroredWorld(make, 1), all);
      world.target.break(call, kind);
      expect((await world.sync({ full: true })).failure).toMatchObject({ kind: 'transient' });
      world.target.heal();
      await world.sync({ full: true });
      expect(world.inside()).toEqual(undisturbed.inside());
      expect(await world.picture()).toEqual(await undisturbed.picture());
    }
  });
  await fc.assert(property, { numRuns: 25 });
});

test('the source breaks at page k, for every k; nothing is changed, and the next run is as an undisturbed one', async () => {
  const property = fc.asyncProperty(edits, fc.constantFrom('cut-short', 'network'), async (all, kind) => {
    const undisturbed = await begun(await make(), all);
    await undisturbed.sync({ full: true });
    const world = await begun(await make(), all);
    const before = await world.state();
    for (let use = 1; ; use += 1) {
      world.faults.break({ call: 'page', use, kind });
      const { failure } = await world.sync({ full: true });
      if (failure === undefined) break;
      expect(await world.state()).toEqual(before);
    }
    expect(await world.picture()).toEqual(await undisturbed.picture());
  });
  await fc.assert(property, { numRuns: 20 });
});
