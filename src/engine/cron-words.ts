/** A time pattern of cron in words: `every day at 02:00`, `Monday to Friday every 30 minutes from 06:00 to 20:59`. */
export function cronWords(cron: string): string {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.trim().split(/\s+/);
  const hours = valuesOf(hour, 0, 23) ?? [];
  const time = timeWords(valuesOf(minute, 0, 59), hours);
  const days = dayWords(day, weekday);
  const months = monthWords(month);
  // Around the clock is every day.
  const ofDays = days === everyDay && stepOver(hours, 24) !== undefined ? '' : days;
  return [ofDays, months, time].filter((part) => part !== '').join(' ');
}

const everyDay = 'every day';
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  '',
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

/** The numbers that a field stands for, in order; undefined where it says something else than numbers. */
function valuesOf(field: string, min: number, max: number, names: readonly string[] = []): number[] | undefined {
  const values = new Set<number>();
  for (const item of field.split(',')) {
    const [range = '', step = '1'] = item.split('/');
    const [from, to] = range === '*' ? [min, max] : range.split('-').map((text) => numberOf(text, names));
    const last = to ?? from;
    if (from === undefined || last === undefined || Number.isNaN(from + last)) return undefined;
    for (let value = from; value <= last; value += Number(step)) values.add(value);
  }
  return [...values].sort((one, other) => one - other);
}

function numberOf(text: string, names: readonly string[]): number {
  const named = names.findIndex((name) => name !== '' && name.slice(0, 3).toUpperCase() === text.toUpperCase());
  return named >= 0 ? named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function dayWords(day: string, weekday: string): string {
  const parts = [weekday === '*' ? '' : weekdayWords(weekday), day === '*' ? '' : dateWords(day)];
  const said = parts.filter((part) => part !== '');
  // Cron starts on a day that fits either of the two.
  return said.length === 0 ? everyDay : said.join(', and ');
}

function weekdayWords(field: string): string {
  const values = valuesOf(field, 0, 7, weekdays);
  if (values === undefined) return field.split(',').map(oneWeekday).join(', and ');
  // Monday comes first, and 7 is another 0.
  const week = [...new Set(values.map((value) => (value === 0 ? 7 : value)))].sort((one, other) => one - other);
  if (week.length === 7) return everyDay;
  const names = week.map((value) => weekdays[value] ?? '');
  const [first = '', last = ''] = [names[0], names.at(-1)];
  if (week.length > 2 && evenly(week) === 1) return `${first} to ${last}`;
  return week.length === 1 ? `every ${first}` : `every ${list(names)}`;
}

/** `FRI#3` is the third Friday of a month, `5L` the last one. */
function oneWeekday(item: string): string {
  const [, name = '', which = ''] = /^(\w+?)#?(\d|L)$/i.exec(item) ?? [];
  const number = numberOf(name, weekdays);
  const weekday = weekdays[number];
  if (weekday === undefined) return `on the days "${item}" of the week`;
  const ordinal = which.toUpperCase() === 'L' ? 'last' : (ordinals[Number(which)] ?? '');
  return `on the ${ordinal} ${weekday} of the month`;
}

function dateWords(field: string): string {
  if (field.toUpperCase() === 'L') return 'on the last day of the month';
  const values = valuesOf(field, 1, 31);
  if (values === undefined) return `on the days "${field}" of the month`;
  if (values.length === 31) return everyDay;
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  if (values.length === 1) return `on day ${first} of the month`;
  if (values.length > 2 && evenly(values) === 1) return `on days ${first} to ${last} of the month`;
  return `on days ${list(values.map(String))} of the month`;
}

function monthWords(field: string): string {
  const values = valuesOf(field, 1, 12, months);
  if (values === undefined || values.length === 12) return '';
  const names = values.map((value) => months[value] ?? '');
  if (names.length > 2 && evenly(values) === 1) return `from ${names[0]} to ${names.at(-1)}`;
  return `in ${list(names)}`;
}

const mostTimes = 6;

function timeWords(minutes: readonly number[] = [], hours: readonly number[] = []): string {
  const [minute = 0] = minutes;
  if (minutes.length === 1) {
    if (hours.length === 24) return minute === 0 ? 'every hour' : `every hour at minute ${minute}`;
    const step = stepOver(hours, 24);
    if (step !== undefined && step > 1) return `every ${step} hours${minute === 0 ? '' : ` at minute ${minute}`}`;
    if (hours.length > 2 && evenly(hours) === 1) {
      return `every hour from ${clock(hours[0], minute)} to ${clock(hours.at(-1), minute)}`;
    }
    return `at ${list(hours.map((hour) => clock(hour, minute)))}`;
  }
  if (minutes.length * hours.length <= mostTimes) {
    return `at ${list(hours.flatMap((hour) => minutes.map((one) => clock(hour, one))))}`;
  }
  if (hours.length === 1 && evenly(minutes) === 1) {
    return `every minute from ${clock(hours[0], minute)} to ${clock(hours[0], minutes.at(-1))}`;
  }
  return `${minuteWords(minutes)}${hourWords(hours)}`;
}

function minuteWords(minutes: readonly number[]): string {
  const step = stepOver(minutes, 60);
  if (step !== undefined) return step === 1 ? 'every minute' : `every ${step} minutes`;
  const [first = 0, last = 0] = [minutes[0], minutes.at(-1)];
  if (minutes.length > 2 && evenly(minutes) === 1) return `every minute from minute ${first} to ${last}`;
  return `at the minutes ${list(minutes.map(String))} of every hour`;
}

function hourWords(hours: readonly number[]): string {
  if (hours.length === 24) return '';
  if (evenly(hours) === 1 || hours.length === 1) return ` from ${clock(hours[0], 0)} to ${clock(hours.at(-1), 59)}`;
  return `, in the hours ${list(hours.map((hour) => clock(hour, 0)))}`;
}

/** The distance between neighbours, where it is the same everywhere. */
function evenly(values: readonly number[]): number | undefined {
  const [first = 0, second = 0] = values;
  const step = second - first;
  return values.length > 1 && values.every((value, index) => value === first + index * step) ? step : undefined;
}

/** Every so many of a whole, from 0 on. */
function stepOver(values: readonly number[], whole: number): number | undefined {
  const step = evenly(values);
  return step !== undefined && values[0] === 0 && step * values.length === whole ? step : undefined;
}

function clock(hour = 0, minute = 0): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
