const dayLength = 24 * 60 * 60 * 1000;

/** The last moment that a year of four digits can tell. */
const last = Date.UTC(10_000, 0) - 1;

/** Days that were written lately, by their number since 1970: making them is what takes time. */
const days = new Map<number, string>();
const mostDays = 10_000;

/** As XML writes it, `2026-01-05T10:00:00.000Z`; undefined when it is not known. */
export function xmlDateTime(at: number | null): string | undefined {
  if (at === null || !(at >= 0 && at <= last)) return undefined;
  const time = Math.trunc(at) % dayLength;
  const minutes = Math.trunc(time / 60_000);
  return `${dayOf(Math.trunc(at / dayLength))}T${two(minutes / 60)}:${two(minutes % 60)}:${two((time / 1000) % 60)}.${three(time % 1000)}Z`;
}

function dayOf(number: number): string {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size === mostDays) days.clear();
  const day = new Date(number * dayLength).toISOString().slice(0, 10);
  days.set(number, day);
  return day;
}

const two = (value: number): string => (value < 10 ? `0${Math.trunc(value)}` : `${Math.trunc(value)}`);

const three = (value: number): string => (value < 100 ? `0${two(value)}` : `${value}`);
