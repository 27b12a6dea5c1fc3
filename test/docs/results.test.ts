import { describe, expect, test } from 'vitest';
import { resultColumns, statusFilters } from '../../src/app/downloads/results.ts';
import { exitCodes } from '../../src/cli/exit-code.ts';
import { noCounts } from '../../src/core/runs.ts';
import { blocksOf, codesIn, readPage, rowsOf } from './pages.ts';

const page = await readPage('docs/results.md');

/** The words in code marks of the first column. */
function words(...columns: readonly string[]): readonly string[] {
  return rowsOf(page, ...columns).flatMap(([cell]) => codesIn(cell));
}

describe('the page on results is about what the program writes', () => {
  test('exit codes', () => {
    const codes = rowsOf(page, 'code', 'means').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(exitCodes).sort((one, other) => one - other));
  });

  test('fields of a result, in the order of the CSV', () => {
    const fields = words('field', 'what it is');
    expect([...fields].sort()).toEqual([...resultColumns].sort());
  });

  test('counts', () => {
    expect([...words('count', 'counts')].sort()).toEqual(Object.keys(noCounts).sort());
    const [shown] = blocksOf(page, 'json').filter(({ text }) => text.includes('"counts"'));
    expect(Object.keys(JSON.parse(shown?.text ?? '').counts)).toEqual(Object.keys(noCounts));
  });

  test('filters by status', () => {
    const [sentence = ''] = /`--status` is one of .*?\. `--format`/s.exec(page.text) ?? [];
    for (const filter of Object.keys(statusFilters)) expect(codesIn(sentence)).toContain(filter);
  });

  test('statuses of results and of runs', () => {
    const statuses = words('status', 'means');
    const ofResults = Object.values(statusFilters).flatMap((filter) => filter ?? []);
    expect(statuses.filter((status) => status === status.toUpperCase()).sort()).toEqual([...ofResults].sort());
  });

  test('every JSON document can be read', () => {
    for (const { text } of blocksOf(page, 'json')) JSON.parse(text);
  });
});
