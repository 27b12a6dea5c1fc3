import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** A connection, or a transaction on one. */
export type Db = Kysely<Schema>;

/** An engine at work: how to talk to it, and which one it is where the two differ. */
export interface Database {
  readonly dialect: Dialect;
  readonly db: Db;
}

/** Rows for one prepared statement; the SQLite driver runs it once per row, inside one transaction. */
export class ManyRows {
  readonly rows: readonly (readonly SqlValue[])[];
  constructor(rows: readonly (readonly SqlValue[])[]) {
    this.rows = rows;
  }
}

/** Rows to insert on SQLite, many at a time; `tail` is what follows them. */
export class InsertRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly constants: Constants;
  readonly tail: string;

  constructor(parts: Pick<InsertRows, 'table' | 'columns' | 'rows' | 'constants' | 'tail'>) {
    this.table = parts.table;
    this.columns = parts.columns;
    this.rows = parts.rows;
    this.constants = parts.constants;
    this.tail = parts.tail;
  }
}

/** Columns that have the same value in every row. */
export type Constants = { readonly [column: string]: SqlValue };

export type SqlValue = string | number | null;

/** The columns of a bulk statement: name and type, in order. */
export type Columns = readonly (readonly [name: string, type: 'text' | 'int'])[];

/**
 * Runs one statement for many rows. `statement` gets a `select` that yields the rows with their column names: on SQLite
 * one row, and the statement runs row by row in the given order; on PostgreSQL all rows, and it runs once.
 */
export async function bulk(
  { dialect, db }: Database,
  columns: Columns,
  rows: readonly (readonly SqlValue[])[],
  statement: (source: string) => string,
): Promise<void> {
  if (rows.length === 0) return;
  if (dialect === 'sqlite') {
    const source = `select ${columns.map(([name]) => `? as "${name}"`).join(', ')} where true`;
    await db.executeQuery(CompiledQuery.raw(statement(source), [new ManyRows(rows)]));
    return;
  }
  const { source, parameters } = unnested(columns, rows);
  await db.executeQuery(CompiledQuery.raw(statement(`select * from ${source} where true`), parameters));
}

/** Inserts many rows. `constants`: further columns; `conflict`: what follows the rows, such as `on conflict do nothing`. */
export async function insertMany(
  { dialect, db }: Database,
  table: keyof Schema,
  columns: Columns,
  rows: readonly (readonly SqlValue[])[],
  { constants = {}, conflict = '' }: { readonly constants?: Constants; readonly conflict?: string } = {},
): Promise<void> {
  if (rows.length === 0) return;
  if (dialect === 'sqlite') {
    const insert = { table, columns: columns.map(([name]) => name), rows, constants, tail: conflict };
    await db.executeQuery(CompiledQuery.raw(`insert into "${table}"`, [new InsertRows(insert)]));
    return;
  }
  const fixed = Object.keys(constants);
  const names = [...fixed, ...columns.map(([name]) => name)].map((name) => `"${name}"`).join(', ');
  const { source, parameters } = unnested(columns, rows);
  const same = fixed.map((name, index) => `$${columns.length + index + 1}::${typeOf(constants[name])}, `).join('');
  const statement = `insert into "${table}" (${names}) select ${same}r.* from ${source} where true ${conflict}`;
  await db.executeQuery(CompiledQuery.raw(statement, [...parameters, ...Object.values(constants)]));
}

const typeOf = (value: SqlValue | undefined): string => (typeof value === 'string' ? 'text' : 'bigint');

/** Rows as a table on PostgreSQL: one array for each column. */
function unnested(columns: Columns, rows: readonly (readonly SqlValue[])[]) {
  const parameters = columns.map((_, index) => rows.map((row) => row[index] ?? null));
  const types = columns.map(([, type], index) => `$${index + 1}::${type === 'int' ? 'bigint' : 'text'}[]`);
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  return { source: `unnest(${types.join(', ')}) as r (${names})`, parameters };
}

/** Updates many rows by one key column, which comes first among the columns. */
export function updateMany(
  database: Database,
  table: keyof Schema,
  columns: Columns,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const [key, ...values] = columns.map(([name]) => name);
  const assignments = values.map((name) => `"${name}" = r."${name}"`).join(', ');
  return bulk(
    database,
    columns,
    rows,
    (source) => `update "${table}" as t set ${assignments} from (${source}) as r where t."${key}" = r."${key}"`,
  );
}

/**
 * The texts as one parameter, as the rest of a condition: `x ${inTexts(…)}`. PostgreSQL finds its index for an array even in
 * a table that was filled a moment ago; for a set of rows it does not.
 */
export function inTexts(dialect: Dialect, values: readonly string[]): RawBuilder<unknown> {
  return dialect === 'sqlite' ? inJson(values) : sql`= any(${values}::text[])`;
}

/** The numbers as one parameter, as the rest of a condition. */
export function inNumbers(dialect: Dialect, values: readonly number[]): RawBuilder<unknown> {
  return dialect === 'sqlite' ? inJson(values) : sql`= any(${values}::bigint[])`;
}

function inJson(values: readonly unknown[]): RawBuilder<unknown> {
  return sql`in (select value from json_each(${JSON.stringify(values)}))`;
}

/** Runs in a transaction. */
export function transaction<T>(database: Database, work: (inner: Database) => Promise<T>): Promise<T> {
  return database.db.transaction().execute((db) => work({ dialect: database.dialect, db }));
}

export async function rows<T>(db: Db, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(db)).rows;
}

/** Takes a block of `count` numbers; returns the first. */
export async function takeNumbers(db: Db, name: Schema['counter']['name'], count: number): Promise<number> {
  const { value } = await db
    .updateTable('counter')
    .set({ value: sql`value + ${count}` })
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}
