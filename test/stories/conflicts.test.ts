import { expect, test } from 'vitest';
import { MemoryCompany } from '../../src/sources/memory/index.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

/** A world in whose directory the accounts of a connector that is gone still stand. */
async function besideForgotten(world: MakeWorld, company: MemoryCompany): Promise<World> {
  const former = await world({ company });
  await clean(former.sync());
  await former.store.connectors.delete(former.config.id);
  return world({ beside: former });
}

stories((world) => {
  test.each(['full', 'delta'] as const)('duplicate-in-source: two joiners claim one name (%s)', async (kind) => {
    const acme = await world();
    acme.company.user('x', person('xenia'));
    await clean(acme.sync());
    acme.company.user('a', person('twin')).user('b', person('TWIN'));
    const { run } = await acme.sync({ full: kind === 'full' });
    expect(run.counts).toMatchObject({ failed: 2, conflicts: 2, added: 0 });
    const results = await acme.results(run, 'FAILED');
    expect(results.map(({ situation }) => situation)).toEqual(['duplicate-in-source', 'duplicate-in-source']);
    expect(results[0]).toMatchObject({
      message: 'The username "twin" is claimed by two records of the source: a and b.',
      conflict: { account: null, claimedBy: ['b'] },
    });
    acme.company.removeUser('b');
    expect((await clean(acme.sync({ full: kind === 'full' }))).counts).toMatchObject({ added: 1, failed: 0 });
    expect(await acme.account('twin')).toMatchObject({ sourceId: 'a' });
  });

  test('duplicate-in-source: who has the account keeps it', async () => {
    const acme = await world();
    acme.company.user('a', person('twin'));
    await clean(acme.sync());
    acme.company.user('b', person('twin'));
    const { run } = await acme.sync();
    const number = (await acme.account('twin'))?.number;
    expect((await acme.results(run, 'FAILED')).map(({ message }) => message)).toEqual([
      `ATTR_ID : b : ${number} exists already`,
    ]);
    expect(await acme.account('twin')).toMatchObject({ sourceId: 'a' });
  });

  test('unmanaged: asked first, adopted by username', async () => {
    const acme = await besideForgotten(world, new MemoryCompany().user('old', person('una')));
    const number = (await acme.account('una'))?.number;
    acme.company.user('new', person('una', { department: 'Sales' }));
    const { run } = await acme.sync();
    expect(await acme.results(run, 'FAILED')).toMatchObject([
      { situation: 'unmanaged', message: `ATTR_ID : new : ${number} exists already`, conflict: { linkedTo: null } },
    ]);
    expect(await acme.account('una')).toMatchObject({ connector: null, attributes: {} });
    const repair = await clean(acme.sync({ user: 'una', byUsername: true }));
    expect(repair.counts).toMatchObject({ updated: 1, relinked: 0 });
    expect(await acme.account('una')).toMatchObject({
      number,
      sourceId: 'new',
      connector: acme.config.id,
      attributes: { department: 'Sales' },
    });
    expect((await clean(acme.sync({ full: true }))).counts).toMatchObject({ notModified: 1 });
  });

  test('found: an account without a link that carries the id is linked, and renamed', async () => {
    const acme = await besideForgotten(world, new MemoryCompany().user('same', person('finn')));
    acme.company.user('same', person('finnegan'));
    const run = await clean(acme.sync());
    expect(run.counts).toMatchObject({ updated: 1, renamed: 1, relinked: 0, added: 0 });
    expect(await acme.results(run)).toMatchObject([{ situation: 'found' }]);
    expect(await acme.account('finnegan')).toMatchObject({ connector: acme.config.id });
  });

  test('other-connector: the name belongs to an account of another connector', async () => {
    const other = await world();
    other.company.user('o', person('olga'));
    await clean(other.sync());
    const acme = await world({ beside: other });
    acme.company.user('a', person('Olga'));
    for (const primaryAttribute of ['source-id', 'username'] as const) {
      acme.configure({ provisioning: { primaryAttribute } });
      const { run } = await acme.sync({ full: true });
      const number = (await other.account('olga'))?.number;
      expect(await acme.results(run, 'FAILED')).toMatchObject([
        { situation: 'other-connector', message: `ATTR_ID : a : ${number} exists already` },
      ]);
    }
    // As long as it is contested the other connector does not clean it up either.
    other.company.removeUser('o').user('p', person('peter'));
    expect((await clean(other.sync())).counts).toMatchObject({ disabled: 0, added: 1 });
    acme.company.removeUser('a');
    await clean(acme.sync());
    expect((await clean(other.sync({ full: true }))).counts).toMatchObject({ disabled: 1 });
  });

  test('ambiguous: two accounts without a link carry the id', async () => {
    const first = await world();
    first.company.user('same', person('ann'));
    await clean(first.sync());
    const second = await world({ beside: first });
    second.company.user('same', person('annie'));
    await clean(second.sync());
    for (const { store, config } of [first, second]) await store.connectors.delete(config.id);
    const acme = await world({ beside: first });
    acme.company.user('same', person('ann')).user('x', person('xenia'));
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ failed: 1, conflicts: 1, added: 1 });
    expect(await acme.results(run, 'FAILED')).toMatchObject([
      { situation: 'ambiguous', message: 'Several accounts carry the source id same.' },
    ]);
    expect((await acme.state()).users.map(({ connector }) => connector)).toEqual([null, null, acme.config.id]);
  });

  test('protected: nobody is made, renamed or relinked into a protected name', async () => {
    const acme = await world();
    acme.configure({ guards: { protected: ['Admin'] } });
    acme.company.user('a', person('admin')).user('b', person('bert'));
    const created = (await acme.sync()).run;
    expect(await acme.results(created, 'FAILED')).toMatchObject([
      { situation: 'protected', message: '"admin" is protected: creating the account was not done.' },
    ]);
    acme.company.removeUser('a').user('b', person('ADMIN'));
    const renamed = (await acme.sync()).run;
    expect(await acme.results(renamed, 'FAILED')).toMatchObject([
      { situation: 'protected', account: expect.any(Number) },
    ]);
    expect((await acme.state()).users.map(({ username }) => username)).toEqual(['bert']);
  });

  test('protected: an account is not changed, cleaned up or relinked', async () => {
    const acme = await world();
    acme.configure({ guards: { protected: [] } });
    acme.company.user('a', person('root')).user('b', person('bert'));
    await clean(acme.sync());
    const before = await acme.picture();
    acme.configure({ guards: { protected: ['root'] } });
    acme.company.user('a', person('root', { department: 'Sales' }));
    expect(await acme.results((await acme.sync()).run, 'FAILED')).toMatchObject([{ situation: 'protected' }]);
    acme.company.removeUser('a');
    expect(await acme.results((await acme.sync()).run, 'FAILED')).toMatchObject([
      { situation: 'protected', message: '"root" is protected: clean-up of the account was not done.' },
    ]);
    acme.company.user('c', person('root'));
    const relink = (await acme.sync({ user: 'c', byUsername: true })).run;
    expect(await acme.results(relink, 'FAILED')).toMatchObject([{ situation: 'protected' }]);
    expect(await acme.picture()).toEqual(before);
  });
});
