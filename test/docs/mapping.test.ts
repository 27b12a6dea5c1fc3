import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readConnectorFile } from '../../src/app/config/index.ts';
import { sourceType, targetType } from '../../src/app/registry.ts';
import { compileMapping } from '../../src/core/mapping/compile.ts';
import type { Mapped, MappingRules } from '../../src/core/mapping/rules.ts';
import { loadMappingEngines } from '../../src/expressions/index.ts';

const page = await readFile(new URL('../../docs/mapping.md', import.meta.url), 'utf8');

type Row = { readonly [column: string]: string };

/** Every row of every table whose header has exactly these columns. */
function rowsOf(...columns: readonly string[]): readonly Row[] {
  const tables = page.match(/(?:^\|.*\n)+/gm) ?? [];
  const cells = (line: string) =>
    line
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  return tables.flatMap((table) => {
    const [header = '', , ...lines] = table.trimEnd().split('\n');
    if (cells(header).join() !== columns.join()) return [];
    return lines.map((line) => Object.fromEntries(cells(line).map((cell, index) => [columns[index] ?? '', cell])));
  });
}

/** What stands between the backticks of a cell. */
const code = (cell = '') => /`(.*)`/.exec(cell)?.[1] ?? '';

const types = { sourceType, targetType };

/** The rules as the program reads them from a connector file. */
async function rules(attributes: { readonly [name: string]: unknown }, source = 'file'): Promise<MappingRules> {
  const options = source === 'file' ? { type: 'file', path: '/srv' } : { type: source };
  const all = { username: { value: 'jo' }, ...attributes };
  const connector = { id: 'acme', source: options, target: { type: 'directory' }, provisioning: { attributes: all } };
  const [config] = await readConnectorFile('page.yaml', stringify({ connectors: [connector] }), types);
  if (config === undefined) throw new Error('The file has no connector.');
  return config.provisioning.mapping;
}

/** What becomes of a record, in the words of the page. */
async function outcome(field: string, rule: unknown, record: unknown): Promise<unknown> {
  const compiled = await rules({ [field]: rule });
  const attributes = record as { [name: string]: string };
  const mapping = compileMapping(compiled, await loadMappingEngines(compiled));
  return inWords(field, mapping.map({ sourceId: 's1', ref: 's1', attributes }));
}

function inWords(field: string, mapped: Mapped): unknown {
  if (mapped.outcome === 'filtered') return 'left out';
  if (mapped.outcome === 'failed') return `fails: ${mapped.message}`;
  const { attributes, ...account } = mapped.account;
  const all: { readonly [name: string]: unknown } = { ...attributes, ...account };
  if (!Object.hasOwn(all, field)) return 'kept';
  return all[field] === null ? 'cleared' : { value: all[field] };
}

function expectOutcome(seen: unknown, gives = ''): void {
  if (gives.startsWith('fails:')) expect(seen).toContain(code(gives));
  else expect(seen).toEqual(gives.startsWith('`') ? { value: parse(code(gives)) } : gives);
}

describe('every example of the page on mapping is so', () => {
  test.each(rowsOf('rule', 'record', 'gives'))('$rule of $record', async ({ rule, record, gives }) => {
    expectOutcome(await outcome('x', parse(code(rule)), parse(code(record))), gives);
  });

  test.each(rowsOf('step', 'text', 'gives'))('step $step of $text', async ({ step, text, gives }) => {
    const rule = { from: 'a', steps: [parse(code(step))], ifNothing: 'keep' };
    expectOutcome(await outcome('x', rule, { a: parse(code(text)) }), gives === 'nothing' ? 'kept' : gives);
  });

  test.each(rowsOf('expression', 'record', 'gives'))(
    '$expression of $record',
    async ({ expression, record, gives }) => {
      expectOutcome(await outcome('x', { cel: code(expression) }, parse(code(record))), gives);
    },
  );

  test.each(rowsOf('field', 'rule', 'record', 'gives'))('$field: $rule of $record', async (row) => {
    expectOutcome(await outcome(code(row.field), parse(code(row.rule)), parse(code(row.record))), row.gives);
  });

  test.each([
    ...rowsOf('refused', 'because').map(({ refused = '', because = '' }) => ({ field: '`x`', rule: refused, because })),
    ...rowsOf('field', 'rule', 'because'),
  ])('$rule is refused', async ({ field, rule, because }) => {
    await expect(rules({ [code(field)]: parse(code(rule)) })).rejects.toThrow(code(because));
  });

  test('the connector file at its top is a good one', async () => {
    const [file = ''] = /(?<=```yaml\n)[^`]*/.exec(page) ?? [];
    const [config] = await readConnectorFile('page.yaml', file, types);
    expect(Object.keys(config?.provisioning.mapping.attributes ?? {})).toEqual(['department', 'badge']);
  });
});

test('no table of the page is passed over', () => {
  const headers = [
    ['rule', 'record', 'gives'],
    ['step', 'text', 'gives'],
    ['expression', 'record', 'gives'],
    ['field', 'rule', 'record', 'gives'],
    ['refused', 'because'],
    ['field', 'rule', 'because'],
    ['source', 'attribute', 'rule'],
  ];
  const rows = headers.flatMap((columns) => rowsOf(...columns));
  const lines = page.match(/^\|.*$/gm) ?? [];
  const rules = page.match(/^\| ---.*$/gm) ?? [];
  expect(rows).toHaveLength(lines.length - 2 * rules.length);
});

test('every step has an example', () => {
  const steps = rowsOf('step', 'text', 'gives').map(({ step }) => parse(code(step)));
  const names = new Set(steps.map((step) => (typeof step === 'string' ? step : Object.keys(step)[0])));
  const known = ['lower', 'upper', 'trim', 'ascii', 'before', 'after', 'replace', 'prefix', 'suffix', 'truncate'];
  expect([...names].sort()).toEqual(known.sort());
});

describe('presets', () => {
  const rows = rowsOf('source', 'attribute', 'rule');

  test.each([...new Set(rows.map(({ source }) => code(source)))])('that of %s is the one on the page', async (type) => {
    const given = rows.filter(({ source }) => code(source) === type);
    const written = await rules(
      Object.fromEntries(given.map(({ attribute, rule }) => [code(attribute), parse(code(rule))])),
    );
    const preset = (await sourceType(type)).preset({});
    // The preset of files stands behind what the page does not name.
    const named = given.map(({ attribute }) => code(attribute));
    const { attributes, ...builtIn } = written;
    const kept = Object.fromEntries(Object.entries(builtIn).filter(([name]) => named.includes(name)));
    expect({ ...kept, attributes }).toEqual(preset);
  });
});
