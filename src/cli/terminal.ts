import { once } from 'node:events';
import type { Installation } from '../app/installation.ts';

/** What a command works with: where to write, whether as JSON, and the data directory, opened when it is asked for. */
export interface CommandContext {
  readonly json: boolean;
  readonly dataDirectory: string;
  /** Raised by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  open(): Promise<Installation>;
  /** Opens another data directory, which the caller closes. */
  openIn(dataDirectory: string): Promise<Installation>;
}

/** Writes to standard output, waiting for a slow reader. A reader that has gone away ends the program quietly. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

export async function writeLines(lines: readonly string[]): Promise<void> {
  if (lines.length > 0) await write(`${lines.join('\n')}\n`);
}

export async function writeJson(value: unknown): Promise<void> {
  await write(`${JSON.stringify(value, undefined, 2)}\n`);
}

export async function writeAll(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) await write(piece);
}
