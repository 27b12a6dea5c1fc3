import type { Application, DirectoryState } from '../../core/ports/store/index.ts';

/** `[life of the tokens, aggregated, [directory, its life, event, time of the event], …]` */
type Written = readonly [number, number, ...(readonly [string, string, number, number])[]];

/**
 * What an application has read, as text that means nothing to it. A token holds as long as the application sees the same
 * directories in the same way.
 */
export function eventToken(application: Application, states: readonly DirectoryState[]): string {
  const { tokenLife, aggregateMemberships } = application;
  const written = states.map(({ directory, life, event, at }) => [directory, life, event, at] as const);
  const parts: Written = [tokenLife, aggregateMemberships ? 1 : 0, ...written];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What the token says; undefined when it is none of this application as it is now. */
export function readEventToken(application: Application, token: string): readonly DirectoryState[] | undefined {
  const parts = parsed(token);
  if (!Array.isArray(parts)) return undefined;
  const [tokenLife, aggregated, ...written] = parts as unknown[];
  if (tokenLife !== application.tokenLife || aggregated !== (application.aggregateMemberships ? 1 : 0))
    return undefined;
  const states = written.map(stateOf);
  if (!states.every((state) => state !== undefined)) return undefined;
  const directories = states.map(({ directory }) => directory);
  return JSON.stringify(directories) === JSON.stringify(application.directories) ? states : undefined;
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function stateOf(written: unknown): DirectoryState | undefined {
  if (!Array.isArray(written) || written.length !== 4) return undefined;
  const [directory, life, event, at] = written as unknown[];
  if (typeof directory !== 'string' || typeof life !== 'string') return undefined;
  if (!Number.isSafeInteger(event) || !Number.isSafeInteger(at) || Number(event) < 0) return undefined;
  return { directory, life, event: Number(event), at: Number(at) };
}
