import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Failure } from '../core/errors.ts';

const largest = 64 * 1024;

/**
 * A secret from standard input: all of it without one line break at its end, or what is typed on a terminal, which does not
 * show it. `what`: for the question, such as `Password of ada`.
 */
export async function readHidden(what: string): Promise<string> {
  const text = process.stdin.isTTY ? await typed(what) : await piped();
  if (text !== '') return text;
  throw new Failure('invalid', `${what}: nothing was given on standard input.`, {
    remedy: 'Type it in, or pipe it: user-sync … < FILE',
  });
}

async function typed(what: string): Promise<string> {
  process.stderr.write(`${what}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

async function piped(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largest) throw new Failure('invalid', 'Standard input is larger than 64 KiB; a secret is not.');
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
