import { type RawBuilder, sql } from 'kysely';
import type { SearchQuery } from '../core/ports/store/index.ts';
import type { Dialect } from './database.ts';

/** Finds a part of a text, without regard to case. */
export interface Search {
  /** The column has the text in it. */
  in(column: RawBuilder<unknown>): RawBuilder<unknown>;
  /** One of these members of a JSON object has the text in it. */
  inMembers(column: RawBuilder<unknown>, members: readonly string[]): RawBuilder<unknown>;
  /** The JSON text has it somewhere, as a name or as a value. */
  inJson(column: RawBuilder<unknown>): RawBuilder<unknown>;
}

/** Undefined where there is nothing to look for. */
export function searchFor(dialect: Dialect, text: string | undefined): Search | undefined {
  const term = (text ?? '').trim().normalize('NFC');
  if (term === '') return undefined;
  // Nothing that is stored holds one of these, and PostgreSQL does not take them.
  if (term.includes('\u0000') || !term.isWellFormed()) return { in: no, inMembers: no, inJson: no };
  const plain = spellings(dialect, term);
  const escaped = spellings(dialect, term, (spelling) => JSON.stringify(spelling).slice(1, -1));
  const inJson = (column: RawBuilder<unknown>) => like(dialect, column, escaped);
  return {
    in: (column) => like(dialect, column, plain),
    inJson,
    inMembers: (column, members) => {
      const each = members.map((member) => like(dialect, jsonMember(dialect, column, member), plain));
      // Looking at the whole text first saves taking most of them apart.
      return sql`(${inJson(column)} and (${sql.join(each, sql` or `)}))`;
    },
  };
}

/** A condition: one of the columns has what the query searches in it. */
export function fits(dialect: Dialect, query: SearchQuery, columns: readonly string[]): RawBuilder<unknown> {
  const search = searchFor(dialect, query.search);
  if (search === undefined) return sql`1 = 1`;
  const each = columns.map((column) => search.in(sql.ref(column)));
  return sql`(${sql.join(each, sql` or `)})`;
}

const no = (): RawBuilder<unknown> => sql`1 = 0`;

/** A member of a JSON object that is stored as text; PostgreSQL cannot show a text with a NUL in it. */
export function jsonMember(dialect: Dialect, column: RawBuilder<unknown>, member: string): RawBuilder<unknown> {
  return dialect === 'sqlite'
    ? sql`json_extract(${column}, ${sql.lit(`$.${member}`)})`
    : sql`(replace(${column}, '\\u0000', '\\ufffd')::json ->> ${sql.lit(member)})`;
}

/** SQLite knows upper and lower case of ASCII only, so other letters are looked for in each of the usual ways. */
function spellings(dialect: Dialect, term: string, form = (spelling: string) => spelling): readonly string[] {
  const ways = dialect === 'sqlite' ? [term, term.toLowerCase(), term.toUpperCase(), capitalized(term)] : [term];
  const patterns = ways.map((way) => `%${form(way).replaceAll(/[\\%_]/g, '\\$&')}%`);
  const distinct = new Map(patterns.map((pattern) => [asciiLower(pattern), pattern]));
  return [...distinct.values()];
}

const capitalized = (term: string): string =>
  term.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());

const asciiLower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

function like(dialect: Dialect, column: RawBuilder<unknown>, patterns: readonly string[]): RawBuilder<unknown> {
  const operator = dialect === 'sqlite' ? sql`like` : sql`ilike`;
  const each = patterns.map((pattern) => sql`${column} ${operator} ${pattern} escape '\\'`);
  return sql`(${sql.join(each, sql` or `)})`;
}
