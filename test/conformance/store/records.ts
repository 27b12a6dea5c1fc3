import { expect } from 'vitest';
import type { NewAuditEntry, SealedSecret } from '../../../src/core/ports/store/index.ts';
import type { Check } from '../checks.ts';
import { expectFailure } from '../failures.ts';
import { now, type StoreUnderTest } from './subject.ts';

const entry: NewAuditEntry = {
  at: now,
  actor: 'ada',
  address: '192.0.2.1',
  action: 'connector.changed',
  subject: 'connector acme',
  before: { name: 'Acme' },
  after: { name: 'Acme people' },
};
const everything = { before: Number.MAX_SAFE_INTEGER, limit: 100 };

export const auditChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'audit: entries are read back newest first, in parts',
    run: async ({ store: { audit } }) => {
      for (const subject of ['one', 'two', 'three']) await audit.append({ ...entry, subject });
      const [three, two, one] = await audit.list({}, everything);
      expect(three).toEqual({ ...entry, subject: 'three', number: three?.number });
      expect([two?.subject, one?.subject]).toEqual(['two', 'one']);
      expect(await audit.list({}, { before: three?.number ?? 0, limit: 1 })).toEqual([two]);
      expect(await audit.list({}, { before: one?.number ?? 0, limit: 1 })).toEqual([]);
    },
  },
  {
    name: 'audit: what is not there is null, and any JSON is kept as it is',
    run: async ({ store: { audit } }) => {
      await audit.append({ ...entry, address: null, before: undefined, after: ['Ünïcödé', { deep: [null, 1.5] }] });
      expect(await audit.list({}, everything)).toMatchObject([
        { address: null, before: null, after: ['Ünïcödé', { deep: [null, 1.5] }] },
      ]);
    },
  },
  {
    name: 'audit: filters find parts of the texts in any case, all of them together',
    run: async ({ store: { audit } }) => {
      await audit.append(entry);
      await audit.append({ ...entry, actor: 'bob', action: 'run.started', subject: '100%_sure' });
      const found = async (filter: object) => (await audit.list(filter, everything)).map(({ actor }) => actor);
      expect(await found({ action: 'CONNECTOR.' })).toEqual(['ada']);
      expect(await found({ subject: '%_' })).toEqual(['bob']);
      expect(await found({ subject: '_%' })).toEqual([]);
      expect(await found({ actor: 'B', action: 'run' })).toEqual(['bob']);
      expect(await found({ actor: 'ada', action: 'run' })).toEqual([]);
      expect(await found({ actor: '' })).toEqual(['bob', 'ada']);
    },
  },
  {
    name: 'audit: nothing changes or deletes an entry',
    run: async ({ store: { audit } }) => {
      expect(Object.keys(audit).sort()).toEqual(['append', 'list']);
    },
  },
];

const secret: SealedSecret = { name: 'acme.bindPassword', sealed: 'sealed 1', keyId: 'k1', setAt: now, setBy: 'ada' };

export const secretChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'secrets: one is set, replaced and deleted, under a key that is known',
    run: async ({ store: { secrets } }) => {
      await expectFailure('busy', () => secrets.put(secret));
      await secrets.addKey({ id: 'k1', createdAt: now });
      await secrets.addKey({ id: 'k1', createdAt: now + 1 });
      expect(await secrets.keys()).toEqual([{ id: 'k1', createdAt: now }]);
      await secrets.put(secret);
      const replaced = { ...secret, sealed: 'sealed 2', setAt: now + 1, setBy: null };
      await secrets.put(replaced);
      await secrets.put({ ...secret, name: 'a' });
      expect(await secrets.get(secret.name)).toEqual(replaced);
      expect((await secrets.list()).map(({ name }) => name)).toEqual(['a', 'acme.bindPassword']);
      expect([await secrets.remove('a'), await secrets.remove('a')]).toEqual([true, false]);
      expect(await secrets.get('a')).toBeUndefined();
    },
  },
  {
    name: 'secrets: one that has changed meanwhile is not sealed anew',
    run: async ({ store: { secrets } }) => {
      for (const id of ['k1', 'k2']) await secrets.addKey({ id, createdAt: now });
      await secrets.put(secret);
      const anew = { sealed: 'sealed 2', keyId: 'k2' };
      expect(await secrets.reseal(secret.name, 'another', anew)).toBe(false);
      expect(await secrets.reseal(secret.name, 'sealed 1', anew)).toBe(true);
      expect(await secrets.get(secret.name)).toEqual({ ...secret, ...anew });
    },
  },
  {
    name: 'secrets: a key that seals something stays, and nothing is sealed with one that is gone, however close',
    run: async (subject) => {
      const { secrets } = subject.store;
      const other = (await subject.another()).secrets;
      for (let round = 0; round < 10; round += 1) {
        const keyId = `k${round}`;
        await secrets.addKey({ id: keyId, createdAt: now });
        const [put, dropped] = await Promise.allSettled([
          other.put({ ...secret, name: keyId, keyId }),
          secrets.dropKey(keyId),
        ]);
        const isThere = (await secrets.get(keyId)) !== undefined;
        expect(isThere).toBe(put.status === 'fulfilled');
        expect(dropped).toEqual({ status: 'fulfilled', value: !isThere });
        expect((await secrets.keys()).some(({ id }) => id === keyId)).toBe(isThere);
      }
    },
  },
];

export const settingChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'settings: a value is kept under its name until it is replaced',
    run: async ({ store: { settings } }) => {
      expect(await settings.get('service')).toBeUndefined();
      await settings.put('service', { publicUrl: 'https://sync.acme.test' });
      await settings.put('other', [1]);
      await settings.put('service', { publicUrl: '' });
      expect(await settings.get('service')).toEqual({ publicUrl: '' });
      expect(await settings.get('other')).toEqual([1]);
    },
  },
];
