import type { CST } from 'yaml';

/** A connector file needs about ten levels. */
const deepest = 50;

type Nested = { readonly token: CST.Token; readonly depth: number };

/**
 * The offset at which maps and lists are nested too deep; undefined when they are not. Asked of the tokens, because building
 * nodes of them, and everything after it, goes as deep on the stack as the file is nested.
 */
export function nestedTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: Nested[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > deepest) return 'offset' in next.token ? next.token.offset : 0;
    const depth = next.depth + 1;
    for (const token of tokensIn(next.token)) open.push({ token, depth });
  }
  return undefined;
}

function tokensIn(token: CST.Token): readonly CST.Token[] {
  if ('items' in token) {
    return token.items.flatMap(({ key, value }: CST.CollectionItem) =>
      [key, value].filter((inner) => inner !== undefined && inner !== null),
    );
  }
  return token.type === 'document' && token.value !== undefined ? [token.value] : [];
}
