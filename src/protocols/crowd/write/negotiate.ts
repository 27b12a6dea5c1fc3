import { jsonWriter } from './json-writer.ts';
import type { CrowdWriter, Detail } from './writer.ts';
import { xmlWriter } from './xml-writer.ts';

/** JSON for who asks for it before XML in the header `Accept`, and XML for everybody else. */
export function writerFor(accept: string | undefined, base: string): CrowdWriter {
  const ranges = (accept ?? '').split(',').map(mediaRange);
  const json = best(ranges, ['application/json']);
  const xml = best(ranges, ['application/xml', 'text/xml']);
  const first = json.quality > xml.quality || (json.quality === xml.quality && json.at < xml.at);
  return first && json.quality > 0 ? jsonWriter(base) : xmlWriter(base);
}

interface MediaRange {
  readonly type: string;
  /** From 0, not accepted, to 1. */
  readonly quality: number;
}

function mediaRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

function best(ranges: readonly MediaRange[], types: readonly string[]): { quality: number; at: number } {
  const fitting = ranges.flatMap(({ type, quality }, at) => (types.includes(type) ? [{ quality, at }] : []));
  return fitting.reduce((one, other) => (other.quality > one.quality ? other : one), { quality: 0, at: ranges.length });
}

/** How much of each item of a list is asked for by the argument `expand`, such as `user,attributes`. */
export function listDetail(expand: string | undefined): Detail {
  const words = expandWords(expand);
  if (words.includes('attributes')) return 'attributes';
  return words.includes('user') || words.includes('group') ? 'entity' : 'reference';
}

/** The same for a single person or group, which is always written whole but for its attributes. */
export function entityDetail(expand: string | undefined): Detail {
  return expandWords(expand).includes('attributes') ? 'attributes' : 'entity';
}

/** `user.attributes` and `user[attributes]` are the same as `user,attributes`. */
const expandWords = (expand: string | undefined): readonly string[] => (expand ?? '').split(/[^a-z]+/i);
