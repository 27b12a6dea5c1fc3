import { expect, test } from 'vitest';
import { clean, person, stories } from './world.ts';

const day = 86_400_000;

stories((world) => {
  const actions = [
    {
      action: 'disable',
      counts: { disabled: 1, deleted: 0 },
      left: { username: 'lea', active: false, fullName: 'The lea', email: 'lea@acme.test' },
      groups: ['staff'],
    },
    { action: 'delete', counts: { deleted: 1, disabled: 0 }, left: undefined, groups: [] },
    { action: 'anonymize', counts: { disabled: 1 }, left: { active: false, email: null, attributes: {} }, groups: [] },
    { action: 'keep', counts: { disabled: 0, deleted: 0 }, left: { username: 'lea', active: true }, groups: ['staff'] },
  ] as const;

  test.each(actions)('leaver: $action, and the person comes back', async ({ action, counts, left, groups }) => {
    const acme = await world();
    acme.configure({ cleanup: { action } });
    const record = person('lea', { department: 'Sales' });
    acme.company.user('l', record).user('o', person('otto')).group('g', 'staff', ['l', 'o']);
    await clean(acme.sync());
    const before = await acme.picture();
    const number = (await acme.account('lea'))?.number;
    acme.company.removeUser('l');
    const gone = await clean(acme.sync({ full: true }));
    expect(gone.counts).toMatchObject(counts);
    const account = (await acme.state()).users.find((user) => user.number === number);
    if (left === undefined) expect(account).toBeUndefined();
    else expect(account).toMatchObject(left);
    if (action === 'anonymize') {
      expect(account).toMatchObject({ username: `former-user-${number}`, fullName: `Former user ${number}` });
    } else expect(await acme.groupsOf('lea')).toEqual(groups);
    const again = await clean(acme.sync({ full: true }));
    expect(again.counts).toMatchObject({ result: 1, notModified: 1, disabled: 0, deleted: 0 });
    acme.company.user('l', record).group('g', 'staff', ['l', 'o']);
    await clean(acme.sync({ full: true }));
    expect(await acme.picture()).toEqual(before);
    if (action !== 'delete') expect((await acme.account('lea'))?.number).toBe(number);
  });

  test.each([
    { removeGroups: true, groups: [] },
    { removeGroups: false, groups: ['devs', 'staff'] },
  ])('leaver: removeGroups $removeGroups', async ({ removeGroups, groups }) => {
    const acme = await world();
    acme.configure({ cleanup: { removeGroups } });
    acme.company.user('l', person('lea')).user('o', person('otto'));
    acme.company.group('g', 'staff', ['l', 'o']).group('d', 'devs', ['l']);
    await clean(acme.sync());
    acme.company.removeUser('l').group('g', 'staff', ['o']).group('d', 'devs', []);
    const run = await clean(acme.sync({ full: true }));
    expect(run.counts).toMatchObject({ disabled: 1, membershipsRemoved: removeGroups ? 2 : 0 });
    expect(await acme.groupsOf('lea')).toEqual(groups);
    await clean(acme.sync({ full: true }));
    expect(await acme.groupsOf('lea')).toEqual(groups);
  });

  test.each(['full', 'delta'] as const)('leaver: the days of grace pass in %s runs', async (kind) => {
    const acme = await world();
    acme.configure({ cleanup: { graceDays: 3 } });
    acme.config = { ...acme.config, sync: { ...acme.config.sync, fullEveryHours: 1_000 } };
    const request = { full: kind === 'full' };
    acme.company.user('l', person('lea')).user('o', person('otto'));
    await clean(acme.sync());
    acme.company.removeUser('l');
    const left = acme.now;
    for (const [days, active] of [
      [0, true],
      [1, true],
      [2.999, true],
      [3, false],
    ] as const) {
      acme.now = left + days * day;
      const run = await clean(acme.sync(request));
      expect(run.kind).toBe(kind);
      expect(await acme.account('lea')).toMatchObject({ active });
    }
  });

  test('leaver: who comes back within the grace starts anew with the next leave', async () => {
    const acme = await world();
    acme.configure({ cleanup: { graceDays: 2 } });
    acme.company.user('l', person('lea')).user('o', person('otto'));
    await clean(acme.sync());
    acme.company.removeUser('l');
    await clean(acme.sync());
    acme.now += day;
    acme.company.user('l', person('lea'));
    expect((await clean(acme.sync())).counts).toMatchObject({ disabled: 0, enabled: 0 });
    acme.now += 5 * day;
    acme.company.removeUser('l');
    await clean(acme.sync());
    expect(await acme.account('lea')).toMatchObject({ active: true });
    acme.now += 2 * day;
    expect((await clean(acme.sync())).counts.disabled).toBe(1);
  });

  test('leaver: clean-up that was done is not done again in another way', async () => {
    const acme = await world();
    acme.company.user('l', person('lea')).user('o', person('otto'));
    await clean(acme.sync());
    acme.company.removeUser('l');
    await clean(acme.sync());
    acme.configure({ cleanup: { action: 'delete' } });
    const run = await clean(acme.sync({ full: true }));
    expect(run.counts).toMatchObject({ deleted: 0, disabled: 0 });
  });
});
