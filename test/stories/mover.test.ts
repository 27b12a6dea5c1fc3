import { expect, test } from 'vitest';
import { clean, person, stories } from './world.ts';

stories((world) => {
  test.each(['full', 'delta'] as const)('mover: department and groups change in a %s run', async (kind) => {
    const acme = await world();
    acme.company.user('m', person('mo', { department: 'Sales' })).user('o', person('otto'));
    acme.company.group('s', 'sales', ['m']).group('e', 'engineering', ['o']).group('all', 'everybody', ['s', 'e']);
    await clean(acme.sync());
    expect(await acme.groupsOf('mo')).toEqual(['everybody', 'sales']);
    acme.company.user('m', person('mo', { department: 'Engineering' }));
    acme.company.group('s', 'sales', []).group('e', 'engineering', ['o', 'm']);
    const run = await clean(acme.sync({ full: kind === 'full' }));
    expect(run).toMatchObject({ kind, counts: { updated: 1, membershipsAdded: 1, membershipsRemoved: 1 } });
    expect(await acme.account('mo')).toMatchObject({ attributes: { department: 'Engineering' } });
    expect(await acme.groupsOf('mo')).toEqual(['engineering', 'everybody']);
    const [result] = await acme.results(run, 'UPDATED');
    expect(result).toMatchObject({
      before: { attributes: { department: 'Sales' } },
      after: { attributes: { department: 'Engineering' } },
      addGroups: ['engineering'],
      removeGroups: ['sales'],
    });
  });

  test('mover: an attribute that the source no longer has is taken away', async () => {
    const acme = await world();
    acme.company.user('m', person('mo', { department: 'Sales' }));
    await clean(acme.sync());
    acme.company.user('m', person('mo'));
    expect((await clean(acme.sync())).counts.updated).toBe(1);
    expect(await acme.account('mo')).toMatchObject({ attributes: {} });
  });

  test('mover: a person changes, but not in anything that is mapped', async () => {
    const acme = await world();
    acme.company.user('m', person('mo'));
    await clean(acme.sync());
    acme.company.user('m', person('mo', { shoeSize: '43' }));
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ notModified: 1, updated: 0 });
  });
});
