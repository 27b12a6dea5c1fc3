import { type CancelSignal, throwIfCancelled } from '../../core/cancellation.ts';
import { isFailure } from '../../core/errors.ts';
import { readAttribute } from '../../core/mapping/values.ts';
import type { SourceCheck } from '../../core/ports/source.ts';
import type { OpenFile } from '../../protocols/files/open-file.ts';
import type { RowBatch } from '../../protocols/files/row-batch.ts';
import { readRows } from '../../protocols/files/rows.ts';
import { readGroups } from './groups.ts';
import { readPairs } from './memberships.ts';
import { OpenFiles } from './open-files.ts';
import type { FileSettings } from './options.ts';
import { keyColumn } from './people.ts';

/** Tries the files one by one on their first rows. */
export async function checkFiles(
  settings: FileSettings,
  mapped: readonly string[],
  signal: CancelSignal,
): Promise<readonly SourceCheck[]> {
  throwIfCancelled(signal);
  const checks: SourceCheck[] = [];
  const files = await attempt(checks, 'Find the files', async () => {
    const opened = await OpenFiles.open(settings.path);
    return { value: opened, message: opened.all.map(({ path }) => path).join(', ') };
  });
  if (files === undefined) return checks;
  const { users, groups, members } = files;
  try {
    const batch = await attempt(checks, 'Read people', async () => {
      const value = await firstRows(users, settings);
      return { value, message: peopleSeen(users, value, settings) };
    });
    if (batch !== undefined) checks.push(...columnsCheck(batch, mapped));
    if (groups !== undefined) {
      await attempt(checks, 'Read groups', async () => {
        const group = await first(readGroups(groups, settings, signal));
        return {
          value: group,
          message: group === undefined ? 'The file has no groups.' : `The first is ${group.name}.`,
        };
      });
    }
    if (members !== undefined) {
      await attempt(checks, 'Read memberships', async () => {
        const pairs = await first(readPairs(members, settings, signal));
        return { value: pairs, message: `The first ${pairs?.length ?? 0} can be read.` };
      });
    }
  } finally {
    await files.close();
  }
  return checks;
}

/** Notes a check; undefined when it failed. Only what no check can tell is thrown. */
async function attempt<T>(
  checks: SourceCheck[],
  name: string,
  act: () => Promise<{ readonly value: T; readonly message: string }>,
): Promise<T | undefined> {
  try {
    const { value, message } = await act();
    checks.push({ name, ok: true, message });
    return value;
  } catch (error) {
    if (!isFailure(error) || error.kind === 'cancelled') throw error;
    checks.push({ name, ok: false, message: error.sentence });
    return undefined;
  }
}

async function firstRows(file: OpenFile, settings: FileSettings): Promise<RowBatch> {
  const batch = await first(readRows(file, settings));
  return batch ?? { columns: undefined, rows: [], lines: [] };
}

async function first<T>(values: AsyncGenerator<T>): Promise<T | undefined> {
  for await (const value of values) return value;
  return undefined;
}

function peopleSeen(file: OpenFile, batch: RowBatch, settings: FileSettings): string {
  const column = keyColumn(file, batch, settings);
  return column === undefined
    ? 'The file has no people.'
    : `The first ${batch.rows.length} can be read; ids: ${column}.`;
}

/** Whether the file has what the mapping reads; one missing column is no fault where a rule has an alternative. */
function columnsCheck({ columns, rows }: RowBatch, mapped: readonly string[]): SourceCheck[] {
  if (rows.length === 0 && columns === undefined) return [];
  const missing = mapped.filter((name) => {
    return columns === undefined
      ? rows.every((row) => readAttribute(row, name) === undefined)
      : !columns.includes(name);
  });
  const message = missing.length === 0 ? 'All are there.' : `Not in the file: ${missing.join(', ')}.`;
  return [{ name: 'Columns of the mapping', ok: missing.length < mapped.length || mapped.length === 0, message }];
}
