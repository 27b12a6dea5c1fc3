import type { Attributes } from '../../core/people.ts';
import { jsonRow } from './json.ts';
import type { OpenFile } from './open-file.ts';
import { inBatches, type RowBatch } from './row-batch.ts';

/** One JSON object on each line; blank lines are passed over. */
export async function* readNdjson(file: OpenFile): AsyncGenerator<RowBatch> {
  for await (const piece of file.pieces()) {
    const text = piece.text.toString();
    const rows: Attributes[] = [];
    const lines: number[] = [];
    let line = piece.line;
    for (let start = 0; start < text.length; line++) {
      const feed = text.indexOf('\n', start);
      const end = feed === -1 ? text.length : feed;
      const source = text.slice(start, end);
      start = end + 1;
      if (source.trim() === '') continue;
      rows.push(jsonRow(file, line, parseLine(file, line, source)));
      lines.push(line);
    }
    yield* inBatches({ columns: undefined, rows, lines });
  }
}

function parseLine(file: OpenFile, line: number, source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw file.failure(line, `not a JSON value: ${reason}`, 'Each line holds one whole object.');
  }
}
