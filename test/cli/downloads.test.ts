import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { fileConnector, people, type ResultLine } from './company.ts';

const headcount = 5_000;
const failures = 25;

describe(`downloads of ${headcount} results`, () => {
  let acme: TestProgram;
  const results = async (...args: string[]) => acme.ok(['run', 'results', 'acme-1', ...args]);

  beforeAll(async () => {
    acme = await TestProgram.onSqlite();
    const rows = people(headcount).map((row, i) => (i % (headcount / failures) === 0 ? { ...row, username: '' } : row));
    await fileConnector(acme, rows);
    expect((await acme.run(['sync', 'acme'])).code).toBe(3);
  });
  afterAll(() => acme?.remove());

  test('JSON, NDJSON and CSV hold the same', async () => {
    const [json, ndjson, csv] = await Promise.all([
      results(),
      results('--format', 'ndjson'),
      results('--format', 'csv'),
    ]);
    const all = json.json<ResultLine[]>();
    expect(all).toHaveLength(headcount);
    expect(ndjson.lines()).toEqual(all);
    const [header, ...lines] = csv.stdout.split('\r\n');
    expect(header).toMatch(/^status,message,ATTR_ID,ATTR_NAME,/);
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => line.split(',')[0])).toEqual(all.map(({ status }) => status));
  });

  test('only the failed ones', async () => {
    const [json, ndjson, csv] = await Promise.all([
      results('--status', 'failed'),
      results('--status', 'failed', '--format', 'ndjson'),
      results('--status', 'failed', '--format', 'csv'),
    ]);
    const failed = json.json<ResultLine[]>();
    expect(failed).toHaveLength(failures);
    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['FAILED']));
    expect(ndjson.lines()).toEqual(failed);
    expect(csv.stdout.split('\r\n')).toHaveLength(failures + 2);
  });

  test('a reader that goes away is no failure', async () => {
    const { code, stderr } = await acme.run(['run', 'results', 'acme-1'], { readAtMost: 1_000 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
