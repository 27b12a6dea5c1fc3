import { type RawBuilder, sql } from 'kysely';
import type { Account, AccountState } from '../core/people.ts';

/** An account's columns under a prefix, for statements that join several. */
export type PrefixedAccount<P extends string> = {
  [K in `${P}_number` | `${P}_active`]: number | null;
} & {
  [K in `${P}_key` | `${P}_username` | `${P}_full_name` | `${P}_email` | `${P}_source` | `${P}_attributes`]:
    | string
    | null;
};

/** `a.number as a_number, …` for the table alias `a`. */
export function accountColumns(alias: string): RawBuilder<unknown> {
  const columns = ['number', 'key', 'username', 'full_name', 'email', 'active', 'attributes'];
  const list = columns.map((column) => `${alias}.${column} as ${alias}_${column}`);
  return sql.raw([...list, `${alias}.source_id as ${alias}_source`].join(', '));
}

type Columns = { readonly [column: string]: unknown };

export function prefixedAccount(prefix: string, joined: object): Account {
  const row = joined as Columns;
  const text = (name: string): string | null => (row[`${prefix}_${name}`] ?? null) as string | null;
  const attributes = text('attributes') ?? '{}';
  return {
    number: Number(row[`${prefix}_number`]),
    key: text('key') ?? '',
    username: text('username') ?? '',
    fullName: text('full_name'),
    email: text('email'),
    active: Number(row[`${prefix}_active`]) === 1,
    sourceId: text('source'),
    attributes: attributes === '{}' ? {} : (JSON.parse(attributes) as AccountState['attributes']),
  };
}
