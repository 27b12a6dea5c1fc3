import type Sqlite from 'better-sqlite3';
import type { WorkerTask } from './messages.ts';

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

export function insertAll(
  statements: Statements,
  { table, count, rows, tail }: Extract<WorkerTask, { op: 'insert' }>,
): number {
  const { same, varying, values } = rows;
  const fixed = Object.keys(same);
  const names = [...fixed, ...varying].map((name) => `"${name}"`).join(', ');
  const tuple = `(${[...fixed.map((name) => `@${name}`), ...varying.map(() => '?')].join(', ')})`;
  const width = varying.length;
  let changes = 0;
  for (let start = 0; start < count; ) {
    const many = count - start >= rowsAtOnce ? rowsAtOnce : 1;
    const tuples = Array(many).fill(tuple).join(', ');
    const statement = statements.get(`insert into "${table}" (${names}) values ${tuples} ${tail}`);
    changes += statement.run(values.slice(start * width, (start + many) * width), same).changes;
    start += many;
  }
  return changes;
}
