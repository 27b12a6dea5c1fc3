import { describe, expect, test } from 'vitest';
import type { GuardSettings } from '../../src/core/connector.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

type Limited = Exclude<keyof GuardSettings, 'minListing' | 'protected'>;

interface Case {
  readonly guard: Limited;
  readonly before?: (acme: World) => void;
  /** Does to the i-th of twenty people what the guard counts. */
  readonly edit: (acme: World, i: number) => void;
}

const cases: Case[] = [
  { guard: 'maxDisable', edit: (acme, i) => acme.company.removeUser(`id-${i}`) },
  {
    guard: 'maxDelete',
    before: (acme) => acme.configure({ cleanup: { action: 'delete' } }),
    edit: (acme, i) => acme.company.removeUser(`id-${i}`),
  },
  { guard: 'maxRename', edit: (acme, i) => acme.company.user(`id-${i}`, person(`other${i}`)) },
  {
    guard: 'maxRelink',
    before: (acme) => acme.configure({ provisioning: { onConflict: { action: 'relink', ifSame: ['email'] } } }),
    edit: (acme, i) => acme.company.removeUser(`id-${i}`).user(`again-${i}`, person(`user${i}`)),
  },
  { guard: 'maxMembershipRemovals', edit: (acme, i) => acme.company.group(`g-${i}`, `group ${i}`, []) },
];

async function twenty(world: MakeWorld): Promise<World> {
  const acme = await world();
  for (let i = 0; i < 20; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  for (let i = 0; i < 20; i += 1) acme.company.group(`g-${i}`, `group ${i}`, [`id-${i}`]);
  await clean(acme.sync());
  return acme;
}

stories((world) => {
  test.each(cases)(
    '$guard: below and at its limit it passes, above nothing is changed',
    async ({ guard, before, edit }) => {
      const acme = await twenty(world);
      before?.(acme);
      acme.configure({ guards: { [guard]: { share: 0, count: 3 } } });
      for (const [from, found] of [
        [0, 2],
        [2, 3],
      ] as const) {
        for (let i = from; i < from + found; i += 1) edit(acme, i);
        expect(await clean(acme.sync({ full: true }))).toMatchObject({ guards: [] });
      }
      const state = await acme.state();
      for (let i = 5; i < 9; i += 1) edit(acme, i);
      // Neither does a delta act on it, or a full run that is tried again.
      for (const full of [true, false, true]) {
        const { run } = await acme.sync({ full });
        expect(run).toMatchObject({ status: 'awaiting-approval', guards: [{ guard, found: 4, limit: 3 }] });
        expect(run.messages).toEqual(run.guards.map(({ message }) => message));
        expect(await acme.state()).toEqual(state);
      }
      acme.configure({ guards: { [guard]: { share: 0.5, count: 0 } } });
      await clean(acme.sync());
      expect(await acme.state()).not.toEqual(state);
    },
  );

  describe.each([
    { listing: 'an empty listing', left: 0, minListing: 0 },
    { listing: 'a much smaller listing', left: 8, minListing: 0.5 },
  ])('$listing', ({ left, minListing }) => {
    test.each([0, 3])('is not believed, nor by the deltas that follow it (days of grace: %i)', async (graceDays) => {
      const acme = await twenty(world);
      acme.configure({ guards: { minListing }, cleanup: { graceDays } });
      acme.config = { ...acme.config, sync: { ...acme.config.sync, fullEveryHours: 1_000 } };
      const before = await acme.state();
      const people = new Map(acme.company.users);
      for (const [position, id] of [...people.keys()].entries()) if (position >= left) acme.company.users.delete(id);
      const { run } = await acme.sync({ full: true });
      expect(run).toMatchObject({ status: 'awaiting-approval', guards: [{ guard: 'minListing', found: left }] });
      expect(await acme.state()).toEqual(before);
      acme.now += 4 * 86_400_000;
      const delta = (await acme.sync()).run;
      expect(delta).toMatchObject({ kind: 'delta', status: 'awaiting-approval' });
      expect(await acme.state()).toEqual(before);
      for (const { sourceId, attributes } of people.values()) acme.company.user(sourceId, attributes);
      const healed = await clean(acme.sync({ full: true }));
      expect(healed.counts).toMatchObject({ result: 20, notModified: 20, disabled: 0 });
      expect(await acme.state()).toEqual(before);
    });
  });

  test('a listing that is a little smaller is believed', async () => {
    const acme = await twenty(world);
    acme.configure({ guards: { minListing: 0.95 } });
    for (let i = 0; i < 5; i += 1) acme.company.removeUser(`id-${i}`);
    expect((await clean(acme.sync({ full: true }))).counts.disabled).toBe(5);
  });

  test('a share of 100 % stops nothing, also where more are relinked than are linked', async () => {
    const acme = await world();
    for (let i = 0; i < 12; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
    await clean(acme.sync());
    for (let i = 0; i < 11; i += 1) acme.company.removeUser(`id-${i}`);
    await clean(acme.sync());
    for (let i = 0; i < 11; i += 1) acme.company.user(`new-${i}`, person(`user${i}`));
    acme.configure({ provisioning: { primaryAttribute: 'username' } });
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ relinked: 11, enabled: 11 });
  });

  test('a conflict that waits while a guard stops the runs is told once', async () => {
    const acme = await twenty(world);
    acme.configure({ guards: { maxDisable: { share: 0, count: 0 } } });
    acme.company.removeUser('id-0').removeUser('id-1').user('again-0', person('user0'));
    for (let i = 0; i < 3; i += 1) expect((await acme.sync()).run.status).toBe('awaiting-approval');
    const conflicts = await acme.store.results.conflicts(acme.config.id);
    expect(conflicts.map(({ sourceId }) => sourceId)).toEqual(['again-0']);
  });
});
