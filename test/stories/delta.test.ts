import { expect, test } from 'vitest';
import { memoryCapabilities } from '../../src/sources/memory/index.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

async function company(world: MakeWorld): Promise<World> {
  const acme = await world();
  for (let i = 0; i < 30; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
  acme.company.group('g', 'staff', ['id-1', 'sub']).group('sub', 'sub', ['id-2', 'id-3']);
  await clean(acme.sync());
  return acme;
}

function older(acme: World): void {
  acme.now += 24 * 3_600_000;
}

function otherwise(acme: World): void {
  acme.config = { ...acme.config, source: { type: 'memory', options: { base: 'x' } } };
}

stories((world) => {
  test('delta: nothing changed', async () => {
    const acme = await company(world);
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'delta', coversAll: false, counts: { result: 0 }, messages: [] });
    expect(await acme.results(run)).toEqual([]);
  });

  test('delta: a joiner, a leaver, and a group change that reaches through nested groups', async () => {
    const acme = await company(world);
    acme.company.user('new', person('nina')).removeUser('id-5').group('sub', 'sub', ['id-3', 'new']);
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'delta', counts: { added: 1, disabled: 1, updated: 1, membershipsRemoved: 2 } });
    expect((await acme.picture()).members).toEqual([
      'staff/nina',
      'staff/user1',
      'staff/user3',
      'sub/nina',
      'sub/user3',
    ]);
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ updated: 0, added: 0, disabled: 0 });
  });

  test('delta: the source refuses the cursor, so everything is read, and the run says so', async () => {
    const acme = await company(world);
    acme.company.log.length = 0;
    acme.company.removeUser('id-5');
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'full', counts: { disabled: 1 } });
    expect(run.messages.join()).toContain('The source no longer says what changed since the last run');
    expect((await clean(acme.sync())).kind).toBe('delta');
  });

  test.each([
    { why: 'the last full run is too old', change: older },
    {
      why: 'the source is set up otherwise',
      change: otherwise,
    },
    {
      why: 'the mapping has changed',
      change: (acme: World) =>
        acme.configure({ provisioning: { mapping: { username: { from: 'cn' }, attributes: {} } } }),
    },
    {
      why: 'the selection of groups has changed',
      change: (acme: World) => acme.configure({ groups: { exclude: ['s*'] } }),
    },
  ])('a full run instead of a delta: $why', async ({ change }) => {
    const acme = await company(world);
    acme.now += 1;
    expect((await clean(acme.sync())).kind).toBe('delta');
    change(acme);
    expect((await clean(acme.sync())).kind).toBe('full');
    expect((await clean(acme.sync())).kind).toBe('delta');
  });

  test('a source that does not report deletions is always read whole', async () => {
    const acme = await company(world);
    const sourceCapabilities = { ...memoryCapabilities, deltaDeletions: false };
    expect((await clean(acme.sync({}, { sourceCapabilities }))).kind).toBe('full');
  });

  test('delta: what failed before is looked at again, although the source says nothing new', async () => {
    const other = await world();
    other.company.user('o', person('taken'));
    await clean(other.sync());
    const acme = await world({ beside: other });
    acme.company.user('a', person('taken'));
    expect((await acme.sync()).run.counts.failed).toBe(1);
    other.company.user('o', person('free'));
    await clean(other.sync());
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'delta', counts: { added: 1 } });
  });

  test('delta: whoever leaves without ever having had an account is not mentioned', async () => {
    const acme = await company(world);
    acme.company.user('a', person('twin')).user('b', person('twin'));
    await acme.sync();
    acme.company.removeUser('a').removeUser('b');
    const run = await clean(acme.sync());
    expect(run.counts).toMatchObject({ result: 0, filtered: 0 });
    expect(await acme.results(run)).toEqual([]);
  });

  test('delta: a change of the rules reaches everybody', async () => {
    const acme = await company(world);
    acme.configure({ groups: { alwaysAssign: ['everybody'] } });
    const run = await clean(acme.sync());
    expect(run).toMatchObject({ kind: 'delta', coversAll: true, counts: { membershipsAdded: 30, result: 30 } });
  });
});
