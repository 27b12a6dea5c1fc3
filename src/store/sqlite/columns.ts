/** Rows taken apart: what is the same in all of them, once, and the values of the other columns, row by row. */
export interface Columned<V> {
  /** Columns whose value is the same in every row. */
  readonly same: { readonly [column: string]: V };
  /** The other columns, in order. */
  readonly varying: readonly string[];
  /** Their values, one row after the other. */
  readonly values: readonly V[];
}

/**
 * Rows on their way from one thread to the other are copied value by value, and in most of them many columns are the same:
 * no conflict, no account yet, the one status of a first run.
 */
export function takeApart<V>(columns: readonly string[], rows: readonly (readonly V[])[]): Columned<V> {
  const [first = []] = rows;
  const same: { [column: string]: V } = {};
  const varying: number[] = [];
  for (const [index, column] of columns.entries()) {
    const value = first[index];
    if (value !== undefined && rows.every((row) => row[index] === value)) same[column] = value;
    else varying.push(index);
  }
  const values: V[] = [];
  for (const row of rows) for (const index of varying) values.push(row[index] as V);
  return { same, varying: varying.map((index) => columns[index] ?? ''), values };
}

type Row = Record<string, unknown>;

/** Rows put together again. */
export function putTogether(count: number, { same, varying, values }: Columned<unknown>): Row[] {
  const width = varying.length;
  const rows = Array.from({ length: count }, (_, row) => values.slice(row * width, (row + 1) * width));
  return toObjects(varying, rows, same);
}

/** Copies of one object have one shape, however many columns there are. */
export function toObjects(columns: readonly string[], rows: readonly (readonly unknown[])[], same: Row = {}): Row[] {
  const template: Row = { ...same };
  for (const column of columns) template[column] = null;
  return rows.map((row) => {
    const object = { ...template };
    for (let index = 0; index < columns.length; index += 1) object[columns[index] as string] = row[index];
    return object;
  });
}
