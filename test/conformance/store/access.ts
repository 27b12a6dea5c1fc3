import { expect } from 'vitest';
import type { Administrator, NewAdministrator, Store } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { now, type StoreUnderTest } from './subject.ts';

const ada: NewAdministrator = {
  username: 'Ada',
  fullName: 'Ada Lovelace',
  role: 'administrator',
  kind: 'local',
  passwordHash: 'hash of ada',
  identity: null,
  now,
};
const bob: NewAdministrator = { ...ada, username: 'bob', fullName: '', role: 'viewer' };

function sessionOf({ id }: Administrator, hash: string) {
  const times = { createdAt: now, expiresAt: now + 1_000 };
  return { administrator: id, hash, ...times, address: '192.0.2.1', agent: 'Firefox', by: 'password' } as const;
}

function tokenOf({ id }: Administrator, name: string) {
  const rest = { scopes: ['read', 'run'], createdAt: now, expiresAt: null, prefix: 'ust_ab' } as const;
  return { administrator: id, name, hash: `hash of ${name}`, ...rest };
}

export const administratorChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'administrators: they are found by their names in any case, with what proves them',
    run: async ({ store: { administrators } }) => {
      const made = await administrators.create(ada);
      const expected = { username: 'Ada', role: 'administrator', active: true, createdAt: now, lastLogIn: null };
      expect(made).toMatchObject(expected);
      expect(await administrators.findByName('aDA')).toEqual({ ...made, passwordHash: 'hash of ada', identity: null });
      expect(await administrators.get(made.id)).toEqual(made);
      expect(await administrators.list()).toEqual([made]);
      expect(await administrators.findByName('nobody')).toBeUndefined();
      expect(await administrators.findByIdentity('nobody')).toBeUndefined();
      expect(await administrators.get(made.id + 1)).toBeUndefined();
    },
  },
  {
    name: 'administrators: no two have one name or one identity',
    run: async ({ store: { administrators } }) => {
      await administrators.create(ada);
      const remote = { ...bob, kind: 'oidc', passwordHash: null, identity: 'issuer subject' } as const;
      const made = await administrators.create(remote);
      await expectFailure('already-exists', () => administrators.create({ ...bob, username: 'ADA' }));
      await expectFailure('already-exists', () => administrators.create({ ...remote, username: 'other' }));
      expect(await administrators.findByIdentity('issuer subject')).toMatchObject({ id: made.id, kind: 'oidc' });
      expect(await administrators.list()).toHaveLength(2);
    },
  },
  {
    name: 'administrators: a change tells both states, and one of nobody is not found',
    run: async ({ store: { administrators } }) => {
      const { id } = await administrators.create(ada);
      const change = { fullName: 'Countess', lastLogIn: now + 1, passwordHash: 'new hash' };
      const { before, after } = await administrators.change(id, change);
      expect(before).toMatchObject({ fullName: 'Ada Lovelace', lastLogIn: null });
      expect(after).toEqual({ ...before, fullName: 'Countess', lastLogIn: now + 1 });
      expect(await administrators.findByName('ada')).toMatchObject({ passwordHash: 'new hash' });
      expect(await administrators.change(id, {})).toEqual({ before: after, after });
      await expectFailure('not-found', () => administrators.change(id + 1, { fullName: 'x' }));
      await expectFailure('not-found', () => administrators.remove(id + 1));
    },
  },
  {
    name: 'administrators: the last active administrator stays one, also when two step down at once',
    run: async (subject) => {
      const { administrators } = subject.store;
      const one = await administrators.create(ada);
      await administrators.create(bob);
      for (const change of [{ role: 'operator' }, { active: false }] as const) {
        const { message } = await expectFailure('invalid', () => administrators.change(one.id, change));
        expect(message).toContain('Ada');
      }
      await expectFailure('invalid', () => administrators.remove(one.id));
      const two = await administrators.create({ ...ada, username: 'carla' });
      const stores = [subject.store, await subject.another()];
      const done = await Promise.allSettled(
        [one, two].map(({ id }, index) => (stores[index] as Store).administrators.change(id, { active: false })),
      );
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const left = (await administrators.list()).filter(({ active, role }) => active && role === 'administrator');
      expect(left).toHaveLength(1);
    },
  },
  {
    name: 'administrators: who is deactivated or removed loses sessions and tokens',
    run: async ({ store }) => {
      await store.administrators.create(ada);
      const ends: { readonly [username: string]: (id: number) => Promise<unknown> } = {
        bob: (id) => store.administrators.change(id, { active: false }),
        carla: (id) => store.administrators.remove(id),
      };
      for (const [username, end] of Object.entries(ends)) {
        const made = await store.administrators.create({ ...bob, username });
        await store.sessions.create(sessionOf(made, 'session hash'));
        await store.tokens.create(tokenOf(made, 'nightly'));
        await end(made.id);
        expect(await store.sessions.find('session hash')).toBeUndefined();
        expect(await store.tokens.find('hash of nightly')).toBeUndefined();
        expect([await store.sessions.list(), await store.tokens.list()]).toEqual([[], []]);
      }
    },
  },
  {
    name: 'administrators: the first one is made with a token that was offered, once, in time, and only while there is nobody',
    run: async (subject) => {
      const { administrators } = subject.store;
      await administrators.offerSetUp({ tokenHash: 'old', now, expiresAt: now });
      await administrators.offerSetUp({ tokenHash: 'first', now, expiresAt: now + 10 });
      await administrators.offerSetUp({ tokenHash: 'second', now, expiresAt: now + 10 });
      expect(await administrators.createFirst('wrong', ada)).toBeUndefined();
      expect(await administrators.createFirst('old', ada)).toBeUndefined();
      expect(await administrators.createFirst('first', { ...ada, now: now + 10 })).toBeUndefined();
      const stores = [subject.store, await subject.another()];
      const made = await Promise.all(
        ['first', 'second', 'first', 'second'].map((token, index) => {
          const store = stores[index % 2] as Store;
          return store.administrators.createFirst(token, { ...ada, username: `ada${index}` });
        }),
      );
      expect(made.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await administrators.list()).toHaveLength(1);
      await administrators.offerSetUp({ tokenHash: 'late', now, expiresAt: now + 10 });
      expect(await administrators.createFirst('late', bob)).toBeUndefined();
    },
  },
];

export const sessionChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'sessions: one is found by its hash, with whose it is, and ends',
    run: async ({ store }) => {
      const made = await store.administrators.create(ada);
      await store.sessions.create(sessionOf(made, 'one'));
      await store.sessions.create(sessionOf(made, 'two'));
      const one = await store.sessions.find('one');
      expect(one).toEqual({
        id: one?.id,
        administrator: made,
        createdAt: now,
        lastSeen: now,
        expiresAt: now + 1_000,
        address: '192.0.2.1',
        agent: 'Firefox',
        by: 'password',
      });
      await store.sessions.seen(one?.id ?? 0, now + 5);
      expect((await store.sessions.list()).map(({ lastSeen }) => lastSeen)).toEqual([now + 5, now]);
      expect(await store.sessions.end(one?.id ?? 0)).toBe(true);
      expect(await store.sessions.end(one?.id ?? 0)).toBe(false);
      expect(await store.sessions.find('one')).toBeUndefined();
      expect(await store.sessions.find('two')).toBeDefined();
    },
  },
  {
    name: "sessions: all of somebody's but one end together, and those whose time is over are purged",
    run: async ({ store }) => {
      const made = await store.administrators.create(ada);
      const other = await store.administrators.create(bob);
      for (const hash of ['kept', 'ended']) await store.sessions.create(sessionOf(made, hash));
      await store.sessions.create(sessionOf(other, "bob's"));
      await store.sessions.endOthers(made.id, (await store.sessions.find('kept'))?.id ?? 0);
      expect(await store.sessions.find('ended')).toBeUndefined();
      await store.sessions.seen((await store.sessions.find('kept'))?.id ?? 0, now + 500);
      await store.sessions.purge(now + 999, now + 1);
      expect((await store.sessions.list()).map(({ administrator }) => administrator.username)).toEqual(['Ada']);
      await store.sessions.purge(now + 1_000, now);
      expect(await store.sessions.list()).toEqual([]);
    },
  },
];

export const tokenChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'tokens: one is found by its hash, has a name of its own, remembers its use, and can be revoked',
    run: async ({ store }) => {
      const made = await store.administrators.create(ada);
      const token = await store.tokens.create(tokenOf(made, 'nightly'));
      const { hash, administrator: _, ...shown } = tokenOf(made, 'nightly');
      expect(token).toEqual({ ...shown, id: token.id, administrator: made, lastUsed: null });
      expect(await store.tokens.find(hash)).toEqual(token);
      await expectFailure('already-exists', () => store.tokens.create({ ...tokenOf(made, 'NIGHTLY'), hash: 'other' }));
      await store.tokens.used(token.id, now + 9);
      expect(await store.tokens.list()).toEqual([{ ...token, lastUsed: now + 9 }]);
      expect(await store.tokens.remove(token.id)).toMatchObject({ name: 'nightly' });
      expect(await store.tokens.remove(token.id)).toBeUndefined();
      expect(await store.tokens.find(hash)).toBeUndefined();
    },
  },
];
