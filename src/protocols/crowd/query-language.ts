import { Failure } from '../../core/errors.ts';
import type { OrderMatch, Restriction, TextMatch } from '../../core/search/restriction.ts';

/**
 * A search as one line of the Crowd Query Language, such as `email = *@example.org and (firstName = Jo* or active = false)`:
 * `=`, `<` and `>`, `*` at either end of a text, `and` before `or`, parentheses, texts in quotes where they hold blanks.
 * Nothing at all finds everything. Throws `invalid`.
 */
export function readQuery(text: string): Restriction {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { kind: 'all' };
  const reader = new QueryReader(tokens);
  const restriction = reader.either();
  reader.expectEnd();
  return restriction;
}

interface Token {
  readonly kind: 'text' | 'sign';
  readonly text: string;
  /** It stood in quotes: then it is no word of the language, and `*` is itself. */
  readonly quoted: boolean;
}

const longestQuery = 10_000;
const deepest = 30;
const pattern = /\s*(?:([()=<>])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()=<>"']+))/y;

function tokensOf(text: string): Token[] {
  if (text.length > longestQuery) throw unreadable(`it is longer than ${longestQuery} characters`);
  const trimmed = text.trimEnd();
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (match === null) throw unreadable('a quote is not closed');
    const [, sign, double, single, word] = match;
    const quoted = double ?? single;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, quoted: false });
    else if (quoted !== undefined) {
      tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true });
    } else tokens.push({ kind: 'text', text: word ?? '', quoted: false });
  }
  return tokens;
}

class QueryReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  either(): Restriction {
    return this.#joined('or', () => this.#joined('and', () => this.#term()));
  }

  expectEnd(): void {
    const token = this.#tokens[this.#at];
    if (token !== undefined) throw unreadable(`"${token.text}" is not expected there`);
  }

  #joined(kind: 'and' | 'or', part: () => Restriction): Restriction {
    const of = [part()];
    while (this.#isWord(kind)) {
      this.#at += 1;
      of.push(part());
    }
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind, of };
  }

  #term(): Restriction {
    if (!this.#isSign('(')) return this.#comparison();
    this.#depth += 1;
    if (this.#depth > deepest) throw unreadable('there are too many parentheses in each other');
    this.#at += 1;
    const inner = this.either();
    if (!this.#isSign(')')) throw unreadable('a parenthesis is not closed');
    this.#at += 1;
    this.#depth -= 1;
    return inner;
  }

  #comparison(): Restriction {
    const property = this.#next('the name of a property').text;
    const sign = this.#tokens[this.#at];
    const match = signs[sign?.kind === 'sign' ? sign.text : ''];
    if (match === undefined) throw unreadable(`after "${property}" one of = < > is missing`);
    this.#at += 1;
    return comparison(property, match, this.#next(`the value of "${property}"`));
  }

  #next(what: string): Token {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'text') throw unreadable(`${what} is missing`);
    this.#at += 1;
    return token;
  }

  #isSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' && token.text === sign;
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'text' && !token.quoted && token.text.toLowerCase() === word;
  }
}

const signs: { readonly [sign: string]: OrderMatch | undefined } = { '=': 'equals', '<': 'less', '>': 'greater' };

const times: ReadonlySet<string> = new Set(['createdDate', 'updatedDate']);

function comparison(property: string, match: OrderMatch, { text, quoted }: Token): Restriction {
  const word = quoted ? '' : text.toLowerCase();
  if (word === 'null' && match === 'equals') return { kind: 'absent', property };
  if (property === 'active' && match === 'equals' && (word === 'true' || word === 'false')) {
    return { kind: 'flag', property, value: word === 'true' };
  }
  if (times.has(property)) return { kind: 'time', property, match, at: timeOf(text) };
  return textComparison(property, match, text, quoted);
}

/** A date, or a part of one: `2026`, `2026-02`, `2026-02-01`, with or without a time; the beginning of it, in UTC. */
function timeOf(text: string): number {
  const date = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/.test(
    text,
  );
  const at = date
    ? Date.parse(/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`)
    : Number.NaN;
  if (Number.isNaN(at)) throw unreadable(`"${text}" is no date such as 2026-02-01`);
  return at;
}

function textComparison(property: string, match: OrderMatch, text: string, quoted: boolean): Restriction {
  const [before, after] = quoted || match !== 'equals' ? [false, false] : [text.startsWith('*'), text.endsWith('*')];
  const value = text.slice(before ? 1 : 0, after && text.length > 1 ? -1 : undefined);
  const kind: TextMatch = before ? (after ? 'contains' : 'ends') : after ? 'starts' : match;
  return { kind: 'text', property, match: kind, value };
}

function unreadable(why: string): Failure {
  return new Failure('invalid', `The restriction of the search cannot be read: ${why}.`, {
    remedy: 'Write it such as: name = "ada" or email = *@example.org',
  });
}
