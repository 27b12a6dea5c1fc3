import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ServedScope, Store } from '../../../src/core/ports/store/index.ts';
import { all } from '../../conformance/store/subject.ts';
import { onEngines } from '../on-engines.ts';
import { startOfTime, type TestService } from '../service.ts';
import { application, type Caller } from './caller.ts';
import { People } from './people.ts';
import { type Copy, Product } from './product.ts';

onEngines((start) => {
  const main: ServedScope = { directories: ['main'], aggregate: false };
  const everything = { start: 0, limit: 1_000_000 };

  /** What a product must have. */
  async function directory({ serving }: Store): Promise<Copy> {
    const users = await all(serving.users(main, { kind: 'all' }, everything));
    const memberships = await all(serving.memberships(main));
    return {
      users: users
        .map(({ key, username: name, fullName, email, active }) => {
          return { key, name, fullName: fullName ?? name, email: email ?? '', active };
        })
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
      groups: Object.fromEntries(
        memberships.map(({ group, users: members, groups }) => {
          return [group, { users: members.toSorted(), groups: groups.toSorted() }];
        }),
      ),
    };
  }

  let service: TestService;
  let people: People;
  let caller: Caller;
  let product: Product;

  beforeEach(async () => {
    service = await start();
    people = await People.of(service);
    caller = await application(service);
    product = new Product(caller);
    await people.groups('staff', 'devs');
    for (const name of ['ada', 'bob', 'carl']) await people.add(name, {}, 'staff');
    expect(await product.synchronize()).toEqual(await directory(service.store));
    return () => service.close();
  });

  /** By events alone. */
  async function follows(): Promise<void> {
    expect(await product.synchronize()).toEqual(await directory(service.store));
    expect(product.fullSyncs).toBe(1);
  }

  test('joiner, mover, leaver, rename, groups: after each the product has what the directory has', async () => {
    await follows();
    await people.add('dora', {}, 'staff', 'devs');
    await follows();
    await people.change('ada', { email: 'ada@new.test', fullName: null }, { add: ['devs'], remove: ['staff'] });
    await follows();
    await people.change('bob', { active: false });
    await follows();
    await people.change('carl', { username: 'Carlo' });
    await follows();
    await people.remove('bob');
    await follows();
    await people.groups('new');
    await people.nest('devs', { into: ['staff', 'new'] });
    await follows();
    await people.nest('devs', { outOf: ['staff'] });
    await people.change('dora', {}, { remove: ['staff', 'devs'] });
    await follows();
    await people.deleteGroup('new');
    await follows();
  });

  test('two who swap names, and a name that goes to somebody new', async () => {
    await people.change('ada', { username: 'between' });
    await people.change('bob', { username: 'ada' });
    await people.change('between', { username: 'bob' });
    await follows();
    await people.remove('carl');
    await people.add('carl', {}, 'devs');
    await follows();
  });

  test('between the token and the listings a run changes things: the events make up for it', async () => {
    const token = /newEventToken="([^"]+)"/.exec((await caller.get('/event')).text)?.[1] ?? '';
    await people.add('dora', {}, 'staff');
    await people.remove('bob');
    const late = new Product(caller);
    await late.synchronize();
    const events = await caller.get(`/event/${token}`);
    expect(events.text).toContain('<operation>CREATED</operation><user name="dora"');
    await follows();
  });

  test('nothing is told of a run that is half done; it is told whole when it is over', async () => {
    await people.halfDone('dora');
    const before = product.copy();
    expect(await product.synchronize()).toEqual(before);
    await people.over();
    await follows();
    expect(product.copy().users.map(({ name }) => name)).toContain('dora');
  });

  test.each([
    ['nonsense', () => 'nonsense'],
    [
      'another application',
      async () => tokenOf(await application(service, { name: 'other', aggregateMemberships: true })),
    ],
    ['empty', () => Buffer.from('[]').toString('base64url')],
    ['null', () => Buffer.from('null').toString('base64url')],
  ])('a token that holds no more makes the product read everything: %s', async (_name, token) => {
    const answer = await caller.get(`/event/${await token()}`);
    expect(answer).toMatchObject({ status: 400, reason: 'EVENT_TOKEN_EXPIRED' });
  });

  async function tokenOf(asker: Caller): Promise<string> {
    return /newEventToken="([^"]+)"/.exec((await asker.get('/event')).text)?.[1] ?? '';
  }

  test('what makes a product read everything: its tokens are expired, or its directories changed', async () => {
    const { applications, directories } = service.store;
    const { id = 0 } = (await applications.find('jira')) ?? {};
    // As another process does it: it is noticed within a second.
    await applications.expireTokens(id);
    service.now += 1_000;
    await product.synchronize();
    expect(product.fullSyncs).toBe(2);
    await directories.ensure('second', 'own');
    await applications.change(id, { directories: ['main', 'second'] });
    service.now += 1_000;
    await expect(product.synchronize()).rejects.toThrow('503');
    await applications.change(id, { directories: ['main'] });
    service.now += 1_000;
    await product.synchronize();
    expect(product.fullSyncs).toBe(3);
  });

  test('who has what, and since when, is noted of full and incremental reading', async () => {
    const { runs, applications } = service.store;
    const run = await runs.create({
      connector: 'acme',
      kind: 'full',
      simulated: false,
      ident: null,
      directory: 'main',
      now: 0,
    });
    await people.add('dora');
    const end = {
      kind: 'full',
      status: 'succeeded',
      counts: run.counts,
      messages: [],
      guards: [],
      phases: {},
    } as const;
    await runs.finish(run.id, { ...end, coversAll: true, now: 0 });
    expect(await applications.progress(run.id)).toMatchObject([{ reachedAt: null, fetchedAt: startOfTime }]);
    service.now += 1_000;
    await product.synchronize();
    expect(await applications.progress(run.id)).toMatchObject([{ reachedAt: service.now, kind: 'incremental' }]);
  });

  test('three products at once, while the directory changes', async () => {
    const products = [product, new Product(caller), new Product(await application(service, { name: 'confluence' }))];
    for (let step = 0; step < 5; step += 1) {
      const changing = people.add(`new-${step}`, {}, 'devs');
      await Promise.all(products.map((one) => one.synchronize()));
      await changing;
    }
    const wanted = await directory(service.store);
    for (const one of products) expect(await one.synchronize()).toEqual(wanted);
  });

  describe('laws', () => {
    const names = fc.constantFrom('ada', 'bob', 'carl', 'dora', 'Eve');
    const group = fc.constantFrom('staff', 'devs', 'more');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), name: names, group }),
      fc.record({ kind: fc.constant('remove' as const), name: names }),
      fc.record({ kind: fc.constant('rename' as const), name: names, to: names }),
      fc.record({ kind: fc.constant('move' as const), name: names, group }),
      fc.record({ kind: fc.constant('make' as const), group }),
      fc.record({ kind: fc.constant('unmake' as const), group }),
      fc.record({ kind: fc.constant('nest' as const), group, into: group }),
      fc.record({ kind: fc.constant('synchronize' as const) }),
    );

    /** What cannot be done as things are is left out. */
    async function perform(one: typeof step extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
      const { directories, serving } = service.store;
      const has = async (name: string) =>
        (await directories.find('main', { nameKey: name.toLowerCase() })) !== undefined;
      const there = async (name: string) => (await serving.group(main, name)) !== undefined;
      switch (one.kind) {
        case 'add':
          if (!(await has(one.name)) && (await there(one.group))) await people.add(one.name, {}, one.group);
          return;
        case 'remove':
          if (await has(one.name)) await people.remove(one.name);
          return;
        case 'rename':
          if ((await has(one.name)) && !(await has(one.to))) await people.change(one.name, { username: one.to });
          return;
        case 'move': {
          if (!(await has(one.name)) || !(await there(one.group))) return;
          const member = await serving.isMember(main, one.group, one.name, false);
          await people.change(one.name, {}, member ? { remove: [one.group] } : { add: [one.group] });
          return;
        }
        case 'make':
          if (!(await there(one.group))) await people.groups(one.group);
          return;
        case 'unmake':
          if (await there(one.group)) await people.deleteGroup(one.group);
          return;
        case 'nest': {
          const parents = await serving.parentsOf(main, one.group, false);
          if (parents === undefined || !(await there(one.into)) || one.group === one.into) return;
          const nested = parents.some(({ name }) => name === one.into);
          await people.nest(one.group, nested ? { outOf: [one.into] } : { into: [one.into] });
          return;
        }
        case 'synchronize':
          await product.synchronize();
      }
    }

    test('whatever happens in whatever order, events lead to what a full reading finds', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
          for (const one of steps) await perform(one);
          expect(await product.synchronize()).toEqual(await directory(service.store));
          expect(product.fullSyncs).toBe(1);
        }),
        { numRuns: 40 },
      );
    });
  });
});
