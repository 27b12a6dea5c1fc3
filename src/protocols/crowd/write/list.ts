import type { ListWriter } from './writer.ts';

/** In UTF-16 units. Of texts beyond 128 KiB the engine makes large objects, which takes several times as long. */
const pieceLength = 48 * 1024;

/** `separator` stands between two items. */
export function listWriter<Item>(parts: {
  readonly start: string;
  readonly item: (item: Item) => string;
  readonly separator: string;
  readonly end: string;
}): ListWriter<Item> {
  let separator = '';
  function* pieces(page: Iterable<Item>): Generator<string, void, undefined> {
    let text = '';
    for (const item of page) {
      text += separator + parts.item(item);
      separator = parts.separator;
      if (text.length < pieceLength) continue;
      yield text;
      text = '';
    }
    if (text !== '') yield text;
  }
  return { start: parts.start, pieces, items: (page) => [...pieces(page)].join(''), end: parts.end };
}
