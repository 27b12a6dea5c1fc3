/** Schedules that have words; every other one is written as cron. */
export type Schedule =
  | { readonly every: 'minutes'; readonly minutes: number }
  | { readonly every: 'hours'; readonly hours: number; readonly minute: number }
  | { readonly every: 'day'; readonly time: string }
  | { readonly every: 'week'; readonly days: readonly string[]; readonly time: string }
  | { readonly every: 'cron' };

export const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

/** Steps that divide the hour or the day, so that the distance is always the same. */
export const minuteSteps = [5, 10, 15, 20, 30];
export const hourSteps = [1, 2, 3, 4, 6, 8, 12];

export function scheduleOf(cron: string): Schedule {
  const [minute = '', hour = '', day, month, week = ''] = cron.trim().split(/\s+/);
  if (day !== '*' || month !== '*') return { every: 'cron' };
  const minutes = stepOf(minute);
  if (minutes !== undefined && hour === '*' && week === '*') {
    return minuteSteps.includes(minutes) ? { every: 'minutes', minutes } : { every: 'cron' };
  }
  if (!isNumber(minute, 59)) return { every: 'cron' };
  const hours = hour === '*' ? 1 : stepOf(hour);
  if (hours !== undefined && week === '*' && hourSteps.includes(hours)) {
    return { every: 'hours', hours, minute: Number(minute) };
  }
  if (!isNumber(hour, 23)) return { every: 'cron' };
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (week === '*') return { every: 'day', time };
  const days = daysOf(week);
  return days === undefined ? { every: 'cron' } : { every: 'week', days, time };
}

/** Undefined for one that has no words. */
export function cronOf(schedule: Schedule): string | undefined {
  switch (schedule.every) {
    case 'minutes':
      return `*/${schedule.minutes} * * * *`;
    case 'hours':
      return `${schedule.minute} ${schedule.hours === 1 ? '*' : `*/${schedule.hours}`} * * *`;
    case 'day':
      return `${clock(schedule.time)} * * *`;
    case 'week':
      return `${clock(schedule.time)} * * ${inWeek(schedule.days)}`;
    case 'cron':
      return undefined;
  }
}

function clock(time: string): string {
  const [hour = '2', minute = '0'] = time.split(':');
  return `${Number(minute)} ${Number(hour)}`;
}

function inWeek(days: readonly string[]): string {
  const chosen = weekdays.filter((day) => days.includes(day));
  if (chosen.length === 0 || chosen.length === 7) return '*';
  const first = weekdays.indexOf(chosen[0] ?? 'MON');
  const together = chosen.every((day, place) => weekdays.indexOf(day) === first + place);
  return together && chosen.length > 2 ? `${chosen[0]}-${chosen.at(-1)}` : chosen.join(',');
}

function daysOf(week: string): readonly string[] | undefined {
  const parts = week
    .toUpperCase()
    .split(',')
    .map((part) => part.split('-').map(dayOf));
  const days = parts.flatMap(([from, to = from]) => {
    if (from === undefined || to === undefined || to < from) return [undefined];
    return weekdays.slice(from, to + 1);
  });
  return days.every((day) => day !== undefined) ? days : undefined;
}

/** The place in the week of `MON`, or of a number as cron counts them: 1 is Monday, 0 and 7 are Sunday. */
function dayOf(text: string): number | undefined {
  const place = (weekdays as readonly string[]).indexOf(text);
  if (place >= 0) return place;
  return /^[0-7]$/.test(text) ? (Number(text) + 6) % 7 : undefined;
}

function stepOf(field: string): number | undefined {
  const [, step] = /^\*\/(\d{1,2})$/.exec(field) ?? [];
  return step === undefined ? undefined : Number(step);
}

function isNumber(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most;
}
