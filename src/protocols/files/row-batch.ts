import type { Attributes } from '../../core/people.ts';

/** Some records of a file, in its order. */
export interface RowBatch {
  /** The header of a CSV file; undefined where every record names its own fields. */
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly Attributes[];
  /** The line on which each row ends (CSV) or stands; a JSON array counts its elements instead. */
  readonly lines: readonly number[];
}

const largestBatch = 1000;

/** At least one batch, so that a header without rows is seen as well. */
export function* inBatches({ columns, rows, lines }: RowBatch): Generator<RowBatch> {
  for (let start = 0; start === 0 || start < rows.length; start += largestBatch) {
    const end = start + largestBatch;
    yield { columns, rows: rows.slice(start, end), lines: lines.slice(start, end) };
  }
}
