import { describe, expect, test } from 'vitest';
import { directoryTarget } from '../../src/targets/directory/index.ts';
import { memoryTargetCapabilities } from '../../src/targets/memory/index.ts';
import { collect } from '../harness/installation.ts';
import { breaking } from './breaking.ts';
import { clean, type MakeWorld, person, stories, type World, type WorldOptions } from './world.ts';

/** People a to f, and groups that are kept in each other. */
async function nestedWorld(world: MakeWorld, options?: WorldOptions, names = 'abcdef'): Promise<World> {
  const acme = await world(options);
  acme.configure({ groups: { nested: 'keep' } });
  for (const id of names) acme.company.user(id, person(`user-${id}`));
  return acme;
}

/** Three floors: `top` holds `mid`, which holds `low`. */
function tower({ company }: World): void {
  company.group('t', 'top', ['a', 'm']).group('m', 'mid', ['b', 'l']).group('l', 'low', ['c']);
}

const direct = ['low/user-c', 'mid/user-b', 'top/user-a'];

/** Who is in which group through nested groups. */
async function everybody({ store, directory }: World): Promise<readonly string[]> {
  const members = await collect(store.directories.members(directory, { nested: true }));
  return members.map(({ group, username }) => `${group}/${username}`).sort();
}

const kinds = [{ full: true }, { full: false }];

stories((world) => {
  describe.each(kinds)('groups in groups, full $full', (request) => {
    test('people are direct members, and groups are in groups as at the source', async () => {
      const acme = await nestedWorld(world);
      await clean(acme.sync());
      tower(acme);
      const run = await clean(acme.sync(request));
      expect(await acme.picture()).toMatchObject({ members: direct, nestings: ['mid/low', 'top/mid'] });
      expect(run.counts).toMatchObject({ groupsAdded: 3, membershipsAdded: 3, membershipsRemoved: 0, updated: 3 });
      expect(run.messages).toEqual(['Groups in groups: 2 to be added, 0 to be removed.']);
      expect(await everybody(acme)).toEqual([
        'low/user-c',
        'mid/user-b',
        'mid/user-c',
        'top/user-a',
        'top/user-b',
        'top/user-c',
      ]);
      const again = await clean(acme.sync(request));
      expect([again.counts.groupsAdded, again.messages]).toEqual([0, []]);
    });

    test('a joiner into a nested group gets one membership', async () => {
      const acme = await nestedWorld(world);
      tower(acme);
      await clean(acme.sync());
      acme.company.user('new', person('nina')).group('l', 'low', ['c', 'new']);
      expect((await clean(acme.sync(request))).counts).toMatchObject({ added: 1, membershipsAdded: 1 });
      expect(await acme.groupsOf('nina')).toEqual(['low']);
      expect(await everybody(acme)).toContain('top/nina');
    });

    test('a group moves from one group to another, in one change, and no person is touched', async () => {
      const acme = await nestedWorld(world);
      tower(acme);
      acme.company.group('o', 'other', []);
      await clean(acme.sync());
      const token = await acme.store.directories.eventToken(acme.directory);
      acme.company.group('t', 'top', ['a']).group('o', 'other', ['m']);
      const run = await clean(acme.sync(request));
      expect(run.counts).toMatchObject({ updated: 0, membershipsAdded: 0, membershipsRemoved: 0 });
      const items = await acme.store.plans.items(acme.config.id, run.number, -1, 10, 'update-group');
      expect(items).toMatchObject([{ group: 'mid', addGroups: ['other'], removeGroups: ['top'], state: 'done' }]);
      expect(await acme.picture()).toMatchObject({ members: direct, nestings: ['mid/low', 'other/mid'] });
      expect(await acme.store.directories.events(acme.directory, token, 10)).toMatchObject([
        { type: 'group-updated', account: null, name: 'mid', addedGroups: ['other'], removedGroups: ['top'] },
      ]);
    });

    test('two groups change places', async () => {
      const acme = await nestedWorld(world);
      acme.company.group('x', 'x', ['a', 'y']).group('y', 'y', ['b']);
      await clean(acme.sync());
      acme.company.group('x', 'x', ['a']).group('y', 'y', ['b', 'x']);
      await clean(acme.sync(request));
      expect((await acme.picture()).nestings).toEqual(['y/x']);
    });

    test('a circle is opened at the same place every time, and the run says where', async () => {
      const acme = await nestedWorld(world);
      await clean(acme.sync());
      acme.company
        .group('1', 'one', ['a', '2'])
        .group('2', 'two', ['b', '3'])
        .group('3', 'three', ['c', '1'])
        .group('self', 'self', ['d', 'self']);
      const run = await clean(acme.sync(request));
      expect(run.messages.join(' ')).toContain(
        'Groups of the source contain themselves or each other. Left out, so that none does: ' +
          '"one" in "three", "self" in "self".',
      );
      expect((await acme.picture()).nestings).toEqual(['one/two', 'two/three']);
      expect(await everybody(acme)).toContain('one/user-c');
      // The circle opens elsewhere: what was left out comes.
      acme.company.group('1', 'one', ['a']).group('self', 'self', ['d']);
      expect((await clean(acme.sync(request))).messages).toEqual(['Groups in groups: 1 to be added, 1 to be removed.']);
      expect((await acme.picture()).nestings).toEqual(['three/one', 'two/three']);
    });

    test('groups in between that are not synced are skipped over', async () => {
      const acme = await nestedWorld(world);
      acme.configure({ groups: { exclude: ['skip*'] } });
      acme.company
        .group('t', 'top', ['s1'])
        .group('s1', 'skipped', ['a', 's2', 'l'])
        .group('s2', 'skipped too', ['b', 's1', 'n'])
        .group('l', 'low', ['c'])
        .group('n', 'lower', ['d']);
      await clean(acme.sync());
      expect(await acme.picture()).toMatchObject({
        groups: ['low', 'lower', 'top'],
        members: ['low/user-c', 'lower/user-d', 'top/user-a', 'top/user-b'],
        nestings: ['top/low', 'top/lower'],
      });
      acme.company.group('s2', 'skipped too', ['e']);
      await clean(acme.sync(request));
      expect(await acme.picture()).toMatchObject({
        members: ['low/user-c', 'lower/user-d', 'top/user-a', 'top/user-e'],
        nestings: ['top/low'],
      });
    });

    test('a group goes with its nestings; one that is renamed is put where the old one was', async () => {
      const acme = await nestedWorld(world);
      tower(acme);
      await clean(acme.sync());
      acme.company.group('m', 'Middle', ['b', 'l']);
      const run = await clean(acme.sync(request));
      expect(run.counts).toMatchObject({ groupsAdded: 1, groupsRemoved: 1 });
      expect((await acme.picture()).nestings).toEqual(['Middle/low', 'top/Middle']);
      acme.company.removeGroup('m');
      await clean(acme.sync(request));
      expect(await acme.picture()).toMatchObject({ groups: ['low', 'top'], nestings: [] });
    });

    test('required groups: also who is in one through nested groups that are synced', async () => {
      const acme = await nestedWorld(world);
      acme.configure({ groups: { required: ['top'] } });
      tower(acme);
      expect((await clean(acme.sync())).counts).toMatchObject({ added: 3, filtered: 3 });
      expect(await acme.picture()).toMatchObject({ members: direct, nestings: ['mid/low', 'top/mid'] });
      acme.company.group('m', 'mid', ['b']);
      expect((await clean(acme.sync(request))).counts).toMatchObject({ disabled: 1 });
      expect(await acme.account('user-c')).toMatchObject({ active: false });
    });
  });

  test('flatten, keep, flatten: one full run each, and nobody is out of a group in between', async () => {
    const acme = await nestedWorld(world);
    tower(acme);
    acme.configure({ groups: { nested: 'flatten' } });
    await clean(acme.sync());
    const flat = await acme.picture();
    const inside = await everybody(acme);
    expect(flat.nestings).toEqual([]);
    acme.configure({ groups: { nested: 'keep' } });
    const kept = await clean(acme.sync());
    expect(await acme.picture()).toMatchObject({ members: direct, nestings: ['mid/low', 'top/mid'] });
    expect(await everybody(acme)).toEqual(inside);
    expect(await actions(acme, kept.number)).toEqual(['update-group', 'update-group', 'update', 'update']);
    acme.configure({ groups: { nested: 'flatten' } });
    const back = await clean(acme.sync());
    expect(await acme.picture()).toEqual(flat);
    expect(await actions(acme, back.number)).toEqual(['update', 'update', 'update-group', 'update-group']);
  });

  test.each([true, false])('keepLocal %s: a nesting that no connector made', async (keepLocal) => {
    const former = await nestedWorld(world);
    tower(former);
    former.company.group('h', 'by hand', ['d', 'e2']).group('e2', 'inner', []);
    await clean(former.sync());
    await former.store.connectors.delete(former.config.id);
    const acme = await nestedWorld(world, { beside: former });
    acme.configure({ provisioning: { primaryAttribute: 'username' }, groups: { keepLocal } });
    acme.company.group('m', 'mid', ['b']).group('l', 'low', ['c', 'm']);
    const run = await clean(acme.sync());
    const local = ['by hand/inner', 'mid/low', 'top/mid'];
    expect((await acme.picture()).nestings).toEqual(keepLocal ? local : ['by hand/inner', 'low/mid']);
    const circle = run.messages.join(' ').includes('Left out, so that none does: "mid" in "low".');
    expect(circle).toBe(keepLocal);
  });

  test('a group of the source in which a group is by hand stays when the source drops it', async () => {
    const acme = await nestedWorld(world, {}, 'ab');
    acme.company.group('t', 'top', ['m']).group('m', 'mixed', ['a', 'n']).group('n', 'new', ['b']);
    await clean(acme.sync());
    const former = await nestedWorld(world, { beside: acme }, 'e');
    former.company.group('m', 'mixed', ['i']).group('i', 'inner', ['e']);
    await clean(former.sync());
    await former.store.connectors.delete(former.config.id);
    acme.company.removeGroup('m');
    await clean(acme.sync());
    expect(await acme.picture()).toMatchObject({
      groups: ['inner', 'mixed', 'new', 'top'],
      members: ['inner/user-e', 'new/user-b'],
      nestings: ['mixed/inner'],
    });
  });

  test('two connectors on one directory leave each other’s nestings alone', async () => {
    const one = await nestedWorld(world, {}, 'ab');
    one.company.group('x', 'x', ['a', 'y']).group('y', 'y', ['b']);
    await clean(one.sync());
    const other = await nestedWorld(world, { beside: one }, 'ef');
    other.company.group('x', 'x', ['e']).group('y', 'y', ['f', 'x', 'z']).group('z', 'z', []);
    const run = await clean(other.sync());
    expect(run.messages.join(' ')).toContain('"x" in "y"');
    expect((await one.picture()).nestings).toEqual(['x/y', 'y/z']);
    await clean(one.sync({ full: true }));
    await clean(other.sync({ full: true }));
    expect((await one.picture()).nestings).toEqual(['x/y', 'y/z']);
  });

  test('taking a group out of another is guarded as taking its people out', async () => {
    const acme = await nestedWorld(world);
    tower(acme);
    await clean(acme.sync());
    acme.configure({ guards: { maxMembershipRemovals: { share: 0, count: 1 } } });
    acme.company.group('t', 'top', ['a']);
    const { run } = await acme.sync();
    expect(run).toMatchObject({ status: 'awaiting-approval', guards: [{ guard: 'maxMembershipRemovals', found: 2 }] });
    expect(run.messages.join(' ')).toContain('would end 2 of 6 memberships');
    expect((await acme.picture()).nestings).toEqual(['mid/low', 'top/mid']);
  });

  test('a group that is gone since the plan was made: the next run makes it and what it is in', async () => {
    const state: { meanwhile: (() => Promise<unknown>) | undefined } = { meanwhile: undefined };
    const other = await nestedWorld(world, {}, 'e');
    other.company.group('t', 'top', []).group('x', 'x', []);
    await clean(other.sync());
    const acme = await nestedWorld(
      world,
      {
        beside: other,
        target: breaking({
          capabilities: directoryTarget.capabilities,
          before: async () => {
            const { meanwhile } = state;
            state.meanwhile = undefined;
            await meanwhile?.();
          },
        }),
      },
      'ab',
    );
    acme.company.group('m', 'mid', ['b']).group('t', 'top', []);
    await clean(acme.sync());
    state.meanwhile = () => {
      other.company.removeGroup('t');
      return clean(other.sync());
    };
    acme.company.group('t', 'top', ['m']);
    const run = (await acme.sync()).run;
    const items = await acme.store.plans.items(acme.config.id, run.number, -1, 10, 'update-group');
    expect(items).toMatchObject([{ state: 'failed', message: 'The group "top" is gone since the plan was made.' }]);
    await clean(acme.sync({ full: true }));
    expect((await acme.picture()).nestings).toEqual(['top/mid']);
  });

  test.each(['before it works', 'after it worked'])(
    'the directory breaks %s at every call; the next run converges',
    async (when) => {
      const edit = (acme: World) => {
        acme.company
          .group('t', 'top', ['a'])
          .group('o', 'other', ['m', 'l'])
          .group('m', 'mid', ['b', 'n'])
          .group('n', 'new', ['d'])
          .removeGroup('g');
      };
      const make = async (at: { calls: number; at: number }) => {
        const capabilities = { ...directoryTarget.capabilities, batchSize: 1 };
        const acme = await nestedWorld(world, {
          target: breaking({ capabilities, at, worked: when === 'after it worked' }),
        });
        tower(acme);
        acme.company.group('o', 'other', ['g']).group('g', 'gone', ['e']);
        await clean(acme.sync());
        at.calls = 0;
        edit(acme);
        return acme;
      };
      const counted = { calls: 0, at: 0 };
      const undisturbed = await make(counted);
      await clean(undisturbed.sync());
      expect(counted.calls).toBeGreaterThan(5);
      const expected = await undisturbed.picture();
      for (let call = 1; call <= counted.calls; call += 1) {
        const at = { calls: 0, at: 0 };
        const acme = await make(at);
        at.at = call;
        expect((await acme.sync()).failure).toMatchObject({ kind: 'transient' });
        at.at = 0;
        await clean(acme.sync());
        expect(await acme.picture()).toEqual(expected);
      }
    },
  );

  test('a target that cannot have groups in groups refuses to keep them, before anything is read', async () => {
    const acme = await nestedWorld(world);
    acme.configure({ groups: { nested: 'flatten' } });
    await clean(acme.sync());
    acme.configure({ groups: { nested: 'keep' } });
    tower(acme);
    const before = await acme.state();
    const { run, failure } = await acme.sync(
      {},
      { targetCapabilities: { ...memoryTargetCapabilities, transactional: true } },
    );
    expect(failure).toMatchObject({ kind: 'configuration' });
    expect(run).toMatchObject({ status: 'failed', counts: { result: 0 } });
    expect(run.messages.join(' ')).toContain('groups.nested is keep');
    expect(await acme.state()).toEqual(before);
  });

  test('one person alone gets direct memberships, and nestings are left to runs of everybody', async () => {
    const acme = await nestedWorld(world);
    tower(acme);
    await clean(acme.sync());
    acme.company.group('t', 'top', ['a']).group('l', 'low', ['c', 'd']);
    await clean(acme.sync({ user: 'd' }));
    expect(await acme.groupsOf('user-d')).toEqual(['low']);
    expect((await acme.picture()).nestings).toEqual(['mid/low', 'top/mid']);
    await clean(acme.sync());
    expect((await acme.picture()).nestings).toEqual(['mid/low']);
  });
});

async function actions({ store, config }: World, run: number): Promise<readonly string[]> {
  return (await store.plans.items(config.id, run, -1, 100, null)).map(({ action }) => action);
}
