import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** One page of the documentation, by its path from the root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Every page that people read. */
export async function allPages(): Promise<readonly Page[]> {
  const paths: string[] = [];
  for await (const path of glob(['*.md', 'docs/**/*.md', 'changes/*.md'], { cwd: root })) paths.push(path);
  return Promise.all(paths.sort().map(readPage));
}

export async function readPage(path: string): Promise<Page> {
  return { path, text: await readFile(join(root, path), 'utf8') };
}

/** Fenced blocks, in order; those inside a list lose its indent. */
export function blocksOf({ text }: Page, ...languages: readonly string[]): readonly Block[] {
  const found = [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map(
    ([, indent = '', language = '', body = '']) => ({
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
  return languages.length === 0 ? found : found.filter(({ language }) => languages.includes(language));
}

/** The page without what stands in fenced or indented blocks. */
export function proseOf({ text }: Page): string {
  return text.replaceAll(/^ *```.*?^ *```$/gms, '').replaceAll(/^ {4,}\S.*$/gm, '');
}

/** Rows of the tables whose header has exactly these columns; code marks are kept. */
export function rowsOf({ text }: Page, ...columns: readonly string[]): readonly (readonly string[])[] {
  const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
  const cells = (line: string) =>
    line
      .trim()
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  return tables.flatMap((table) => {
    const [header = '', , ...lines] = table.trimEnd().split('\n');
    return cells(header).join() === columns.join() ? lines.map(cells) : [];
  });
}

/** Every word in code marks. */
export function codesIn(text = ''): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Command lines of the program in a text of the shell, without comments and redirections. */
export function commandLines(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s#\s.*$|\s>\s.*$/, '').trim())
    .filter((line) => line.startsWith('user-sync '))
    .map((line) => line.split(/\s+/).slice(1));
}
