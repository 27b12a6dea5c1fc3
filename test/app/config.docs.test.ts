import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readConnectorFile } from '../../src/app/config/index.ts';
import * as registry from '../../src/app/registry.ts';

const page = await readFile(new URL('../../docs/connector-file.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map((found) => found[1] ?? '');

async function readOne(text: string) {
  const [config] = await readConnectorFile('example.yaml', text, registry);
  if (config === undefined) throw new Error('There is no connector.');
  return config;
}

function connectorWith(section: string): string {
  return `connectors:\n  - id: a\n    source: { type: file, path: /srv }\n    target: { type: directory }\n${section}`;
}

/** Rows of the table under a heading, with code marks taken off. */
function rows(heading: string, firstColumn: string): readonly (readonly string[])[] {
  const part = page.slice(page.indexOf(`\n${heading}\n`));
  const table = part.slice(part.indexOf(`\n| ${firstColumn} |`)).split('\n\n', 1)[0] ?? '';
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

const code = (cell: string | undefined) => /`(.*?)`/.exec(cell ?? '')?.[1] ?? '';

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(6);
});

test.each(examples)('the example %# can be applied', async (example) => {
  await readOne(example);
});

describe('the defaults of the page are those of the program', () => {
  test.each(rows('## guards', 'guard'))('guards: %s', async (guard, _what, value) => {
    const config = await readOne(connectorWith(`    guards: { ${code(guard)}: ${code(value)} }\n`));
    expect(config).toEqual(await readOne(connectorWith('')));
  });

  test.each(rows('## sync', 'field'))('sync.%s', async (field, _what, value) => {
    const [outer = '', inner] = code(field).split('.');
    const setting = inner === undefined ? code(value) : `{ ${inner}: ${code(value)} }`;
    const config = await readOne(connectorWith(`    sync: { ${outer}: ${setting} }\n`));
    expect(config).toEqual(await readOne(connectorWith('')));
  });

  test.each(rows('## groups', 'field'))('groups.%s', async (field, _what, value) => {
    const setting = code(value) || '[]';
    const config = await readOne(connectorWith(`    groups: { ${code(field)}: ${setting} }\n`));
    expect(config).toEqual(await readOne(connectorWith('')));
  });
});

test.each(rows('## guards', 'form'))('the form %s of a limit can be read', async (form) => {
  await readOne(connectorWith(`    guards: { maxDelete: ${code(form)} }\n`));
});

test.each(rows('### attributes', 'input'))('the input %s can be read', async (forms) => {
  for (const form of [...(forms ?? '').matchAll(/`(.*?)`/g)]) {
    await readOne(connectorWith(`    provisioning: { attributes: { x: ${form[1]} } }\n`));
  }
});

test.each(rows('### attributes', 'step'))('the step %s can be read', async (forms) => {
  for (const form of [...(forms ?? '').matchAll(/`(.*?)`/g)]) {
    await readOne(connectorWith(`    provisioning: { attributes: { x: { from: a, steps: [${form[1]}] } } }\n`));
  }
});

test('every step of the page is known, and every known step is on the page', async () => {
  const listed = rows('### attributes', 'step').flatMap(([forms]) =>
    [...(forms ?? '').matchAll(/`(.*?)`/g)].map((form): unknown => parseDocument(form[1] ?? '').toJS()),
  );
  const names = listed.map((step) => (typeof step === 'string' ? step : Object.keys(step as object)[0]));
  const broken = readOne(connectorWith('    provisioning: { attributes: { x: { from: a, steps: [nothing] } } }\n'));
  await expect(broken).rejects.toThrow(`Known steps are ${names.join(', ')}.`);
});

test('the message that the page shows is the one that is given', async () => {
  const shown = /there is no step .*$/m.exec(page)?.[0] ?? '';
  const broken = readOne(
    connectorWith('    provisioning: { attributes: { username: { from: a, steps: [lower, lowwer] } } }\n'),
  );
  await expect(broken).rejects.toThrow(`connectors[0].provisioning.attributes.username.steps[1]: ${shown}`);
});
