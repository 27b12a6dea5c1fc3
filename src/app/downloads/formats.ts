import { csvLine } from './csv.ts';

export const downloadFormats = ['json', 'ndjson', 'csv'] as const;
export type DownloadFormat = (typeof downloadFormats)[number];

/** Writes rows as a stream of text, so that nothing is gathered in memory. `columns`: those of the CSV, in order. */
export async function* download<T extends object>(
  format: DownloadFormat,
  columns: readonly (keyof T & string)[],
  pages: AsyncIterable<readonly T[]>,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  let separator = format === 'json' ? '[\n' : '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    const lines = page.map((row) =>
      format === 'csv' ? csvLine(columns.map((column) => row[column])) : JSON.stringify(row),
    );
    if (format === 'json') {
      yield `${separator}${lines.join(',\n')}`;
      separator = ',\n';
    } else yield format === 'csv' ? lines.join('') : `${lines.join('\n')}\n`;
  }
  if (format === 'json') yield separator === '[\n' ? '[]\n' : '\n]\n';
}
