import { expect, test } from 'vitest';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

async function three(world: MakeWorld): Promise<World> {
  const acme = await world();
  acme.company.user('a', person('anna')).user('b', person('bert')).user('c', person('carl'));
  acme.company.group('g', 'staff', ['a', 'b']);
  return acme;
}

stories((world) => {
  test('simulation: nothing is changed; the plan and the results are kept', async () => {
    const acme = await three(world);
    await clean(acme.sync());
    const before = await acme.state();
    acme.company.removeUser('a').user('b', person('robert')).user('d', person('dora')).user('e', person('carl'));
    for (const request of [{ full: true }, {}]) {
      const { run, failure } = await acme.sync({ ...request, simulate: true });
      expect(failure).toBeUndefined();
      expect(run).toMatchObject({
        simulated: true,
        counts: { added: 1, disabled: 1, updated: 1, renamed: 1, failed: 1, conflicts: 1 },
      });
      const items = await acme.store.plans.items(acme.config.id, run.number, -1, 100, null);
      expect(items.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual([
        'create pending',
        'none none',
        'update pending',
        'update pending',
      ]);
      const changes = (await acme.results(run))
        .map(({ status }) => status)
        .filter((status) => status !== 'NOT_MODIFIED');
      expect(changes.toSorted()).toEqual(['ADDED', 'DISABLED', 'FAILED', 'UPDATED']);
      expect(await acme.state()).toEqual(before);
      expect(await acme.store.results.conflicts(acme.config.id)).toEqual([]);
    }
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ added: 1, disabled: 1, updated: 1, renamed: 1, failed: 1 });
  });

  test('simulation of one user, and of a plan that a guard stops', async () => {
    const acme = await three(world);
    const one = await clean(acme.sync({ user: 'anna', simulate: true }));
    expect(one.counts).toMatchObject({ added: 1 });
    await clean(acme.sync());
    acme.configure({ guards: { maxDisable: { share: 0, count: 0 } } });
    acme.company.removeUser('a');
    const { run } = await acme.sync({ simulate: true });
    expect(run).toMatchObject({ status: 'refused', guards: [{ guard: 'maxDisable' }], counts: { disabled: 1 } });
    expect(await acme.account('anna')).toMatchObject({ active: true });
  });
});
