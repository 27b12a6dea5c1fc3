import { expect, test } from 'vitest';
import { mirroredWorld } from './mirrored.ts';
import { clean, person, stories } from './world.ts';

stories((world) => {
  test('missing: an account that is deleted at the target is made again, with its groups, and said so', async () => {
    const acme = await mirroredWorld(world);
    acme.company.user('a', person('anna')).user('b', person('bert')).group('g', 'staff', ['a', 'b']);
    await clean(acme.sync());
    const before = acme.inside();
    const [key = ''] = [...acme.target.accountsByKey].find(([, { username }]) => username === 'anna') ?? [];
    acme.target.accountsByKey.delete(key);
    acme.target.group('staff').delete(key);
    const run = await clean(acme.sync({ full: true }));
    expect(run.counts).toMatchObject({ added: 1, notModified: 1 });
    expect(await acme.results(run, 'ADDED')).toMatchObject([
      { situation: 'missing', message: 'The account was gone from the target and was created again.' },
    ]);
    expect(acme.inside()).toEqual(before);
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ notModified: 2 });
  });

  test('missing: the lost account does not come between when the connector is set up anew', async () => {
    const acme = await mirroredWorld(world);
    acme.company.user('a', person('anna'));
    await clean(acme.sync());
    acme.target.accountsByKey.clear();
    await clean(acme.sync({ full: true }));
    await acme.store.connectors.delete(acme.config.id);
    const run = await clean(acme.sync());
    expect(await acme.results(run)).toMatchObject([{ situation: 'found', sourceId: 'a' }]);
    expect(Object.keys(acme.inside().accounts)).toEqual(['anna']);
  });

  test('missing: a group that is deleted at the target is made again, with its members', async () => {
    const acme = await mirroredWorld(world);
    acme.company.user('a', person('anna')).user('b', person('bert')).group('g', 'staff', ['a', 'b']);
    await clean(acme.sync());
    const before = acme.inside();
    acme.target.members.delete('staff');
    await clean(acme.sync({ full: true }));
    expect(acme.inside()).toEqual(before);
  });

  test('what was changed by hand at the target is put right, unless it is nothing that is mapped', async () => {
    const acme = await mirroredWorld(world);
    acme.company.user('a', person('anna', { department: 'Sales' })).group('g', 'staff', ['a']);
    await clean(acme.sync());
    const [[key, account] = ['', undefined]] = acme.target.accountsByKey;
    if (account === undefined) throw new Error('There is an account.');
    acme.target.accountsByKey.set(key, {
      ...account,
      email: 'wrong@acme.test',
      attributes: { department: 'Wrong', phone: '123' },
    });
    acme.target.group('staff').delete(key);
    acme.target.group('local').add(key);
    const run = await clean(acme.sync({ full: true }));
    expect(run.counts).toMatchObject({ updated: 1, membershipsAdded: 1, membershipsRemoved: 0 });
    expect(acme.inside()).toMatchObject({
      accounts: { anna: { email: 'anna@acme.test', attributes: { department: 'Sales', phone: '123' } } },
      members: { staff: ['anna'], local: ['anna'] },
    });
  });

  test('an account that is gone at both ends is not mentioned', async () => {
    const acme = await mirroredWorld(world);
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    acme.company.removeUser('a');
    for (const [key, { username }] of acme.target.accountsByKey) {
      if (username === 'anna') acme.target.accountsByKey.delete(key);
    }
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ result: 1, notModified: 1 });
    acme.company.user('a', person('anna'));
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ added: 1, notModified: 1 });
  });
});
