import { type Logger, multistream, pino } from 'pino';

/** The log of the service, and the last of its lines. */
export interface ServiceLog {
  readonly logger: Logger;
  /** JSON documents, oldest first. */
  recent(): readonly string[];
}

const kept = 1_000;

/** What must never be logged, wherever it stands in what is. */
const secretNames = ['password', 'current', 'token', 'clientSecret', 'authorization', 'cookie', 'csrf', 'set-cookie'];
const secretPaths = secretNames.flatMap((name) => {
  const key = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.replace(/^\./, ''), `*${key}`, `*.*${key}`];
});

/** JSON lines go to `write`, from `level` on; the last thousand from `info` on are kept for a support bundle. */
export function openLog(level: 'info' | 'warn', write: (line: string) => void): ServiceLog {
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line.trimEnd());
    if (lines.length > kept) lines.shift();
  };
  const streams = [
    { level, stream: { write } },
    { level: 'info' as const, stream: { write: keep } },
  ];
  const options = { level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: secretPaths };
  return { logger: pino(options, multistream(streams)), recent: () => lines };
}
