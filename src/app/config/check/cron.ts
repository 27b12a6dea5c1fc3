import { Cron } from 'croner';
import { shown } from '../problems.ts';
import { type Reader, refuse } from './place.ts';
import { filledText } from './readers.ts';
import { nearest } from './suggest.ts';

const parts = [
  { name: 'minute', values: '0 to 59' },
  { name: 'hour', values: '0 to 23' },
  { name: 'day of the month', values: '1 to 31' },
  { name: 'month', values: '1 to 12' },
  { name: 'day of the week', values: '0 to 7, where 0 and 7 are Sunday, or SUN to SAT' },
] as const;

/** Five fields of cron, with one blank between them. */
export const cronTime: Reader<string> = (place) => {
  const written = filledText(place);
  if (written === undefined) return undefined;
  const fields = written.trim().split(/\s+/);
  if (fields.length !== parts.length) {
    const names = 'minute, hour, day of the month, month and day of the week';
    return refuse(
      place,
      `${shown(written)} has ${fields.length} fields; five are needed, such as "0 2 * * *": ${names}.`,
    );
  }
  const wrong = parts.findIndex((_part, index) => !works(fieldAlone(fields[index] ?? '', index)));
  const part = parts[wrong];
  if (part !== undefined) {
    return refuse(
      place,
      `the ${part.name} ${shown(fields[wrong] ?? '')} is not possible; it goes from ${part.values}.`,
    );
  }
  const pattern = fields.join(' ');
  return comes(pattern) ? pattern : refuse(place, `${shown(pattern)} never comes: no month has that day.`);
};

function fieldAlone(field: string, index: number): string {
  // In croner a question mark is the moment at which the program started.
  if (!/^[\dA-Za-z*,/#-]+$/.test(field)) return '';
  return parts.map((_part, other) => (other === index ? field : '*')).join(' ');
}

function works(pattern: string): boolean {
  try {
    open(pattern);
    return true;
  } catch {
    return false;
  }
}

function comes(pattern: string): boolean {
  return open(pattern).nextRun(new Date(0)) !== null;
}

function open(pattern: string): Cron {
  return new Cron(pattern, { mode: '5-part', paused: true, timezone: 'UTC' });
}

/** A name of the time zone database. */
export const timeZone: Reader<string> = (place) => {
  const zone = filledText(place);
  if (zone === undefined || isTimeZone(zone)) return zone;
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
  const question = near === undefined ? '.' : `; did you mean ${shown(near)}?`;
  return refuse(place, `there is no time zone ${shown(zone)}. Give a name such as UTC or Europe/Berlin${question}`);
};

function isTimeZone(zone: string): boolean {
  // An offset such as +02:00 knows no summer time.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
