import { expect, test } from 'vitest';
import type { Progress } from '../../src/engine/context.ts';
import { directoryTarget } from '../../src/targets/directory/index.ts';
import { clean, person, stories } from './world.ts';

stories((world) => {
  test('what was done so far is told after every batch, and in the end it is what the run has counted', async () => {
    const acme = await world();
    for (let i = 0; i < 3; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
    await clean(acme.sync());
    acme.company.user('id-0', person('renamed')).user('new-1', person('nina')).user('new-2', person('nick'));
    const told: Progress[] = [];
    const targetCapabilities = { ...directoryTarget.capabilities, batchSize: 1 };
    const { run } = await acme.sync(
      { full: true },
      { progress: (progress) => void told.push(progress), targetCapabilities },
    );
    const applied = told.filter(({ phase }) => phase === 'apply');
    expect(applied.map(({ done, total }) => [done, total])).toEqual([0, 1, 2, 3].map((done) => [done, 3]));
    expect(applied.at(0)?.counts).toEqual({});
    expect(applied.at(-1)?.counts).toEqual({ added: 2, updated: 1 });
    expect(run.counts).toMatchObject({ added: 2, updated: 1 });
  });
});
