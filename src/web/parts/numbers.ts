const integer = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** With thousands separators, as the reader writes them. */
export function number(value: number): string {
  return integer.format(value);
}

/** `1 person`, `41,207 people` */
export function counted(value: number, one: string, many: string): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

const tenth = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** How long something took: `8.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 0.1) return `${Math.round(ms)} ms`;
  if (seconds < 100) return `${tenth.format(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
