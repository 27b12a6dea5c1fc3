import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { postgresData, type RawData, sqliteData } from './raw.ts';

const update = process.env.UPDATE_SCHEMA === '1';

async function migrated(data: RawData): Promise<RawData> {
  await (await data.open()).close();
  return data;
}

/** Compares with the checked-in file, or writes it anew with UPDATE_SCHEMA=1. */
async function expectSchema(file: string, schema: string): Promise<void> {
  const path = new URL(file, import.meta.url);
  if (update) await writeFile(path, schema);
  const hint = 'Where the change is meant: UPDATE_SCHEMA=1 vitest run test/store/schema.test.ts';
  expect(schema, hint).toBe(await readFile(path, 'utf8'));
}

test('the schema of SQLite is the one that is checked in', async () => {
  const { query } = await migrated(await sqliteData());
  const found = await query('select sql from sqlite_master where sql is not null order by name');
  const statements = found.map(({ sql }) => `${String(sql).replaceAll(/\s*\n\s*/g, '\n  ')};\n`);
  await expectSchema('schema.sqlite.sql', statements.join('\n'));
});

test('the schema of PostgreSQL is the one that is checked in', async () => {
  const { query } = await migrated(await postgresData());
  const columns = await query(`select table_name || '.' || column_name || ' ' || data_type
      || case when is_nullable = 'NO' then ' not null' else '' end
      || case when is_identity = 'YES' then ' identity' else '' end
      || coalesce(' default ' || column_default, '') as line
    from information_schema.columns where table_schema = current_schema() order by table_name, ordinal_position`);
  const constraints =
    await query(`select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
    order by conrelid::regclass::text, conname`);
  const indexes = await query(`select replace(indexdef, current_schema() || '.', '') as line from pg_indexes
    where schemaname = current_schema() order by tablename, indexname`);
  const views = await query(`select viewname || ' as' || definition as line from pg_views
    where schemaname = current_schema() order by viewname`);
  const parts = Object.entries({ columns, constraints, indexes, views }).map(
    ([title, rows]) => `${title}\n\n${rows.map(({ line }) => `${line}\n`).join('')}`,
  );
  await expectSchema('schema.postgres.txt', parts.join('\n'));
});
