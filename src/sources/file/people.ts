import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import { Failure } from '../../core/errors.ts';
import type { UserRecord } from '../../core/people.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';
import type { RowBatch } from '../../protocols/files/row-batch.ts';
import { readRows } from '../../protocols/files/rows.ts';
import { KeySet } from './key-set.ts';
import { keyText, requiredKey } from './keys.ts';
import type { FileSettings } from './options.ts';

/** Reads people page by page and remembers their ids: an id that comes twice makes the file unusable. */
export class People {
  readonly ids = new KeySet();
  readonly #file: OpenFile;
  readonly #settings: FileSettings;
  readonly #signal: CancelSignal;

  constructor(file: OpenFile, settings: FileSettings, signal: CancelSignal) {
    this.#file = file;
    this.#settings = settings;
    this.#signal = signal;
  }

  async *pages(): AsyncGenerator<readonly UserRecord[]> {
    let column: string | undefined;
    for await (const batch of readRows(this.#file, this.#settings)) {
      throwIfCancelled(this.#signal);
      column ??= keyColumn(this.#file, batch, this.#settings);
      if (column === undefined || batch.rows.length === 0) continue;
      const alone = batch.columns === undefined && this.#settings.idColumn === undefined;
      const records: UserRecord[] = [];
      for (const [index, attributes] of batch.rows.entries()) {
        const line = batch.lines[index] ?? 0;
        // The first record chose the column for all of them; the next listing may begin with another one.
        if (alone && (column === 'id') !== (keyText(attributes.id) !== undefined)) throw this.#mixed(line);
        const sourceId = requiredKey(this.#file, line, attributes, column, 'person');
        if (!this.ids.add(sourceId)) await this.#requireFirst(sourceId, column, line);
        records.push({ sourceId, ref: sourceId, attributes });
      }
      yield records;
    }
  }

  #mixed(line: number): Failure {
    const problem = 'some people have an id and some have none';
    return this.#file.failure(line, problem, 'Give everybody an id, or name another column with the option idColumn.');
  }

  /** Throws when an earlier line has the same id; the set alone may err. */
  async #requireFirst(id: string, column: string, line: number): Promise<void> {
    for await (const { rows, lines } of readRows(this.#file, this.#settings)) {
      const index = rows.findIndex((row) => keyText(row[column]) === id);
      if (index === -1) continue;
      const first = lines[index] ?? 0;
      if (first === line) return;
      throw this.#file.failure(line, `the ${column} "${id}" is that of line ${first} already`, 'Ids must be unique.');
    }
  }
}

/** The column of the ids; undefined while there is no record to tell it from. Throws when no column can be it. */
export function keyColumn(file: OpenFile, { columns, rows }: RowBatch, settings: FileSettings): string | undefined {
  const [row] = rows;
  const names = columns ?? (row && Object.keys(row));
  if (names === undefined) return undefined;
  const candidates = settings.idColumn === undefined ? ['id', 'username'] : [settings.idColumn];
  const column = candidates.find((name) => names.includes(name));
  if (column !== undefined) return column;
  const problem = `${file.path} has no column ${candidates.join(' or ')}; it has ${names.join(', ')}.`;
  throw new Failure('incomplete', problem, { remedy: 'Name the column of the ids with the option idColumn.' });
}
