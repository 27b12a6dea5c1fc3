const pattern =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:T(?<time>\d{2}:\d{2})(?<seconds>:\d{2})?(?<fraction>\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A date and time of the protocol, `2026-02-01T08:30:00.000+0000` or as XML writes it, in epoch milliseconds; without a
 * zone it is UTC. Undefined when it is none.
 */
export function dateTime(text: string): number | undefined {
  const { day, time = '00:00', seconds = ':00', fraction = '', zone = 'Z' } = pattern.exec(text)?.groups ?? {};
  if (day === undefined || !isDay(day)) return undefined;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${day}T${time}${seconds}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

/** `Date.parse` takes the 30th of February for a day in March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
