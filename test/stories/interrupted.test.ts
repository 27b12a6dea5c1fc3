import { expect, test } from 'vitest';
import type { Progress } from '../../src/engine/context.ts';
import { memorySource } from '../../src/sources/memory/index.ts';
import { directoryTarget } from '../../src/targets/directory/index.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

const living = { name: 'other:2:2', mayLive: () => true };
const ttlMs = 30_000;

async function edited(world: MakeWorld): Promise<World> {
  const acme = await world();
  for (let i = 0; i < 8; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  acme.company.group('g', 'staff', ['id-0', 'id-1']);
  await clean(acme.sync());
  acme.company.user('id-0', person('user1')).user('id-1', person('user0')).removeUser('id-2');
  acme.company.user('new-1', person('nina')).user('new-2', person('nick')).group('h', 'hosts', ['new-1', 'id-3']);
  return acme;
}

async function undisturbed(world: MakeWorld) {
  const acme = await edited(world);
  await clean(acme.sync({ full: true }));
  return acme.picture();
}

stories((world) => {
  test('a second run while one is going on is refused, with the id and the age of the other', async () => {
    const acme = await edited(world);
    const source = memorySource(acme.company, acme.faults);
    let second: ReturnType<World['sync']> | undefined;
    const first = await acme.sync(
      { full: true },
      {
        process: living,
        source: {
          ...source,
          async *read(signal) {
            acme.now += 7_000;
            second = acme.sync({ full: true }, { process: living });
            await second;
            yield* source.read(signal);
          },
        },
      },
    );
    expect(first).toMatchObject({ failure: undefined, run: { status: 'succeeded', counts: { added: 2 } } });
    const refused = await second;
    expect(refused).toMatchObject({ failure: { kind: 'busy' }, run: { status: 'refused', counts: { result: 0 } } });
    expect(refused?.run.messages.join()).toContain(
      `Run ${first.run.id} of "${acme.config.id}" has been going on for 7 s.`,
    );
    expect(await acme.picture()).toEqual(await undisturbed(world));
  });

  test.each([
    { holder: 'dead', process: { name: 'me:1:1', mayLive: () => false }, later: 0, granted: true },
    { holder: 'nobody knows', process: living, later: ttlMs - 1, granted: false },
    { holder: 'nobody knows, and its time is over', process: living, later: ttlMs, granted: true },
  ])('a lease whose holder is $holder', async ({ process, later, granted }) => {
    const acme = await edited(world);
    const request = { holder: 'gone:3:3', run: `${acme.config.id}-1`, now: acme.now, ttlMs };
    expect(await acme.store.leases.acquire(acme.config.id, request)).toMatchObject({ granted: true });
    acme.now += later;
    const { run } = await acme.sync({}, { process });
    expect(run.status).toBe(granted ? 'succeeded' : 'refused');
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'a run that died after %i of its changes is ended by the next one, which converges',
    async (applied) => {
      const acme = await edited(world);
      const { store, config } = acme;
      const plan = (await acme.sync({ full: true, simulate: true })).run;
      const items = await store.plans.items(config.id, plan.number, -1, 100, null);
      const now = acme.now;
      const dead = await store.runs.create({ connector: config.id, kind: 'full', simulated: false, ident: null, now });
      const lease = await store.leases.acquire(config.id, { holder: 'dead:1:1', run: dead.id, now, ttlMs });
      await store.plans.append(config.id, dead.number, items, true);
      const changes = await store.plans.pending(config.id, dead.number, -1, applied);
      const fence = lease.granted ? lease.fence : 0;
      const context = { connector: config.id, run: dead.id, fence, signal: new AbortController().signal };
      await store.directories.apply(acme.directory, changes, context, { now });
      const run = await clean(acme.sync());
      expect(await store.runs.get(dead.id)).toMatchObject({
        status: 'failed',
        finishedAt: now,
        messages: [expect.stringContaining('The process ended before the run did.')],
      });
      expect(run.counts.failed).toBe(0);
      expect(await acme.picture()).toEqual(await undisturbed(world));
      const late = store.directories.apply(acme.directory, changes, context, { now });
      await expect(late).rejects.toMatchObject({ kind: 'busy' });
      expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ updated: 0, added: 0, disabled: 0 });
    },
  );

  test('a run that died while it read leaves nothing behind', async () => {
    const acme = await edited(world);
    const { store, config, now } = acme;
    const dead = await store.runs.create({ connector: config.id, kind: 'full', simulated: false, ident: null, now });
    await store.leases.acquire(config.id, { holder: 'dead:1:1', run: dead.id, now, ttlMs });
    await store.snapshots.write(config.id, dead.number, [
      {
        kind: 'user',
        sourceId: 'half',
        ref: 'half',
        content: '{}',
        hash: 'x',
        disposition: 'mapped',
        problem: null,
        nameKey: 'half',
        desired: JSON.stringify({ username: 'half', attributes: {} }),
        desiredHash: 'y',
      },
    ]);
    const [removed] = await store.snapshots.lookup(config.id, 'user', ['id-5']);
    await store.snapshots.remove(config.id, dead.number, [removed?.subject ?? 0]);
    await clean(acme.sync());
    expect(await acme.picture()).toEqual(await undisturbed(world));
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('cancelled after %i batches; the next run finishes', async (batches) => {
    const acme = await edited(world);
    const stop = new AbortController();
    const progress = ({ phase, done }: Progress) => {
      if (phase === 'apply' && done === batches) stop.abort();
    };
    const targetCapabilities = { ...directoryTarget.capabilities, batchSize: 1 };
    const { run, failure } = await acme.sync({ full: true }, { signal: stop.signal, progress, targetCapabilities });
    expect(failure).toMatchObject({ kind: 'cancelled' });
    expect(run).toMatchObject({ status: 'cancelled', messages: ['The run was cancelled.'] });
    expect(await acme.store.plans.countPending(acme.config.id, run.number)).toBe(0);
    await clean(acme.sync());
    expect(await acme.picture()).toEqual(await undisturbed(world));
  });

  test('cancelled while it reads: nothing is changed', async () => {
    const acme = await edited(world);
    const before = await acme.state();
    const stop = new AbortController();
    const progress = ({ phase }: Progress) => {
      if (phase === 'read') stop.abort();
    };
    expect((await acme.sync({ full: true }, { signal: stop.signal, progress })).run.status).toBe('cancelled');
    expect(await acme.state()).toEqual(before);
    await clean(acme.sync({ full: true }));
    expect(await acme.picture()).toEqual(await undisturbed(world));
  });
});
