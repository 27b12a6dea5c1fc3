import type { ScheduleSettings } from '../../../core/connector.ts';
import { defaults } from '../defaults.ts';
import { ConfigurationFailure } from '../problems.ts';
import { cronTime, timeZone } from './cron.ts';
import { fieldsOf, optional, type Place } from './place.ts';

/** Checks the time pattern and the zone of a schedule. Throws a `ConfigurationFailure` with every problem. */
export function checkSchedule(value: unknown): Pick<ScheduleSettings, 'cron' | 'timeZone'> {
  const place: Place = { value, path: [], problems: [] };
  const fields = fieldsOf(place, ['cron', 'timeZone']);
  const schedule = {
    cron: optional(fields, 'cron', defaults.sync.schedule.cron, cronTime),
    timeZone: optional(fields, 'timeZone', defaults.sync.schedule.timeZone, timeZone),
  };
  if (place.problems.length > 0) throw new ConfigurationFailure(place.problems);
  return schedule;
}
