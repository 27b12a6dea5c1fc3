/** What stands behind the `?` of an address, as it is typed: readable, and nothing that was not given. */
export function parseAddress(address: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(address));
}

export function writeAddress(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const written = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return written === '' ? '' : `?${written}`;
}

type Reader<T> = (value: unknown) => T | undefined;

/** What a page keeps in its address. What is not there, or not one of its words, is left out. */
export function searchOf<const T extends { readonly [name: string]: Reader<unknown> }>(readers: T) {
  return (typed: Record<string, unknown>) => {
    const read = Object.entries(readers).map(([name, reader]) => [name, reader(typed[name])] as const);
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as {
      [K in keyof T]?: ReturnType<T[K]> | undefined;
    };
  };
}

export const text: Reader<string> = (value) => (typeof value === 'string' && value !== '' ? value : undefined);

export const flag: Reader<true> = (value) => (value === 'true' || value === true ? true : undefined);

export const integer: Reader<number> = (value) => {
  const number = Number(value);
  return value !== undefined && value !== '' && Number.isInteger(number) ? number : undefined;
};

export function oneOf<const T extends string>(...words: readonly T[]): Reader<T> {
  return (value) => words.find((word) => word === value);
}
