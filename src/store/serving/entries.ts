import { type RawBuilder, sql } from 'kysely';
import type { AccountState } from '../../core/people.ts';
import type { ServedAttributes, ServedGroup, ServedUser } from '../../core/ports/store/index.ts';
import { inNumbers, rows } from '../database.ts';
import type { Served } from './scope.ts';

export interface UserRow {
  readonly number: number;
  readonly directory: number;
  readonly key: string;
  readonly username: string;
  readonly name_key: string;
  readonly full_name: string | null;
  readonly email: string | null;
  readonly active: number;
  readonly attributes: string;
  readonly created_at: number | null;
  readonly updated_at: number | null;
}

/** The columns of `UserRow`, of `account a`. */
export const userColumns: RawBuilder<unknown> = sql.raw(
  [
    'a.number, a.directory, a.key, a.username, a.name_key, a.full_name, a.email, a.active, a.attributes',
    'a.created_at, a.updated_at',
  ].join(', '),
);

export interface GroupRow {
  readonly no: number;
  readonly directory: number;
  readonly name: string;
  readonly name_key: string;
  readonly description: string | null;
  readonly created_at: number | null;
  readonly updated_at: number | null;
}

/** The columns of `GroupRow`, of `directory_group g`. */
export const groupColumns: RawBuilder<unknown> = sql.raw(
  'g.no, g.directory, g.name, g.name_key, g.description, g.created_at, g.updated_at',
);

/** With the attributes that products stored of them. */
export async function toUsers(served: Served, found: readonly UserRow[]): Promise<readonly ServedUser[]> {
  const stored = await storedAttributes(
    served,
    'account',
    found.map(({ number }) => number),
  );
  return found.map((row) => ({
    directory: directoryOf(served, row.directory),
    number: row.number,
    key: row.key,
    username: row.username,
    fullName: row.full_name,
    email: row.email,
    active: row.active === 1,
    attributes: { ...stored.get(row.number), ...synced(row.attributes) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

export async function toGroups(served: Served, found: readonly GroupRow[]): Promise<readonly ServedGroup[]> {
  const stored = await storedAttributes(
    served,
    'group',
    found.map(({ no }) => no),
  );
  return found.map((row) => ({
    directory: directoryOf(served, row.directory),
    name: row.name,
    description: row.description,
    attributes: stored.get(row.no) ?? {},
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

function directoryOf({ directories }: Served, no: number): string {
  return directories.find((directory) => directory.no === no)?.id ?? '';
}

function synced(text: string): ServedAttributes {
  if (text === '{}') return {};
  const attributes = JSON.parse(text) as AccountState['attributes'];
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
}

async function storedAttributes(
  { db, dialect }: Served,
  of: 'account' | 'group',
  owners: readonly number[],
): Promise<ReadonlyMap<number, ServedAttributes>> {
  if (owners.length === 0) return new Map();
  const column = of === 'account' ? sql.ref('account') : sql.ref('group_no');
  const table = sql.table(of === 'account' ? 'account_attribute' : 'group_attribute');
  const found = await rows(
    db,
    sql<{ owner: number; name: string; value_list: string }>`select ${column} as owner, name, value_list from ${table}
      where ${column} ${inNumbers(dialect, owners)} order by ${column}, name`,
  );
  const attributes = new Map<number, Record<string, readonly string[]>>();
  for (const { owner, name, value_list } of found) {
    const known = attributes.get(owner) ?? {};
    known[name] = JSON.parse(value_list) as readonly string[];
    attributes.set(owner, known);
  }
  return attributes;
}
