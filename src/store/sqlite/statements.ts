import type Sqlite from 'better-sqlite3';
import type { InsertRows, SqlValue } from '../database.ts';

/** Which columns are the same in all rows makes many statements of one. */
const mostStatements = 300;

/** Prepared statements by their text. */
export class Statements {
  readonly #db: Sqlite.Database;
  readonly #prepared = new Map<string, Sqlite.Statement>();

  constructor(db: Sqlite.Database) {
    this.#db = db;
  }

  get(sql: string): Sqlite.Statement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (this.#prepared.size >= mostStatements) this.#prepared.clear();
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

/** Runs the statement once per row; gives the number of changes. */
export function runAll(statement: Sqlite.Statement, rows: readonly (readonly unknown[])[]): number {
  let changes = 0;
  for (const row of rows) changes += statement.run(row).changes;
  return changes;
}

/** Fewer and larger statements: what SQLite spends on starting one is as much as on a narrow row. */
const rowsAtOnce = 50;

/** Inserts rows, many at a time. Columns that are the same in all rows are given once. */
export function insertAll(statements: Statements, { table, columns, rows, constants, tail }: InsertRows): number {
  const varying = columns.map((_, index) => index).filter((index) => varies(rows, index));
  const same: Record<string, SqlValue> = { ...constants };
  for (const [index, column] of columns.entries()) {
    if (!varying.includes(index)) same[column] = rows[0]?.[index] ?? null;
  }
  const fixed = Object.keys(same);
  const names = [...fixed, ...varying.map((index) => columns[index])].map((name) => `"${name}"`).join(', ');
  const tuple = `(${[...fixed.map((name) => `@${name}`), ...varying.map(() => '?')].join(', ')})`;
  const inserting = (count: number) =>
    statements.get(`insert into "${table}" (${names}) values ${Array(count).fill(tuple).join(', ')} ${tail}`);
  const whole = Math.floor(rows.length / rowsAtOnce) * rowsAtOnce;
  const values = rows.flatMap((row) => varying.map((index) => row[index]));
  const width = varying.length;
  let changes = 0;
  const run = (statement: Sqlite.Statement, from: number, to: number) => {
    changes += statement.run(values.slice(from * width, to * width), same).changes;
  };
  if (whole > 0) {
    const statement = inserting(rowsAtOnce);
    for (let start = 0; start < whole; start += rowsAtOnce) run(statement, start, start + rowsAtOnce);
  }
  if (whole < rows.length) {
    const statement = inserting(1);
    for (let start = whole; start < rows.length; start += 1) run(statement, start, start + 1);
  }
  return changes;
}

function varies(rows: readonly (readonly SqlValue[])[], index: number): boolean {
  const value = rows[0]?.[index];
  return rows.some((row) => row[index] !== value);
}
