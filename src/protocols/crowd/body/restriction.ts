import { Failure } from '../../../core/errors.ts';
import type { OrderMatch, Restriction, TextMatch } from '../../../core/search/restriction.ts';
import { dateTime } from './date-time.ts';
import { type BodyElement, childrenOf, shortened, textOf, wordOf } from './element.ts';

/** What to search for. Throws `invalid` for a kind, type, comparison or value that the protocol does not have. */
export function readRestriction(element: BodyElement): Restriction {
  const kind = element.name.endsWith(suffix) ? element.name : wordOf(element, 'restriction-type');
  switch (kind) {
    case `null${suffix}`:
      return { kind: 'all' };
    case `boolean${suffix}`:
      return readBoolean(element);
    case `property${suffix}`:
      return readProperty(element);
    default:
      throw new Failure('invalid', `There is no search restriction of the kind "${shortened(kind)}".`);
  }
}

const suffix = '-search-restriction';

function readBoolean(element: BodyElement): Restriction {
  const logic = wordOf(element, 'boolean-logic');
  const kind = logic.toLowerCase();
  if (kind !== 'and' && kind !== 'or') {
    throw new Failure('invalid', `The boolean-logic of a search is "${shortened(logic)}"; it can be and, or.`);
  }
  const of = childrenOf(element, 'restrictions').flatMap(partsOf).map(readRestriction);
  if (of.length === 0) throw new Failure('invalid', 'A search by and, or names no restrictions.');
  return { kind, of };
}

/** In JSON each is an item of the list; in XML they are inside it. */
const partsOf = (list: BodyElement): readonly BodyElement[] =>
  childrenOf(list, 'restriction-type').length > 0 ? [list] : list.children;

function readProperty(element: BodyElement): Restriction {
  const [about] = childrenOf(element, 'property');
  if (about === undefined) throw new Failure('invalid', 'A search names no property.');
  const property = wordOf(about, 'name');
  const type = wordOf(about, 'type').toUpperCase();
  const mode = wordOf(element, 'match-mode').toUpperCase();
  const read = types.get(type);
  if (read === undefined) {
    throw new Failure('invalid', `The property type "${shortened(type)}" is none of STRING, BOOLEAN, DATE.`);
  }
  if (mode === 'NULL') return { kind: 'absent', property };
  return read({ property, mode, value: textOf(element, 'value') });
}

/** A condition as it stands in the body. */
interface Condition {
  readonly property: string;
  readonly mode: string;
  readonly value: string | undefined;
}

const types = new Map<string, (condition: Condition) => Restriction>([
  ['STRING', readText],
  ['BOOLEAN', readFlag],
  ['DATE', readTime],
]);

const orderMatches = new Map<string, OrderMatch>([
  ['EXACTLY_MATCHES', 'equals'],
  ['LESS_THAN', 'less'],
  ['GREATER_THAN', 'greater'],
]);

const textMatches = new Map<string, TextMatch>([
  ...orderMatches,
  ['CONTAINS', 'contains'],
  ['STARTS_WITH', 'starts'],
  ['ENDS_WITH', 'ends'],
]);

function readText(condition: Condition): Restriction {
  const match = matchOf(condition, textMatches);
  return { kind: 'text', property: condition.property, match, value: searchedValue(condition) };
}

function readFlag(condition: Condition): Restriction {
  matchOf(condition, new Map([['EXACTLY_MATCHES', 'equals']]));
  const value = searchedValue(condition).trim().toLowerCase();
  if (value !== 'true' && value !== 'false') throw unfit(condition, 'neither true nor false');
  return { kind: 'flag', property: condition.property, value: value === 'true' };
}

function readTime(condition: Condition): Restriction {
  const match = matchOf(condition, orderMatches);
  const at = dateTime(searchedValue(condition).trim());
  if (at === undefined) throw unfit(condition, 'no date and time such as 2026-02-01T08:30:00.000+0000');
  return { kind: 'time', property: condition.property, match, at };
}

function matchOf<Match>({ property, mode }: Condition, matches: ReadonlyMap<string, Match>): Match {
  const match = matches.get(mode);
  if (match !== undefined) return match;
  const known = [...matches.keys(), 'NULL'].join(', ');
  throw new Failure('invalid', `"${shortened(property)}" is searched by "${shortened(mode)}"; it can be ${known}.`);
}

function searchedValue(condition: Condition): string {
  if (condition.value === undefined) throw unfit(condition, 'missing');
  return condition.value;
}

const unfit = ({ property }: Condition, problem: string): Failure =>
  new Failure('invalid', `The value that "${shortened(property)}" is searched for is ${problem}.`);
