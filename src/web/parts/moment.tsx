const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

const dayLength = 86_400_000;

/** `today 14:00`, `Tue 02:00`, `3 Nov 02:00`, in the reader's zone. */
export function momentWords(at: number, now: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / dayLength);
  const time = clock.format(at);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (Math.abs(days) < 7) return `${weekday.format(at)} ${time}`;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${(sameYear ? day : dayOfYear).format(at)} ${time}`;
}

export function exactMoment(at: number): string {
  return exact.format(at);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** A time, with the exact one on hover. */
export function Moment({ at, className }: { readonly at: number; readonly className?: string | undefined }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exactMoment(at)} className={className}>
      {momentWords(at, Date.now())}
    </time>
  );
}
