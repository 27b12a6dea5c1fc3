import { expect, test } from 'vitest';
import { clean, person, stories, type World } from './world.ts';

/** `count` people of whom the first were deleted at the source and made again, with the same names and new ids. */
async function recreated(acme: World, count: number, all: number): Promise<void> {
  const ids = Array.from({ length: all }, (_, i) => i);
  const named = (i: number) => person(`user${i}`);
  for (const i of ids) acme.company.user(`old-${i}`, named(i));
  acme.company.group(
    'g',
    'staff',
    ids.map((i) => `old-${i}`),
  );
  await clean(acme.sync());
  for (const i of ids.slice(0, count)) acme.company.removeUser(`old-${i}`).user(`new-${i}`, named(i));
  acme.company.group(
    'g',
    'staff',
    ids.map((i) => `${i < count ? 'new' : 'old'}-${i}`),
  );
}

stories((world) => {
  test.each([{ full: true }, { full: false }])(
    'recreated: it is told, nobody is disabled, the rest is synced ($full)',
    async (request) => {
      const acme = await world();
      await recreated(acme, 1, 3);
      acme.company.user('old-2', person('user2', { department: 'Sales' })).user('x', person('joiner'));
      const number = (await acme.account('user0'))?.number;
      const { run } = await acme.sync(request);
      expect(run).toMatchObject({
        status: 'partially-failed',
        counts: { failed: 1, conflicts: 1, disabled: 0, deleted: 0, updated: 1, added: 1, relinked: 0 },
      });
      const [result] = await acme.results(run, 'FAILED');
      expect(result?.message).toBe(`ATTR_ID : new-0 : ${number} exists already`);
      expect(result).toMatchObject({
        sourceId: 'new-0',
        situation: 'recreated',
        account: number,
        input: { uid: 'user0' },
        desired: { username: 'user0' },
        before: { username: 'user0', sourceId: 'old-0' },
        conflict: { linkedTo: 'old-0', goneSince: acme.now, agree: ['fullName', 'email'], differ: [] },
      });
      expect(await acme.account('user0')).toMatchObject({ number, sourceId: 'old-0', active: true });
      expect(await acme.groupsOf('user0')).toEqual(['staff']);
      // However often it runs: told again, kept as it is.
      const again = (await acme.sync(request)).run;
      expect(again.counts).toMatchObject({ failed: 1, conflicts: 1, disabled: 0 });
      expect(await acme.account('user0')).toMatchObject({ active: true });
      expect(await acme.store.results.conflicts(acme.config.id)).toHaveLength(1);
    },
  );

  test('recreated, method 1: one user is synced with the username as primary attribute', async () => {
    const acme = await world();
    await recreated(acme, 2, 5);
    await acme.sync({ full: true });
    const number = (await acme.account('user0'))?.number;
    const repair = await clean(acme.sync({ user: 'user0', byUsername: true }));
    expect(repair).toMatchObject({ kind: 'single', counts: { result: 1, updated: 1, relinked: 1, failed: 0 } });
    expect(await acme.account('user0')).toMatchObject({ number, sourceId: 'new-0', active: true });
    expect(await acme.groupsOf('user0')).toEqual(['staff']);
    const left = (await acme.sync({ full: true })).run;
    expect(left.counts).toMatchObject({ failed: 1, notModified: 4, relinked: 0 });
    await clean(acme.sync({ user: 'new-1', byUsername: true }));
    const after = await clean(acme.sync({ full: true }));
    expect(after.counts).toMatchObject({ result: 5, notModified: 5, failed: 0 });
  });

  test('recreated, method 1 without a full sync before: the old id is asked for at the source', async () => {
    const acme = await world();
    await recreated(acme, 1, 2);
    const plain = (await acme.sync({ user: 'user0' })).run;
    expect((await acme.results(plain)).map(({ situation }) => situation)).toEqual(['recreated']);
    await clean(acme.sync({ user: 'user0', byUsername: true }));
    expect(await acme.account('user0')).toMatchObject({ sourceId: 'new-0' });
  });

  test('recreated, method 2: forty people, one full sync by username, then put back', async () => {
    const acme = await world();
    await recreated(acme, 40, 60);
    const broken = (await acme.sync({ full: true })).run;
    expect(broken).toMatchObject({
      status: 'partially-failed',
      counts: { failed: 40, conflicts: 40, notModified: 20 },
    });
    const before = await acme.state();
    acme.configure({ provisioning: { primaryAttribute: 'username' } });
    const repair = await clean(acme.sync({ full: true }));
    expect(repair.counts).toMatchObject({ relinked: 40, updated: 40, failed: 0, added: 0, disabled: 0 });
    acme.configure({ provisioning: { primaryAttribute: 'source-id' } });
    const after = await clean(acme.sync({ full: true }));
    expect(after.counts).toMatchObject({ result: 60, notModified: 60 });
    const { users, members } = await acme.state();
    expect(users.map(({ number, username }) => [number, username])).toEqual(
      before.users.map(({ number, username }) => [number, username]),
    );
    expect(users.filter(({ sourceId }) => sourceId?.startsWith('new-'))).toHaveLength(40);
    expect(members).toEqual(before.members);
  });

  test.each([
    { ifSame: ['email'], mail: 'user0@acme.test', relinked: true },
    { ifSame: ['email'], mail: 'USER0@acme.test', relinked: true },
    { ifSame: ['email', 'department'], mail: 'user0@acme.test', relinked: false },
    { ifSame: ['email'], mail: 'other@acme.test', relinked: false },
    { ifSame: ['email'], mail: '', relinked: false },
    { ifSame: [], mail: 'user0@acme.test', relinked: false },
  ])('recreated: relink-if-same $ifSame with $mail', async ({ ifSame, mail, relinked }) => {
    const acme = await world();
    await recreated(acme, 1, 2);
    acme.configure({ provisioning: { onConflict: { action: 'relink', ifSame } } });
    acme.company.user('new-0', { ...person('user0'), mail });
    const { run } = await acme.sync({ full: true });
    expect(run.counts).toMatchObject({ relinked: relinked ? 1 : 0, failed: relinked ? 0 : 1 });
    expect(await acme.account('user0')).toMatchObject({ sourceId: relinked ? 'new-0' : 'old-0' });
  });

  test('recreated: relink-if-same waits until the old id is proven gone', async () => {
    const acme = await world();
    await recreated(acme, 1, 2);
    acme.configure({ provisioning: { onConflict: { action: 'relink', ifSame: ['email'] } } });
    acme.company.user('old-0', person('user0'));
    const { run } = await acme.sync({ full: true });
    expect(run.counts).toMatchObject({ relinked: 0, failed: 1 });
    expect((await acme.results(run, 'FAILED')).map(({ situation }) => situation)).toEqual(['duplicate-in-source']);
    acme.company.removeUser('old-0');
    expect((await clean(acme.sync())).counts.relinked).toBe(1);
  });

  test.each(['relink-if-same', 'by username'])(
    'recreated: whoever is relinked (%s) loses the groups that the new id is not in',
    async (how) => {
      const acme = await world();
      await recreated(acme, 1, 2);
      acme.company.group('g', 'staff', ['old-1']).group('d', 'devs', ['new-0']);
      if (how === 'by username') acme.configure({ provisioning: { primaryAttribute: 'username' } });
      else acme.configure({ provisioning: { onConflict: { action: 'relink', ifSame: ['email'] } } });
      await clean(acme.sync({ full: true }));
      await clean(acme.sync({ full: true }));
      expect(await acme.groupsOf('user0')).toEqual(['devs']);
    },
  );
});
