import { hash } from 'node:crypto';
import { Cron } from 'croner';
import type { ScheduleSettings } from '../core/connector.ts';

/** A connector as far as its schedule goes. Times are epoch milliseconds. */
export interface Scheduled {
  readonly id: string;
  readonly schedule: ScheduleSettings;
  /** Moments up to here are dealt with. */
  readonly scheduledAt: number;
}

/**
 * When the schedule starts the next run; null where it is off. A time that has passed means: now. However many moments have
 * passed since the last one that was dealt with, the first of them decides, so they lead to one run.
 */
export function nextStart({ id, schedule, scheduledAt }: Scheduled): number | null {
  if (!schedule.enabled) return null;
  const [moment] = moments(schedule, scheduledAt, 1);
  return moment === undefined ? null : moment + delay(id, moment, schedule.jitterSeconds);
}

/** Whose run is to be started now, those first that have waited longest. */
export function dueConnectors<T extends Scheduled>(connectors: readonly T[], now: number): readonly T[] {
  const starts = connectors.map((connector) => ({ connector, start: nextStart(connector) }));
  const due = starts.flatMap(({ connector, start }) => (start !== null && start <= now ? [{ connector, start }] : []));
  return due.toSorted((one, other) => one.start - other.start).map(({ connector }) => connector);
}

/** The next moments after `from`, without what jitter adds. */
export function moments(
  { cron, timeZone }: Pick<ScheduleSettings, 'cron' | 'timeZone'>,
  from: number,
  count: number,
): readonly number[] {
  const pattern = new Cron(cron, { mode: '5-part', paused: true, timezone: timeZone });
  return pattern.nextRuns(count, new Date(from)).map((moment) => moment.getTime());
}

/** By chance, but the same for everybody who asks: several nodes agree on when a run starts. */
function delay(id: string, moment: number, jitterSeconds: number): number {
  if (jitterSeconds === 0) return 0;
  const chance = Number.parseInt(hash('sha256', `${id} ${moment}`, 'hex').slice(0, 12), 16) / 2 ** 48;
  return Math.floor(chance * (jitterSeconds * 1000 + 1));
}
