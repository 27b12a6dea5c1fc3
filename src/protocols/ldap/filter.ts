import {
  AndFilter,
  EqualityFilter,
  type Filter,
  FilterParser,
  GreaterThanEqualsFilter,
  OrFilter,
  PresenceFilter,
} from 'ldapts';

export type { Filter } from 'ldapts';

/** Reads the text of a filter (RFC 4515). Throws an Error that says what is wrong. */
export function parseFilter(text: string): Filter {
  return FilterParser.parseString(withoutEscapedLetters(text.trim()));
}

/** What is wrong with the text of a filter, as the rest of a sentence; undefined when nothing is. */
export function filterProblem(text: string): string | undefined {
  try {
    parseFilter(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. Full string')[0] : String(error);
    return `is no filter (${reason}); give one such as (objectClass=inetOrgPerson), without blanks between parentheses.`;
  }
}

/** `(attribute=value)`: the value is data and needs no escaping. */
export function equal(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}

/** `(attribute>=value)` */
export function atLeast(attribute: string, value: string): Filter {
  return new GreaterThanEqualsFilter({ attribute, value });
}

/** `(attribute=*)` */
export function present(attribute: string): Filter {
  return new PresenceFilter({ attribute });
}

export function allOf(...filters: Filter[]): Filter {
  return new AndFilter({ filters });
}

export function anyOf(...filters: Filter[]): Filter {
  return new OrFilter({ filters });
}

/** Letters beyond ASCII that are escaped byte by byte (`\c3\a4`), as themselves: the parser would take each for a letter. */
function withoutEscapedLetters(text: string): string {
  return text.replace(/(?:\\[89a-f][0-9a-f])+/gi, (escaped) => {
    const letters = Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8');
    return letters.includes('\ufffd') ? escaped : letters;
  });
}
