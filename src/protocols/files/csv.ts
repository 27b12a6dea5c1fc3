import { CsvError, type Parser, parse } from 'csv-parse';
import type { Attributes, AttributeValue } from '../../core/people.ts';
import type { OpenFile } from './open-file.ts';
import { inBatches, type RowBatch } from './row-batch.ts';

export interface CsvOptions {
  /** Between columns. */
  readonly delimiter: string;
  /** Between the values of a column that holds several. */
  readonly separator: string;
  /** Columns that hold several values. */
  readonly lists: readonly string[];
}

/** An opening quote that is never closed would swallow the rest of the file. */
const longestRow = 1024 * 1024;

/** An empty cell is a missing attribute. The header is trimmed; a name that comes twice and a ragged row are refused. */
export async function* readCsv(file: OpenFile, options: CsvOptions): AsyncGenerator<RowBatch> {
  let columns: readonly Column[] | undefined;
  let batch: { rows: Attributes[]; lines: number[] } = { rows: [], lines: [] };
  const parser = parse({
    delimiter: options.delimiter,
    // A file that several programs wrote to has several kinds of line breaks.
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record: (cells: readonly string[], { lines }) => {
      if (columns === undefined) columns = readHeader(file, cells, options);
      else {
        batch.rows.push(readRow(columns, cells, options.separator));
        batch.lines.push(lines);
      }
    },
  });
  const take = () => {
    const full = batch;
    batch = { rows: [], lines: [] };
    return inBatches({ columns: columns?.map(({ name }) => name), ...full });
  };
  parser.on('error', () => {}); // told through the callbacks below
  for await (const { text } of file.pieces()) {
    await fed(file, (done) => parser.write(text, done));
    if (batch.rows.length > 0) yield* take();
  }
  await fed(file, (done) => parser.end(done));
  if (columns === undefined) throw file.failure(1, 'there is no header', 'A file without people still has one.');
  yield* take();
}

interface Column {
  readonly name: string;
  readonly list: boolean;
}

function readHeader(file: OpenFile, cells: readonly string[], { lists }: CsvOptions): readonly Column[] {
  const names = cells.map((cell) => cell.trim());
  for (const [index, name] of names.entries()) {
    if (name === '')
      throw file.failure(1, `column ${index + 1} has no name`, 'Give every column of the header a name.');
    if (names.indexOf(name) !== index) throw file.failure(1, `two columns have the name "${name}"`);
  }
  return names.map((name) => ({ name, list: lists.includes(name) }));
}

function readRow(columns: readonly Column[], cells: readonly string[], separator: string): Attributes {
  const row: { [name: string]: AttributeValue } = Object.create(null);
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (cell === '' || column === undefined) continue;
    row[column.name] = column.list ? splitValues(cell, separator) : cell;
  }
  return row;
}

/** The values of a cell that holds several, without blanks around them. */
export function splitValues(cell: string, separator: string): readonly string[] {
  const values = cell.split(separator).map((value) => value.trim());
  return values.filter((value) => value !== '');
}

async function fed(file: OpenFile, feed: (done: (error?: Error | null) => void) => Parser | boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  feed((error) => (error ? reject(csvFailure(file, error)) : resolve()));
  await promise;
}

const problems: { readonly [code: string]: string } = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'the row has more or fewer columns than the header',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: `the row is longer than ${longestRow >> 20} MiB: a quote may be opened and never closed`,
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quote; a quote inside a quoted value is written twice',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one',
};

function csvFailure(file: OpenFile, error: Error): Error {
  if (!(error instanceof CsvError)) return error;
  const line = Number(error.lines ?? 1);
  return file.failure(line, problems[error.code] ?? error.message, 'Mend the export, or check the option delimiter.');
}
