import { describe, expect, test } from 'vitest';
import type { TargetFault } from '../../src/targets/memory/index.ts';
import { type MirroredWorld, mirroredWorld } from './mirrored.ts';
import { clean, type MakeWorld, person, stories } from './world.ts';

const faults: TargetFault[] = ['network', 'timeout after it worked', 'half of the batch', 'rate-limited'];

/** Everything that a run can do, in about five batches: groups, joiners, renames that swap, leavers, memberships. */
async function edited(world: MakeWorld, attempts: number): Promise<MirroredWorld> {
  const acme = await mirroredWorld(world, attempts);
  for (let i = 0; i < 12; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  acme.company.group('s', 'staff', ['id-0', 'id-1', 'id-2']).group('o', 'old', ['id-3']);
  await clean(acme.sync());
  acme.company.user('id-0', person('user1')).user('id-1', person('user2')).user('id-2', person('user0'));
  acme.company.user('id-5', person('renamed')).user('id-6', person('user5')).removeUser('id-7');
  for (let i = 20; i < 34; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  acme.company.group('s', 'staff', ['id-1', 'id-4', 'id-20']).removeGroup('o').group('n', 'new', ['id-8', 'id-21']);
  return acme;
}

async function withoutGroups({ company, sync }: MirroredWorld): Promise<void> {
  company.group('s', 'staff', []).group('n', 'new', []).removeUser('id-20').removeUser('id-8');
  await clean(sync({ full: true }));
}

stories((world) => {
  test('a change of everything goes through undisturbed in small batches', async () => {
    const acme = await edited(world, 1);
    const calls = acme.target.calls;
    const run = await clean(acme.sync({ full: true }));
    expect(run.counts).toMatchObject({ added: 14, renamed: 5, disabled: 1, groupsAdded: 1, groupsRemoved: 1 });
    expect(acme.target.calls - calls).toBe(4);
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ updated: 0, added: 0, disabled: 0 });
  });

  describe.each(faults)('every call fails once: %s', (fault) => {
    test('it is tried again, and the run ends as an undisturbed one', async () => {
      const undisturbed = await edited(world, 1);
      const expected = await clean(undisturbed.sync({ full: true }));
      const acme = await edited(world, 3);
      for (const call of [1, 3, 5, 7]) acme.target.break(call, fault);
      const run = await clean(acme.sync({ full: true }));
      expect(run.counts).toEqual(expected.counts);
      expect(acme.inside()).toEqual(undisturbed.inside());
      expect(await acme.picture()).toEqual(await undisturbed.picture());
      expect((await clean(acme.sync({ full: true }))).counts.result).toBe(25);
    });

    test('every call fails for good: the next run ends as an undisturbed one', async () => {
      const undisturbed = await edited(world, 1);
      await clean(undisturbed.sync({ full: true }));
      const [inside, picture] = [undisturbed.inside(), await undisturbed.picture()];
      await withoutGroups(undisturbed);
      for (const call of [1, 2, 3, 4]) {
        const acme = await edited(world, 1);
        acme.target.break(call, fault);
        const { run, failure } = await acme.sync({ full: true });
        expect(failure).toMatchObject({ kind: 'transient' });
        expect(run.status).toBe('failed');
        acme.target.heal();
        await clean(acme.sync({ full: true }));
        expect(acme.inside(), `call ${call}`).toEqual(inside);
        expect(await acme.picture()).toEqual(picture);
        // What was made in the batch that was lost is the connector's: it takes it away again.
        await withoutGroups(acme);
        expect(acme.inside(), `call ${call}`).toEqual(undisturbed.inside());
      }
    });
  });
});
