import { isUtf8 } from 'node:buffer';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Failure } from '../../core/errors.ts';
import { fileFailure } from './file-failure.ts';

const chunkSize = 256 * 1024;
const longestLine = 16 * 1024 * 1024;
const lineFeed = 10;
const byteOrderMark = Buffer.from('\ufeff');

/** A named pipe that nobody writes to would keep its reader waiting. */
const reading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * A file that is read from one descriptor, so that a file put in its place meanwhile is never mixed in. Errors name the
 * path: `transient` when it is not there, `unauthorized` when it may not be read, `incomplete` when what was read proves
 * nothing.
 */
export class OpenFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #before: BigIntStats;
  #position = 0;
  #endsWithLine = true;

  private constructor(path: string, handle: FileHandle, before: BigIntStats) {
    this.path = path;
    this.#handle = handle;
    this.#before = before;
  }

  static async open(path: string): Promise<OpenFile> {
    try {
      const handle = await open(path, reading);
      return await OpenFile.#of(path, handle);
    } catch (error) {
      throw fileFailure(path, error);
    }
  }

  static async #of(path: string, handle: FileHandle): Promise<OpenFile> {
    const before = await handle.stat({ bigint: true });
    if (before.isFile()) return new OpenFile(path, handle, before);
    await handle.close();
    throw new Failure('configuration', `${path} is no file.`, { remedy: 'Give a file or a folder with files.' });
  }

  get size(): number {
    return Number(this.#before.size);
  }

  /** How much of the file has been read, up to 1. */
  get share(): number {
    return this.size === 0 ? 1 : Math.min(1, this.#position / this.size);
  }

  /** Whether the file, once it is read, ended with a line break; one that was cut seldom does. */
  get endsWithLine(): boolean {
    return this.#endsWithLine;
  }

  /** The whole file from its start, in pieces as they come, without a byte-order mark. */
  async *chunks(): AsyncGenerator<Buffer> {
    if (this.size === 0) {
      throw new Failure('incomplete', `${this.path} is empty (0 bytes), as after an export that failed.`, {
        remedy: 'Nothing was concluded from it. Write the file again; one without people still has a header line.',
      });
    }
    let position = 0;
    for (;;) {
      const read = await this.#read(position);
      if (read.length === 0) return;
      yield position === 0 && read.indexOf(byteOrderMark) === 0 ? read.subarray(byteOrderMark.length) : read;
      position += read.length;
      this.#position = position;
    }
  }

  /**
   * The whole file in pieces that end with a line, checked to be UTF-8. `line` is the number of the first line of the
   * piece.
   */
  async *pieces(): AsyncGenerator<{ readonly text: Buffer; readonly line: number }> {
    let rest: Buffer = Buffer.alloc(0);
    let line = 1;
    for await (const chunk of this.chunks()) {
      const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = joined.lastIndexOf(lineFeed) + 1;
      const whole = joined.subarray(0, end);
      if (end > 0) yield { text: this.#checked(whole, line), line };
      line += countLines(whole);
      rest = joined.subarray(end);
      if (rest.length > longestLine) throw this.failure(line, `is longer than ${longestLine >> 20} MiB`);
    }
    this.#endsWithLine = rest.length === 0;
    if (rest.length > 0) yield { text: this.#checked(rest, line), line };
  }

  /** Throws `incomplete` when the file was written to, cut, or replaced since it was opened. */
  async requireUnchanged(): Promise<void> {
    const states = [await this.#handle.stat({ bigint: true }), await this.#onPath()];
    for (const { size, mtimeNs, ino } of states) {
      const before = this.#before;
      if (size === before.size && mtimeNs === before.mtimeNs && ino === before.ino) continue;
      throw new Failure('incomplete', `${this.path} changed while it was read.`, {
        remedy: 'Write a new file under another name and rename it when it is complete, then run again.',
      });
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Something is wrong with one line of the file; the rest of it then proves nothing. */
  failure(line: number, problem: string, remedy?: string): Failure {
    return new Failure('incomplete', `${this.path}, line ${line}: ${problem}.`, remedy === undefined ? {} : { remedy });
  }

  async #read(position: number): Promise<Buffer> {
    try {
      const { buffer, bytesRead } = await this.#handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, position);
      return buffer.subarray(0, bytesRead);
    } catch (error) {
      throw fileFailure(this.path, error);
    }
  }

  async #onPath(): Promise<BigIntStats> {
    try {
      return await stat(this.path, { bigint: true });
    } catch (error) {
      throw fileFailure(this.path, error);
    }
  }

  #checked(text: Buffer, line: number): Buffer {
    if (isUtf8(text)) return text;
    throw this.failure(line + linesBeforeBadText(text), 'the text is not UTF-8', 'Save the file as UTF-8.');
  }
}

function countLines(text: Buffer): number {
  let lines = 0;
  for (let at = text.indexOf(lineFeed); at !== -1; at = text.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}

function linesBeforeBadText(text: Buffer): number {
  let lines = 0;
  let start = 0;
  for (let end = text.indexOf(lineFeed) + 1; end > 0; end = text.indexOf(lineFeed, end) + 1) {
    if (!isUtf8(text.subarray(start, end))) return lines;
    lines++;
    start = end;
  }
  return lines;
}
