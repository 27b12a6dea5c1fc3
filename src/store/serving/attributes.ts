import { sql } from 'kysely';
import { nameKey } from '../../core/names.ts';
import type { AttributeOwner, ServedAttributes } from '../../core/ports/store/index.ts';
import { type Columns, insertMany, rows } from '../database.ts';
import { firstWithItsName, type Served, storable } from './scope.ts';

/** Where attributes that products stored stand: for people and for groups. */
const places = {
  user: { entries: 'account', number: 'number', table: 'account_attribute', owner: 'account' },
  group: { entries: 'directory_group', number: 'no', table: 'group_attribute', owner: 'group_no' },
} as const;

export async function storeAttributes(
  served: Served,
  owner: AttributeOwner,
  attributes: ServedAttributes,
): Promise<boolean> {
  const { table, owner: column } = places[owner.kind];
  const number = await numberOf(served, owner);
  if (number === undefined) return false;
  const found = Object.entries(attributes).map(([name, values]) => [number, name, JSON.stringify(values)]);
  const columns: Columns = [
    [column, 'int'],
    ['name', 'text'],
    ['value_list', 'text'],
  ];
  const conflict = `on conflict (${column}, name) do update set value_list = excluded.value_list`;
  await insertMany(served, table, columns, found, { conflict });
  return true;
}

export async function removeAttribute(served: Served, owner: AttributeOwner, name: string): Promise<boolean> {
  const { table, owner: column } = places[owner.kind];
  const number = await numberOf(served, owner);
  if (number === undefined) return false;
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${number} and name = ${storable(name)}`.execute(
    served.db,
  );
  return true;
}

async function numberOf(served: Served, { kind, name }: AttributeOwner): Promise<number | undefined> {
  const { entries, number } = places[kind];
  const [row] = await rows(
    served.db,
    sql<{ number: number }>`select ${sql.ref(`e.${number}`)} as number from ${sql.table(entries)} e
      where e.name_key = ${storable(nameKey(name))} and ${firstWithItsName(served, entries, 'e')}`,
  );
  return row?.number;
}
