import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of a program: how long it took, and the most memory it held. */
export interface Measured {
  readonly seconds: number;
  /** The peak of the resident set in MiB; 0 where it ended before it could be looked at. */
  readonly peakMiB: number;
  readonly stdout: string;
}

/** Runs a program to its end. Throws with what it said unless its exit code is among `expected`. */
export function measure(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly expected?: readonly number[]; readonly keep?: boolean } = {},
): Promise<Measured> {
  const { env = process.env, expected = [0], keep = true } = options;
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ['ignore', keep ? 'pipe' : 'ignore', 'pipe'] });
    let peakMiB = 0;
    // The kernel keeps the peak, so looking often enough to see the last seconds is enough.
    const watch = setInterval(() => {
      peakMiB = Math.max(peakMiB, peakOf(child.pid));
    }, 20);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = (performance.now() - start) / 1000;
      if (expected.includes(code ?? -1)) resolve({ seconds, peakMiB, stdout });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`));
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    const [, kib = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1024);
  } catch {
    return 0;
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
