import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../src/sources/memory/index.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

/** Twenty-five people and twelve groups: three pages, two pages and the end. */
const pages = [1, 2, 3, 4, 5, 6];

async function edited(world: MakeWorld): Promise<World> {
  const acme = await world();
  for (let i = 0; i < 25; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  for (let i = 0; i < 12; i += 1) acme.company.group(`g-${i}`, `group ${i}`, [`id-${i}`, `id-${i + 1}`]);
  await clean(acme.sync());
  acme.company.removeUser('id-3').user('id-4', person('renamed')).user('id-new', person('joiner'));
  acme.company.group('g-1', 'group 1', ['id-2', 'id-new']).group('g-12', 'group 12', ['id-5']).removeGroup('g-2');
  return acme;
}

const failures: { fault: FaultKind; kind: string }[] = [
  { fault: 'cut-short', kind: 'incomplete' },
  { fault: 'network', kind: 'transient' },
  { fault: 'rate-limited', kind: 'transient' },
  { fault: 'refused', kind: 'unauthorized' },
];

stories((world) => {
  describe.each(failures)('a listing breaks: $fault', ({ fault, kind }) => {
    test('at every page: nothing is changed, and the next run is as if nothing had been', async () => {
      const undisturbed = await edited(world);
      await clean(undisturbed.sync({ full: true }));
      const expected = await undisturbed.picture();
      const acme = await edited(world);
      const before = await acme.state();
      for (const use of pages) {
        acme.faults.break({ call: 'page', use, kind: fault });
        const { run, failure } = await acme.sync({ full: true });
        expect(failure, `page ${use}`).toMatchObject({ kind });
        expect(run).toMatchObject({ status: 'failed', counts: { result: 0 } });
        expect(run.messages).toContain(failure?.sentence);
        expect(await acme.state()).toEqual(before);
      }
      acme.faults.heal();
      const run = await clean(acme.sync({ full: true }));
      expect(run.counts).toMatchObject({ added: 1, disabled: 1, renamed: 1 });
      expect(await acme.picture()).toEqual(expected);
    });
  });

  test('a listing stops in silence before its first page', async () => {
    const acme = await edited(world);
    acme.faults.break({ call: 'read', use: 1, kind: 'cut-short' });
    expect((await acme.sync({ full: true })).failure).toMatchObject({ kind: 'incomplete' });
    acme.faults.heal();
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ disabled: 1 });
  });

  test('the answer to a delta breaks: the cursor stays, and the next delta has it all', async () => {
    const undisturbed = await edited(world);
    await clean(undisturbed.sync());
    const acme = await edited(world);
    const before = await acme.state();
    for (const [call, kind] of [
      ['changes', 'network'],
      ['page', 'cut-short'],
      ['page', 'refused'],
    ] as const) {
      acme.faults.break({ call, use: 1, kind });
      expect((await acme.sync()).run.status).toBe('failed');
      expect(await acme.state()).toEqual(before);
    }
    acme.faults.heal();
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'delta', counts: { added: 1, disabled: 1, renamed: 1 } });
    expect(await acme.picture()).toEqual(await undisturbed.picture());
  });
});
