import { expect, test } from 'vitest';
import { directoryTarget, openDirectoryTarget } from '../../src/targets/directory/index.ts';
import { clean, type MakeWorld, person, stories, type World } from './world.ts';

/** What happens once between a plan and its first change. */
interface Meanwhile {
  act: () => Promise<unknown>;
}

async function nothing(): Promise<void> {}

/** Two connectors on one directory: `acme`, whose runs something comes between, and another one. */
async function two(world: MakeWorld): Promise<{ acme: World; other: World; meanwhile: Meanwhile }> {
  const other = await world();
  other.company.user('o', person('olga'));
  await clean(other.sync());
  const meanwhile: Meanwhile = { act: nothing };
  const acme = await world({
    beside: other,
    target: (store, clock, directory) => {
      const inner = openDirectoryTarget(directory, store.directories, clock);
      const target: typeof inner = {
        ...inner,
        apply: async (changes, context) => {
          const { act } = meanwhile;
          meanwhile.act = nothing;
          await act();
          return inner.apply(changes, context);
        },
      };
      return { target, targetCapabilities: directoryTarget.capabilities };
    },
  });
  return { acme, other, meanwhile };
}

stories((world) => {
  test('somebody else takes the name of a joiner: that person fails, the others do not', async () => {
    const { acme, other, meanwhile } = await two(world);
    meanwhile.act = () => {
      other.company.user('o', person('Anna'));
      return clean(other.sync());
    };
    acme.company.user('a', person('anna')).user('b', person('bert'));
    const { run, failure } = await acme.sync();
    expect(failure).toBeUndefined();
    expect(run).toMatchObject({ status: 'partially-failed', counts: { added: 1, failed: 1 } });
    const number = (await acme.account('Anna'))?.number;
    expect(await acme.results(run, 'FAILED')).toMatchObject([{ message: `ATTR_ID : a : ${number} exists already` }]);
    const again = (await acme.sync()).run;
    expect(await acme.results(again, 'FAILED')).toMatchObject([{ situation: 'other-connector' }]);
    other.company.user('o', person('olga'));
    await clean(other.sync());
    expect((await clean(acme.sync())).counts.added).toBe(1);
  });

  test('somebody else takes the name that a person is renamed to', async () => {
    const { acme, other, meanwhile } = await two(world);
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    meanwhile.act = () => {
      other.company.user('o', person('new'));
      return clean(other.sync());
    };
    acme.company.user('a', person('new')).user('b', person('robert'));
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ renamed: 1, failed: 1 });
    const number = (await acme.account('new'))?.number;
    expect(await acme.results(run, 'FAILED')).toMatchObject([{ message: `ATTR_ID : a : ${number} exists already` }]);
    expect((await acme.state()).users.map(({ username }) => username)).toEqual(['new', 'anna', 'robert']);
  });

  test('the account is gone: skipped, and made again by the next run', async () => {
    const { acme, meanwhile } = await two(world);
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    meanwhile.act = () => deleteAccount(acme, 'anna');
    acme.company.user('a', person('anna', { department: 'HR' })).user('b', person('bert', { department: 'HR' }));
    const { run } = await acme.sync();
    expect(run.counts).toMatchObject({ updated: 1, failed: 1 });
    expect(await acme.results(run, 'SKIPPED')).toMatchObject([
      { sourceId: 'a', message: 'The account is gone since the plan was made.' },
    ]);
    expect((await clean(acme.sync())).counts).toMatchObject({ added: 1, updated: 0 });
    expect(await acme.account('anna')).toMatchObject({ attributes: { department: 'HR' } });
  });

  test('the account is another one than the plan saw: it is not deleted', async () => {
    const { acme, other, meanwhile } = await two(world);
    acme.configure({ cleanup: { action: 'delete' } });
    acme.company.user('a', person('anna')).user('b', person('bert'));
    await clean(acme.sync());
    meanwhile.act = async () => {
      await deleteAccount(acme, 'anna');
      other.company.user('p', person('anna'));
      await clean(other.sync());
    };
    acme.company.removeUser('a');
    expect((await clean(acme.sync())).counts.deleted).toBe(1);
    expect(await acme.account('anna')).toMatchObject({ sourceId: 'p', connector: other.config.id });
  });
});

/** As an administrator of the directory would, on behalf of a run of its own. */
async function deleteAccount({ store, directory, now }: World, username: string): Promise<void> {
  const user = await store.directories.find(directory, { nameKey: username });
  if (user === undefined) throw new Error(`There is no account "${username}".`);
  const byHand = 'by-hand';
  const { connector: _connector, number, key, ...before } = user;
  const [template] = await store.connectors.list();
  if (template === undefined) throw new Error('There is no connector.');
  await store.connectors.put({ ...template.config, id: byHand }, now);
  const run = await store.runs.create({ connector: byHand, kind: 'full', simulated: false, ident: null, now });
  const lease = await store.leases.acquire(byHand, { holder: 'me:1:1', run: run.id, now, ttlMs: 1_000 });
  const change = {
    seq: 0,
    action: 'delete',
    state: 'pending',
    status: 'DELETED',
    subject: null,
    situation: null,
    account: number,
    key,
    before,
    after: null,
    link: null,
    settles: null,
    addGroups: [],
    removeGroups: [],
    group: null,
    cleansUp: true,
    relinks: false,
    reason: '',
    message: '',
    conflict: null,
  } as const;
  const fence = lease.granted ? lease.fence : 0;
  const context = { connector: byHand, run: run.id, fence, signal: new AbortController().signal };
  await store.directories.apply(directory, [change], context, { now });
  await store.leases.release(byHand, fence);
}
