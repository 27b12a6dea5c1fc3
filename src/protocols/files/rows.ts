import { extname } from 'node:path';
import { type CsvOptions, readCsv } from './csv.ts';
import { readJson } from './json.ts';
import { readNdjson } from './ndjson.ts';
import type { OpenFile } from './open-file.ts';
import type { RowBatch } from './row-batch.ts';

type Reader = (file: OpenFile, options: CsvOptions) => AsyncGenerator<RowBatch>;

const readers = new Map<string, Reader>([
  ['csv', readCsv],
  ['json', readJson],
  ['ndjson', readNdjson],
  ['jsonl', readNdjson],
]);

/** The extensions of files that can be read. */
export const formats: readonly string[] = [...readers.keys()];

export function formatOf(path: string): string | undefined {
  const extension = extname(path).slice(1).toLowerCase();
  return readers.has(extension) ? extension : undefined;
}

/**
 * Reads a file by the extension of its name, from the start. The first batch comes even when there are no records. Throws
 * `incomplete`, with the line, for what is wrong in the file.
 */
export function readRows(file: OpenFile, options: CsvOptions): AsyncGenerator<RowBatch> {
  const read = readers.get(formatOf(file.path) ?? '');
  if (read === undefined) throw file.failure(1, `the format is none of ${formats.join(', ')}`);
  return read(file, options);
}
