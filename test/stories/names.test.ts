import { describe, expect, test } from 'vitest';
import { directoryTarget, openDirectoryTarget } from '../../src/targets/directory/index.ts';
import { clean, type MakeWorld, person, stories } from './world.ts';

/** Who has which name before and after; names are given by the letter of the person. */
const moves = [
  { hazard: 'one-rename', before: { a: 'anna' }, after: { a: 'anne' } },
  { hazard: 'only-the-case-changes', before: { a: 'anna' }, after: { a: 'Anna' } },
  { hazard: 'rename-chain', before: { a: 'one', b: 'two', c: 'three' }, after: { a: 'two', b: 'three', c: 'four' } },
  {
    hazard: 'rename-chain-upwards',
    before: { a: 'one', b: 'two', c: 'three' },
    after: { c: 'two', b: 'one', a: 'zero' },
  },
  { hazard: 'two-users-swap-names', before: { a: 'one', b: 'two' }, after: { a: 'two', b: 'one' } },
  {
    hazard: 'three-users-cycle',
    before: { a: 'one', b: 'two', c: 'three' },
    after: { a: 'two', b: 'three', c: 'one' },
  },
  {
    hazard: 'a-cycle-and-a-chain-that-ends-in-a-joiner',
    before: { a: 'one', b: 'two', c: 'three', d: 'four' },
    after: { a: 'two', b: 'one', c: 'four', d: 'five', e: 'three' },
  },
  { hazard: 'swap-of-case-twins', before: { a: 'one', b: 'two' }, after: { a: 'TWO', b: 'ONE' } },
] as const;

type Names = { readonly [id: string]: string };

function small(world: MakeWorld) {
  return world({
    target: (store, clock, directory) => ({
      target: openDirectoryTarget(directory, store.directories, clock),
      targetCapabilities: { ...directoryTarget.capabilities, batchSize: 1 },
    }),
  });
}

stories((world) => {
  describe.each([
    { batches: 'large', make: world },
    { batches: 'small', make: () => small(world) },
  ])('in $batches batches', ({ make }) => {
    test.each(moves)('$hazard', async ({ before, after }) => {
      const acme = await make();
      for (const [id, name] of Object.entries<string>(before)) acme.company.user(id, person(name));
      await clean(acme.sync());
      const numbers = await numbersById(acme);
      for (const [id, name] of Object.entries<string>(after)) acme.company.user(id, person(name));
      const run = await clean(acme.sync());
      const changed = Object.entries<string>(before).filter(([id, name]) => (after as Names)[id] !== name).length;
      expect(run.counts).toMatchObject({ renamed: changed, updated: changed, failed: 0 });
      const { users } = await acme.state();
      expect(Object.fromEntries(users.map(({ sourceId, username }) => [sourceId, username]))).toEqual(after);
      expect(await numbersById(acme)).toMatchObject(numbers);
      const again = await clean(acme.sync({ full: true }));
      expect(again.counts).toMatchObject({ updated: 0, renamed: 0, notModified: users.length });
    });
  });

  test('a joiner takes the name that somebody gives up in the same run, and gets groups of their own', async () => {
    const acme = await world();
    acme.company.user('a', person('anna')).group('s', 'staff', ['a', 'b']).group('o', 'others', ['a']);
    await clean(acme.sync());
    acme.company.user('a', person('anne')).user('b', person('anna'));
    const run = await clean(acme.sync());
    expect(run.counts).toMatchObject({ added: 1, renamed: 1, membershipsAdded: 1, membershipsRemoved: 0 });
    expect((await acme.picture()).members).toEqual(['others/anne', 'staff/anna', 'staff/anne']);
  });

  test('name-taken: the rest of the update goes on, and the rename follows when the name is free', async () => {
    const acme = await world();
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    acme.company.user('a', { ...person('bert'), cn: 'Anna Married' });
    const run = (await acme.sync()).run;
    expect(run).toMatchObject({ status: 'partially-failed', counts: { failed: 1, conflicts: 1, renamed: 0 } });
    const [result] = await acme.results(run, 'FAILED');
    const bert = await acme.account('bert');
    expect(result).toMatchObject({
      situation: 'name-taken',
      message: `ATTR_ID : a : ${bert?.number} exists already`,
      conflict: { kind: 'name-taken', account: bert?.number, linkedTo: 'b' },
    });
    expect(await acme.account('anna')).toMatchObject({ fullName: 'Anna Married', email: 'bert@acme.test' });
    expect(bert).toMatchObject({ sourceId: 'b', fullName: 'The bert' });
    acme.company.user('b', person('robert'));
    expect((await clean(acme.sync())).counts).toMatchObject({ renamed: 2, updated: 2 });
    expect(await acme.account('bert')).toMatchObject({ sourceId: 'a' });
  });

  test('name-taken: a whole chain waits behind a name that is kept', async () => {
    const acme = await world();
    for (const [id, name] of Object.entries({ a: 'one', b: 'two', c: 'three' })) acme.company.user(id, person(name));
    await clean(acme.sync());
    acme.company.user('a', person('two')).user('b', person('three'));
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ renamed: 0, failed: 2, conflicts: 2 });
    expect((await acme.results(run, 'FAILED')).map(({ situation }) => situation)).toEqual(['name-taken', 'name-taken']);
    const { users } = await acme.state();
    expect(users.map(({ username }) => username)).toEqual(['one', 'two', 'three']);
    expect((await acme.store.results.conflicts(acme.config.id)).map(({ sourceId }) => sourceId).toSorted()).toEqual([
      'a',
      'b',
    ]);
  });

  test('name-taken: a joiner wants a name whose owner cannot give it up', async () => {
    const acme = await world();
    acme.company.user('a', person('one')).user('b', person('two'));
    await clean(acme.sync());
    acme.company.user('a', person('two')).user('c', person('one'));
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ added: 0, renamed: 0, failed: 2, conflicts: 2 });
    expect((await acme.state()).users).toHaveLength(2);
    acme.company.user('b', person('three'));
    await clean(acme.sync());
    const { users } = await acme.state();
    expect(Object.fromEntries(users.map(({ sourceId, username }) => [sourceId, username]))).toEqual({
      a: 'two',
      b: 'three',
      c: 'one',
    });
  });

  test('name-taken: somebody leaves the required group and changes the name on the way', async () => {
    const acme = await world();
    acme.configure({ groups: { required: ['staff'] } });
    acme.company.user('a', person('anna')).user('b', person('bert')).group('g', 'staff', ['a', 'b']);
    await clean(acme.sync());
    acme.company.user('b', person('bertram')).user('c', person('bert')).group('g', 'staff', ['a', 'c']);
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ added: 0, failed: 1, conflicts: 1 });
    const account = await acme.account('bert');
    expect(account).toMatchObject({ sourceId: 'b' });
    const [result] = await acme.results(run, 'FAILED');
    expect(result).toMatchObject({ sourceId: 'c', message: `ATTR_ID : c : ${account?.number} exists already` });
  });
});

async function numbersById(acme: Awaited<ReturnType<MakeWorld>>): Promise<{ [id: string]: number }> {
  return Object.fromEntries((await acme.state()).users.map(({ sourceId, number }) => [sourceId, number]));
}
