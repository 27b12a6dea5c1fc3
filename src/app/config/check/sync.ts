import type { CleanupAction, ConnectorConfig } from '../../../core/connector.ts';
import { defaults } from '../defaults.ts';
import { cronTime, timeZone } from './cron.ts';
import { type Fields, optional, sectionOf } from './place.ts';
import { choice, flag, numberWithin } from './readers.ts';

type Sync = ConnectorConfig['sync'];

const fallback = defaults.sync;
const actions: readonly CleanupAction[] = ['disable', 'delete', 'anonymize', 'keep'];

export function readSync(connector: Fields): Sync {
  const fields = sectionOf(connector, 'sync', Object.keys(fallback));
  return {
    cleanup: readCleanup(fields),
    schedule: readSchedule(fields),
    fullEveryHours: optional(fields, 'fullEveryHours', fallback.fullEveryHours, hours),
  };
}

const hours = numberWithin(1, 8760, 'a whole number');
const jitter = numberWithin(0, 3600, 'a whole number');
const days = numberWithin(0, 3650, 'a whole number');

/** A map, or the action alone. */
function readCleanup(sync: Fields | undefined): Sync['cleanup'] {
  const { action, removeGroups, graceDays } = fallback.cleanup;
  if (typeof sync?.get('cleanup')?.value === 'string') {
    return { action: optional(sync, 'cleanup', action, choice(actions)), removeGroups, graceDays };
  }
  const fields = sectionOf(sync, 'cleanup', Object.keys(fallback.cleanup));
  return {
    action: optional(fields, 'action', action, choice(actions)),
    removeGroups: optional(fields, 'removeGroups', removeGroups, flag),
    graceDays: optional(fields, 'graceDays', graceDays, days),
  };
}

function readSchedule(sync: Fields | undefined): Sync['schedule'] {
  const fields = sectionOf(sync, 'schedule', Object.keys(fallback.schedule));
  return {
    enabled: optional(fields, 'enabled', fallback.schedule.enabled, flag),
    cron: optional(fields, 'cron', fallback.schedule.cron, cronTime),
    timeZone: optional(fields, 'timeZone', fallback.schedule.timeZone, timeZone),
    jitterSeconds: optional(fields, 'jitterSeconds', fallback.schedule.jitterSeconds, jitter),
  };
}
