import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../problems.ts';

/** Tells where fields stand in a document: a file with many problems is walked through once, not for each. */
export class Positions {
  readonly #document: Document;
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** The offset of a field's key or a list's item; of the deepest one above it that is there, when it is missing. */
  offset(path: Path): number {
    let node: unknown = this.#document.contents;
    let offset = start(node) ?? 0;
    for (const step of path) {
      const inner = isAlias(node) ? node.resolve(this.#document) : node;
      if (isMap(inner)) {
        const pair = this.#pairsOf(inner).get(step);
        if (pair === undefined) return offset;
        offset = start(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(inner) && typeof step === 'number' && step in inner.items) {
        node = inner.items[step];
        offset = start(node) ?? offset;
      } else return offset;
    }
    return offset;
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    const known = this.#pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : undefined, pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }
}

function start(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
