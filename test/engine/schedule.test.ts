import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScheduleSettings } from '../../src/core/connector.ts';
import { dueConnectors, moments, nextStart, type Scheduled } from '../../src/engine/schedule.ts';

const at = (time: string): number => Date.parse(time);

function connector(cron: string, since: string, changes: Partial<ScheduleSettings> = {}): Scheduled {
  const schedule = { enabled: true, cron, timeZone: 'Europe/Berlin', jitterSeconds: 0, ...changes };
  return { id: 'acme', schedule, scheduledAt: at(since) };
}

const ids = (connectors: readonly Scheduled[], now: string) =>
  dueConnectors(connectors, at(now)).map(({ scheduledAt }) => new Date(scheduledAt).toISOString());

const since = '2026-06-01T00:00:00.000Z';

/** Whether a run is due that was dealt with last at `since`. */
const rows: readonly (readonly [what: string, cron: string, now: string, due: boolean])[] = [
  ['a minute before its moment', '0 2 * * *', '2026-06-01T23:59:00Z', false],
  ['at its moment, by the clock of its zone', '0 2 * * *', '2026-06-02T00:00:00Z', true],
  ['later that day', '0 2 * * *', '2026-06-02T17:00:00Z', true],
  ['after weeks without a service', '*/5 * * * *', '2026-07-20T17:01:00Z', true],
  ['on a day that is not its own', '0 2 * * MON', '2026-06-02T23:00:00Z', false],
];

test.each(rows)('%s', (_what, cron, now, due) => {
  expect(ids([connector(cron, since)], now)).toEqual(due ? [since] : []);
});

test('one that is switched off is never due', () => {
  expect(ids([connector('* * * * *', since, { enabled: false })], '2030-01-01T00:00:00Z')).toEqual([]);
  expect(nextStart(connector('* * * * *', since, { enabled: false }))).toBeNull();
});

test('many missed moments are one run: dealt with now, the next one is in the future', () => {
  const missed = connector('*/5 * * * *', since);
  const now = at('2026-06-03T12:02:00Z');
  expect(dueConnectors([missed], now)).toHaveLength(1);
  expect(dueConnectors([{ ...missed, scheduledAt: now }], now)).toEqual([]);
  expect(nextStart({ ...missed, scheduledAt: now })).toBe(at('2026-06-03T12:05:00Z'));
});

test('who has waited longest comes first', () => {
  const late = connector('0 2 * * *', '2026-06-02T12:00:00.000Z');
  const later = connector('0 1 * * *', '2026-06-01T12:00:00.000Z');
  expect(dueConnectors([late, later], at('2026-06-05T00:00:00Z'))).toEqual([later, late]);
});

describe('when the clocks of Berlin change', () => {
  const days = (cron: string, from: string, count: number) =>
    moments({ cron, timeZone: 'Europe/Berlin' }, at(from), count).map((moment) => new Date(moment).toISOString());

  test('a moment in the hour that does not exist comes when that hour would have begun', () => {
    const [before, day, after] = days('30 2 * * *', '2026-03-27T12:00:00Z', 3);
    expect([before, day, after]).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  test('a moment in the hour that comes twice comes once', () => {
    expect(days('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('every half hour is every half hour on both days', () => {
    for (const from of ['2026-03-28T22:45:00Z', '2026-10-24T21:45:00Z']) {
      const found = days('*/30 * * * *', from, 12).map(at);
      expect(found.map((moment, index) => moment - (found[0] ?? 0) - index * 1_800_000)).toEqual(Array(12).fill(0));
    }
  });
});

describe('jitter', () => {
  test('adds at most so many seconds, not the same to everybody, and always the same to one', () => {
    const spread = Array.from({ length: 50 }, (_, index) => {
      return nextStart({ ...connector('0 2 * * *', since, { jitterSeconds: 600 }), id: `c${index}` }) ?? 0;
    });
    const moment = at('2026-06-02T00:00:00Z');
    for (const start of spread) {
      expect(start).toBeGreaterThanOrEqual(moment);
      expect(start).toBeLessThanOrEqual(moment + 600_000);
    }
    expect(new Set(spread).size).toBeGreaterThan(40);
    const one = connector('0 2 * * *', since, { jitterSeconds: 600 });
    expect(nextStart(one)).toBe(nextStart(structuredClone(one)));
  });

  test('longer than the time between two moments starves nobody', () => {
    const often = connector('* * * * *', since, { jitterSeconds: 3600 });
    expect(dueConnectors([often], at(since) + 2 * 3_600_000)).toHaveLength(1);
  });
});

test('the law: who is dealt with now is not due now, and is due at the latest at the next moment and its jitter', () => {
  const cron = fc.constantFrom('0 2 * * *', '*/7 * * * *', '30 2 * * SUN', '0 0 1 * *', '15 1,2,3 * * *');
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  const time = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(cron, zone, time, fc.integer({ min: 0, max: 3600 }), (pattern, timeZone, now, jitterSeconds) => {
      const schedule = { enabled: true, cron: pattern, timeZone, jitterSeconds };
      const one = { id: 'acme', schedule, scheduledAt: now };
      expect(dueConnectors([one], now)).toEqual([]);
      const [next = 0] = moments(schedule, now, 1);
      expect(next).toBeGreaterThan(now);
      expect(dueConnectors([one], next - 1)).toEqual([]);
      expect(dueConnectors([one], next + jitterSeconds * 1000)).toEqual([one]);
    }),
  );
});
