import { type RawBuilder, sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { ServedGroup, ServedRange, ServedUser } from '../../core/ports/store/index.ts';
import { exactName } from '../../core/search/exact-name.ts';
import { compileRestriction } from '../../core/search/fits.ts';
import { groupProperty, type PropertyValue, userProperty } from '../../core/search/properties.ts';
import type { Restriction } from '../../core/search/restriction.ts';
import { rows } from '../database.ts';
import { type GroupRow, groupColumns, toGroups, toUsers, type UserRow, userColumns } from './entries.ts';
import { firstWithItsName, type Served, storable } from './scope.ts';

const pageSize = 1_000;

export function listUsers(served: Served, restriction: Restriction, range: ServedRange) {
  const visible = sql`${named(restriction, 'a')} and ${firstWithItsName(served, 'account', 'a')}`;
  const page = (after: string, size: number) =>
    rows(
      served.db,
      sql<UserRow>`select ${userColumns} from account a where a.name_key > ${after} and ${visible}
        order by a.name_key limit ${size}`,
    );
  const toItems = (found: readonly UserRow[]): Promise<readonly ServedUser[]> => toUsers(served, found);
  return listed({ page, toItems, fits: fitting(restriction, userProperty) }, range);
}

export function listGroups(served: Served, restriction: Restriction, range: ServedRange) {
  const visible = sql`${named(restriction, 'g')} and ${firstWithItsName(served, 'directory_group', 'g')}`;
  const page = (after: string, size: number) =>
    rows(
      served.db,
      sql<GroupRow>`select ${groupColumns} from directory_group g where g.name_key > ${after} and ${visible}
        order by g.name_key limit ${size}`,
    );
  const toItems = (found: readonly GroupRow[]): Promise<readonly ServedGroup[]> => toGroups(served, found);
  return listed({ page, toItems, fits: fitting(restriction, groupProperty) }, range);
}

/** What the restriction says of the name, as a condition: then not everybody has to be looked at. */
function named(restriction: Restriction, alias: string): RawBuilder<unknown> {
  // With this, products try whether they are answered at all.
  if (restriction.kind === 'absent' && restriction.property === 'name') return sql`1 = 0`;
  const name = exactName(restriction);
  return name === undefined ? sql`1 = 1` : sql`${sql.ref(`${alias}.name_key`)} = ${storable(nameKey(name))}`;
}

function fitting<T>(restriction: Restriction, read: (item: T, property: string) => PropertyValue) {
  return restriction.kind === 'all' ? undefined : compileRestriction(restriction, read);
}

interface Listing<R extends { readonly name_key: string }, T> {
  readonly page: (after: string, size: number) => Promise<readonly R[]>;
  readonly toItems: (found: readonly R[]) => Promise<readonly T[]>;
  /** Undefined: everybody does. */
  readonly fits: ((item: T) => boolean) | undefined;
}

async function* listed<R extends { readonly name_key: string }, T>(
  { page, toItems, fits }: Listing<R, T>,
  { start, limit }: ServedRange,
): AsyncGenerator<readonly T[], void, undefined> {
  let [after, skip, left] = ['', start, limit];
  while (left > 0) {
    const found = await page(after, fits === undefined ? Math.min(pageSize, skip + left) : pageSize);
    after = found.at(-1)?.name_key ?? '';
    if (found.length === 0) return;
    const items = await toItems(found);
    const fitting = fits === undefined ? items : items.filter(fits);
    const wanted = fitting.slice(skip, skip + left);
    skip = Math.max(0, skip - fitting.length);
    left -= wanted.length;
    if (wanted.length > 0) yield wanted;
  }
}
