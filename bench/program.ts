import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measured, measure } from './measure.ts';

export const program = fileURLToPath(new URL('../bin/user-sync.js', import.meta.url));

/** Runs the built program as users run it: a process of its own. */
export function userSync(
  data: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly expected?: readonly number[] } = {},
): Promise<Measured> {
  const env = { ...process.env, ...options.env };
  return measure(process.execPath, [program, '--data', data, '--json', ...args], { ...options, env });
}

export function dataIn(folder: string, name: string | number): string {
  return join(folder, `data-${name}`);
}
