import type { SourceCheck } from '../core/ports/source.ts';
import { table } from './table.ts';

/** What was checked, as a table for reading. */
export function checkLines(checks: readonly SourceCheck[]): string[] {
  return table(checks.map(({ ok, name, message }) => [ok ? 'ok    ' : 'FAILED', name, message]));
}
