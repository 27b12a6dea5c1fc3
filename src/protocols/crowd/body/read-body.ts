import { Failure } from '../../../core/errors.ts';
import type { BodyElement } from './element.ts';
import { readJson } from './json-tree.ts';
import { largestBody } from './limits.ts';
import { readXml } from './xml-tree.ts';

/**
 * The body of a request. `contentType`: the header; what it does not name as JSON or XML is told by its first character.
 * Throws `invalid` for anything that cannot be read.
 */
export function readBody(bytes: Uint8Array, contentType: string | undefined): BodyElement {
  if (bytes.length > largestBody) {
    throw new Failure('invalid', `The body is refused: it is larger than ${largestBody >> 20} MiB.`);
  }
  const text = decoded(bytes);
  if (text.trim() === '') throw new Failure('invalid', 'The body is empty.');
  return isJson(text, contentType) ? readJson(text) : readXml(text);
}

function isJson(text: string, contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type.endsWith('/json') || type.endsWith('+json')) return true;
  if (type.endsWith('/xml') || type.endsWith('+xml')) return false;
  return !text.trimStart().startsWith('<');
}

/** UTF-8, or UTF-16 with a byte order mark. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('invalid', 'The body is not in UTF-8.', { remedy: 'Send it in UTF-8.' });
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
