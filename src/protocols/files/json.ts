import { Failure } from '../../core/errors.ts';
import type { Attributes } from '../../core/people.ts';
import type { OpenFile } from './open-file.ts';
import { inBatches, type RowBatch } from './row-batch.ts';

/** An array is parsed whole, which takes several times its size in memory. */
const largestArray = 32 * 1024 * 1024;

/** Deeper values overflow the stack of whoever writes them out again. */
const deepest = 32;

/** A JSON array of objects. `lines` counts the elements from 1. */
export async function* readJson(file: OpenFile): AsyncGenerator<RowBatch> {
  const values = await parseArray(file);
  const lines = values.map((_, index) => index + 1);
  const rows = values.map((value, index) => jsonRow(file, index + 1, value));
  yield* inBatches({ columns: undefined, rows, lines });
}

async function parseArray(file: OpenFile): Promise<readonly unknown[]> {
  if (file.size > largestArray) {
    const message = `${file.path} is a JSON array of ${file.size >> 20} MiB; at most ${largestArray >> 20} MiB are possible.`;
    throw new Failure('incomplete', message, {
      remedy: 'Write NDJSON instead, one object on each line: `jq -c ".[]" users.json > users.ndjson`.',
    });
  }
  const pieces: Buffer[] = [];
  for await (const { text } of file.pieces()) pieces.push(text);
  try {
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString());
    if (Array.isArray(value)) return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('incomplete', `${file.path} is not JSON: ${reason}.`, { cause: error });
  }
  throw new Failure('incomplete', `${file.path} is not a JSON array of objects.`);
}

/** A parsed object without a prototype, so that `__proto__` is a name like any other. */
export function jsonRow(file: OpenFile, line: number, value: unknown): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw file.failure(line, 'is not a JSON object');
  }
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && isDeeper(inner, deepest)) {
      throw file.failure(line, `is nested more than ${deepest} levels deep`);
    }
  }
  return Object.setPrototypeOf(value, null);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
