import { describe, expect, test } from 'vitest';
import { clean, person, stories, type World } from './world.ts';

/** Six people, a to f, each in the group that is named for them. */
function people(acme: World, names = 'abcdef'): void {
  for (const id of names) acme.company.user(id, person(`user-${id}`));
}

const kinds = [{ full: true }, { full: false }];

stories((world) => {
  describe.each(kinds)('groups, full $full', (request) => {
    test('nested groups, a cycle, a group that contains itself, and members that do not exist', async () => {
      const acme = await world();
      people(acme);
      await clean(acme.sync());
      acme.company
        .group('1', 'one', ['a', '2'])
        .group('2', 'two', ['b', '3'])
        .group('3', 'three', ['c', '1'])
        .group('self', 'self', ['d', 'self'])
        .group('ghosts', 'ghosts', ['nobody', 'neither', 'e']);
      await clean(acme.sync(request));
      expect((await acme.picture()).members).toEqual([
        'ghosts/user-e',
        ...['one', 'self', 'three', 'two'].flatMap((group) =>
          group === 'self' ? ['self/user-d'] : ['a', 'b', 'c'].map((id) => `${group}/user-${id}`),
        ),
      ]);
      // The one who was awaited comes, and the cycle opens.
      acme.company.user('nobody', person('somebody')).group('3', 'three', ['c']);
      await clean(acme.sync(request));
      expect((await acme.picture()).members).toEqual([
        'ghosts/somebody',
        'ghosts/user-e',
        'one/user-a',
        'one/user-b',
        'one/user-c',
        'self/user-d',
        'three/user-c',
        'two/user-b',
        'two/user-c',
      ]);
    });

    test('a nested group moves, with everybody below it', async () => {
      const acme = await world();
      people(acme);
      acme.company
        .group('top1', 'top one', ['mid'])
        .group('top2', 'top two', [])
        .group('mid', 'middle', ['low'])
        .group('low', 'low', ['a', 'b']);
      await clean(acme.sync());
      acme.company.group('top1', 'top one', []).group('top2', 'top two', ['mid']);
      const run = await clean(acme.sync(request));
      expect(run.counts).toMatchObject({ membershipsAdded: 2, membershipsRemoved: 2, updated: 2 });
      expect(await acme.groupsOf('user-a')).toEqual(['low', 'middle', 'top two']);
    });

    test('a group is deleted at the source, another one is renamed', async () => {
      const acme = await world();
      people(acme);
      acme.company.group('g', 'goners', ['a', 'b']).group('o', 'others', ['g', 'c']).group('e', 'empty', []);
      await clean(acme.sync());
      expect((await acme.picture()).groups).toEqual(['empty', 'goners', 'others']);
      acme.company.removeGroup('g').removeGroup('e').group('o', 'Renamed', ['c']);
      const run = await clean(acme.sync(request));
      expect(run.counts).toMatchObject({
        groupsRemoved: 3,
        groupsAdded: 1,
        membershipsAdded: 1,
        membershipsRemoved: 5,
      });
      expect(await acme.picture()).toMatchObject({ groups: ['Renamed'], members: ['Renamed/user-c'] });
    });

    test('two groups of the source with one name are one group', async () => {
      const acme = await world();
      people(acme);
      acme.company.group('1', 'Twins', ['a']).group('2', 'twins', ['b']);
      await clean(acme.sync(request));
      expect((await acme.state()).groups).toHaveLength(1);
      expect((await acme.state()).members).toHaveLength(2);
      acme.company.removeGroup('1');
      await clean(acme.sync(request));
      expect((await acme.state()).members.map(({ username }) => username)).toEqual(['user-b']);
    });
  });

  test.each([
    { include: ['*'], exclude: [], groups: ['app-dev', 'app-ops', 'hr'] },
    { include: ['app-*'], exclude: [], groups: ['app-dev', 'app-ops'] },
    { include: ['APP-*'], exclude: ['*-OPS'], groups: ['app-dev'] },
    { include: ['?r', 'app-d?v'], exclude: [], groups: ['app-dev', 'hr'] },
    { include: [], exclude: [], groups: [] },
  ])('include $include, exclude $exclude', async ({ include, exclude, groups }) => {
    const acme = await world();
    people(acme);
    acme.company.group('d', 'app-dev', ['a']).group('o', 'app-ops', ['b', 'd']).group('h', 'hr', ['c']);
    await clean(acme.sync());
    acme.configure({ groups: { include, exclude } });
    await clean(acme.sync());
    expect((await acme.picture()).groups).toEqual(groups);
    expect(await acme.groupsOf('user-a')).toEqual(groups.filter((name) => name !== 'hr'));
  });

  test('alwaysAssign: everybody gets the group, also one that the source does not have', async () => {
    const acme = await world();
    acme.configure({ groups: { alwaysAssign: ['Jira Users', 'devs'] } });
    people(acme, 'ab');
    acme.company.group('d', 'devs', ['a']);
    await clean(acme.sync());
    expect((await acme.picture()).members).toEqual([
      'Jira Users/user-a',
      'Jira Users/user-b',
      'devs/user-a',
      'devs/user-b',
    ]);
    acme.company.removeGroup('d').user('c', person('user-c'));
    await clean(acme.sync());
    expect(await acme.groupsOf('user-c')).toEqual(['devs', 'Jira Users']);
    acme.configure({ groups: { alwaysAssign: [] } });
    await clean(acme.sync());
    expect(await acme.picture()).toMatchObject({ groups: [], members: [] });
  });

  test.each([true, false])('keepLocal %s: a membership that no connector made', async (keepLocal) => {
    const former = await world();
    people(former, 'ab');
    former.company.group('l', 'local', ['a', 'b']);
    await clean(former.sync());
    await former.store.connectors.delete(former.config.id);
    const acme = await world({ beside: former });
    acme.configure({ groups: { keepLocal } });
    people(acme, 'ab');
    acme.company.group('n', 'new', ['a']);
    await clean(acme.sync());
    await clean(acme.sync({ full: true }));
    const local = keepLocal ? ['local/user-a', 'local/user-b'] : [];
    expect((await acme.picture()).members).toEqual([...local, 'new/user-a']);
    expect((await acme.picture()).groups).toEqual(['local', 'new']);
  });

  test('keepLocal: a group of the source in which somebody is by hand stays when the source drops it', async () => {
    const former = await world();
    people(former, 'a');
    former.company.group('m', 'mixed', ['a']);
    await clean(former.sync());
    await former.store.connectors.delete(former.config.id);
    const acme = await world({ beside: former });
    people(acme, 'ab');
    acme.company.group('m', 'mixed', ['b']);
    await clean(acme.sync());
    acme.company.removeGroup('m');
    await clean(acme.sync());
    expect((await acme.picture()).members).toEqual(['mixed/user-a']);
  });

  describe.each(kinds)('required groups, full $full', (request) => {
    test('in and out, through nested groups', async () => {
      const acme = await world();
      acme.configure({ groups: { required: ['Staff'], exclude: ['staff'] } });
      people(acme, 'abcd');
      acme.company.group('s', 'staff', ['a', 't']).group('t', 'team', ['b', 'u']).group('u', 'unit', ['c']);
      const first = await clean(acme.sync());
      expect(first.counts).toMatchObject({ added: 3, filtered: 1 });
      expect((await acme.picture()).groups).toEqual(['team', 'unit']);
      acme.company.group('t', 'team', ['b']).group('s', 'staff', ['a', 't', 'd']);
      const second = await clean(acme.sync(request));
      expect(second.counts).toMatchObject({ added: 1, disabled: 1 });
      expect(await acme.account('user-c')).toMatchObject({ active: false });
      acme.company.group('t', 'team', ['b', 'u']);
      await clean(acme.sync(request));
      expect(await acme.account('user-c')).toMatchObject({ active: true });
    });
  });

  test('a required group that does not exist stops the run before anything is changed', async () => {
    const acme = await world();
    people(acme, 'ab');
    await clean(acme.sync());
    const before = await acme.state();
    acme.configure({ groups: { required: ['Stuff'] } });
    acme.company.user('c', person('new'));
    const { run, failure } = await acme.sync();
    expect(failure).toMatchObject({ kind: 'configuration' });
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.messages.join()).toContain('The required group "Stuff" does not exist at the source.');
    expect(await acme.state()).toEqual(before);
  });
});
