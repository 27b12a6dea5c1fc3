import { expect } from 'vitest';
import type { Check } from '../checks.ts';
import { now, type StoreUnderTest } from './subject.ts';

const request = { holder: 'one:1:1', run: 'acme-1', now, ttlMs: 1_000 };
const other = { ...request, holder: 'two:2:2', run: 'acme-2' };

export const leaseChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'leases: who comes second learns who holds it, until the time is over',
    run: async ({ store: { leases } }) => {
      expect(await leases.acquire('acme', request)).toEqual({ granted: true, fence: 1 });
      const held = { holder: 'one:1:1', run: 'acme-1', since: now, expiresAt: now + 1_000 };
      expect(await leases.acquire('acme', { ...other, now: now + 999 })).toEqual({ granted: false, held });
      expect(await leases.acquire('acme', { ...other, now: now + 1_000 })).toEqual({ granted: true, fence: 2 });
      expect(await leases.acquire('beside', other)).toMatchObject({ granted: true });
    },
  },
  {
    name: 'leases: a renewed one lasts longer, and one that went to somebody else cannot be renewed',
    run: async ({ store: { leases } }) => {
      await leases.acquire('acme', request);
      expect(await leases.renew('acme', 1, now + 5_000)).toBe(true);
      expect(await leases.acquire('acme', { ...other, now: now + 4_999 })).toMatchObject({ granted: false });
      await leases.acquire('acme', { ...other, now: now + 5_000 });
      expect(await leases.renew('acme', 1, now + 9_000)).toBe(false);
      expect(await leases.renew('nothing', 1, now)).toBe(false);
    },
  },
  {
    name: 'leases: a released one is free, with a greater fence; a late release takes nothing away',
    run: async ({ store: { leases } }) => {
      await leases.acquire('acme', request);
      await leases.release('acme', 1);
      expect(await leases.acquire('acme', other)).toEqual({ granted: true, fence: 2 });
      await leases.release('acme', 1);
      expect(await leases.acquire('acme', request)).toMatchObject({ granted: false, held: { holder: 'two:2:2' } });
    },
  },
  {
    name: 'leases: only that of a dead holder is taken away',
    run: async ({ store: { leases } }) => {
      await leases.acquire('acme', request);
      await leases.expire('acme', 'two:2:2');
      expect(await leases.acquire('acme', other)).toMatchObject({ granted: false });
      await leases.expire('acme', 'one:1:1');
      expect(await leases.acquire('acme', other)).toEqual({ granted: true, fence: 2 });
    },
  },
  {
    name: 'leases: of many who come at once one gets it, on however many stores',
    run: async (subject) => {
      const stores = [subject.store, await subject.another()];
      for (const round of [1, 2]) {
        const at = now + round * 10_000;
        const asked = Array.from({ length: 8 }, (_, index) => {
          const holder = { ...request, holder: `h:${index}:1`, now: at };
          return (stores[index % 2] ?? subject.store).leases.acquire('acme', holder);
        });
        const granted = (await Promise.all(asked)).filter((answer) => answer.granted);
        expect(granted).toEqual([{ granted: true, fence: round }]);
      }
    },
  },
];
