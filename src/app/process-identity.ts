import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessIdentity } from '../engine/context.ts';

/**
 * Names this process as `host:pid:started`. On Linux a holder on the same host is known to be dead when no process has its
 * number, or one that started at another time has; elsewhere, and of other hosts, nobody can tell.
 */
export function processIdentity(): ProcessIdentity {
  const host = hostname();
  const own = startedAt(process.pid) ?? '0';
  return {
    name: `${host}:${process.pid}:${own}`,
    mayLive: (holder) => {
      const [started = '', pid = '', ...rest] = holder.split(':').toReversed();
      if (rest.toReversed().join(':') !== host || own === '0') return true;
      return startedAt(Number(pid)) === started;
    },
  };
}

/** When the process started, in clock ticks since the machine did; undefined when there is none. */
function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in parentheses and may contain anything; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
