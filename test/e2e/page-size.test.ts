import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const web = new URL('../../dist/web/', import.meta.url);

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(await readFile(new URL('manifest.json', web), 'utf8')) as Record<string, Chunk>;

/** A chunk with everything that it needs at once. */
function filesOf(entry: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (chunk === undefined) throw new Error(`The build has no ${entry}.`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const other of chunk.imports ?? []) filesOf(other, found);
  return found;
}

async function zipped(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(new URL(file, web))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('the built page', () => {
  test('needs at most 250 KB of JavaScript for the first page, zipped', async () => {
    const files = filesOf('index.html');
    filesOf('pages/connectors/connectors-page.tsx', files);
    expect(await zipped(files)).toBeLessThan(250 * 1024);
  });

  test('has no script in its HTML, and nothing of the server', async () => {
    const html = await readFile(new URL('index.html', web), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\son\w+=/);
    const scripts = Object.values(manifest).filter(({ file }) => file.endsWith('.js'));
    const texts = await Promise.all(scripts.map(({ file }) => readFile(new URL(file, web), 'utf8')));
    // A name that every schema of zod has.
    expect(texts.filter((text) => text.includes('ZodError') || text.includes('_zod'))).toEqual([]);
  });
});
