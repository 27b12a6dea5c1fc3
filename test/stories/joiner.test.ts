import { expect, test } from 'vitest';
import { clean, person, stories } from './world.ts';

stories((world) => {
  test('joiner: gets an account, the groups of the source and nothing twice', async () => {
    const acme = await world();
    for (let i = 0; i < 25; i += 1) acme.company.user(`id-${i}`, person(`user${i}`));
    acme.company.group('g1', 'staff', ['id-1', 'id-2', 'g2']).group('g2', 'devs', ['id-3']);
    const first = await clean(acme.sync());
    expect(first).toMatchObject({ kind: 'full', coversAll: true });
    expect(first.counts).toMatchObject({ result: 25, added: 25, groupsAdded: 2, membershipsAdded: 4 });
    const second = await clean(acme.sync({ full: true }));
    expect(second.counts).toMatchObject({ result: 25, notModified: 25, added: 0, membershipsAdded: 0 });
    acme.company.user('id-new', person('nina', { department: 'Sales' })).group('g2', 'devs', ['id-3', 'id-new']);
    const third = await clean(acme.sync({ full: true }));
    expect(third.counts).toMatchObject({ result: 26, added: 1, notModified: 25, membershipsAdded: 2 });
    expect(await acme.account('nina')).toMatchObject({
      fullName: 'The nina',
      email: 'nina@acme.test',
      active: true,
      sourceId: 'id-new',
      attributes: { department: 'Sales' },
      connector: acme.config.id,
    });
    expect(await acme.groupsOf('nina')).toEqual(['devs', 'staff']);
  });

  test('joiner: accounts are numbered in the order of the listing, and no number is used again', async () => {
    const acme = await world();
    acme.configure({ cleanup: { action: 'delete' } });
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    const { users } = await acme.state();
    const [anna, bert] = users.map(({ number }) => number);
    expect(bert).toBe((anna ?? 0) + 1);
    acme.company.removeUser('b');
    await clean(acme.sync());
    acme.company.user('b', person('bert'));
    await clean(acme.sync());
    expect((await acme.account('bert'))?.number).toBe((bert ?? 0) + 1);
  });

  test('joiner: attributes that the source leaves empty are empty', async () => {
    const acme = await world();
    acme.company.user('a', { uid: 'anna', cn: '', mail: null });
    await clean(acme.sync());
    expect(await acme.account('anna')).toMatchObject({ fullName: null, email: null, attributes: {} });
  });
});
