import { isUtf8 } from 'node:buffer';
import { Failure } from '../../core/errors.ts';
import type { Attributes } from '../../core/people.ts';
import { ArraySplitter } from './json-array.ts';
import type { OpenFile } from './open-file.ts';
import { inBatches, type RowBatch } from './row-batch.ts';

/** Deeper values overflow the stack of whoever writes them out again. */
const deepest = 32;

/** A JSON array of objects, parsed object by object. `lines` counts the objects from 1. */
export async function* readJson(file: OpenFile): AsyncGenerator<RowBatch> {
  const splitter = new ArraySplitter((problem) => broken(file, problem));
  let count = 0;
  for await (const chunk of file.chunks()) {
    const rows: Attributes[] = [];
    const lines: number[] = [];
    for (const text of splitter.feed(chunk)) {
      count += 1;
      rows.push(jsonRow(file, count, parseObject(file, count, text)));
      lines.push(count);
    }
    if (rows.length > 0) yield* inBatches({ columns: undefined, rows, lines });
  }
  splitter.end();
}

function broken(file: OpenFile, problem: string): Failure {
  return new Failure('incomplete', `${file.path} is no whole JSON array of objects: ${problem}.`);
}

function parseObject(file: OpenFile, position: number, text: Buffer): unknown {
  if (!isUtf8(text)) throw broken(file, `the text of object ${position} is not UTF-8`);
  try {
    return JSON.parse(text.toString());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('incomplete', `${file.path}, object ${position}: ${reason}.`, { cause: error });
  }
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
