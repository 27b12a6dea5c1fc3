import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Installation } from '../../app/installation.ts';
import { type LaunchedService, launchService } from '../../server/launch.ts';
import { openLog } from '../../server/log.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';
import { version } from '../version.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly trustProxy: readonly string[];
}

/** Beside the program, where the build puts it. */
const page = fileURLToPath(new URL('./web', import.meta.url));

/** The service, until it is told to stop. `prepare` is done before anybody can ask. */
export async function serve(
  context: CommandContext,
  options: ServeOptions,
  prepare: (installation: Installation) => Promise<void> = async () => {},
): Promise<ExitCode> {
  // Whatever is asked of the store, this thread stays awake.
  const installation = await (await context.open()).inThread();
  try {
    return await serveOn(installation, context, options, prepare);
  } finally {
    await installation.close();
  }
}

async function serveOn(
  installation: Installation,
  context: CommandContext,
  { host, port, trustProxy }: ServeOptions,
  prepare: (installation: Installation) => Promise<void>,
): Promise<ExitCode> {
  // On a terminal words are for people; there only what is wrong is logged beside them.
  const log = openLog(process.stderr.isTTY ? 'warn' : 'info', (line) => process.stderr.write(line));
  const taken = new AbortController();
  const launch = { installation, log, version, page, host, port, lost: () => taken.abort() };
  const trustedProxies = [...loopback, ...trustProxy];
  const service = await launchService({ ...launch, trustedProxies }, () => prepare(installation));
  try {
    await tell(context, installation, service, host);
    await raised(AbortSignal.any([context.signal, taken.signal]));
  } finally {
    await service.stop();
  }
  if (!context.json) await writeLines([taken.signal.aborted ? 'Another process has taken the data.' : 'Stopped.']);
  return taken.signal.aborted ? exitCodes.ourFault : exitCodes.succeeded;
}

/** A reverse proxy on this machine is believed; whoever can use it could also read the data. */
const loopback = ['127.0.0.0/8', '::1'];

async function tell(
  { json }: CommandContext,
  { dataDirectory, engine }: Installation,
  { url, setUp }: LaunchedService,
  host: string,
): Promise<void> {
  const warning = warningFor(url, host);
  if (json) {
    await writeJson({ url, setUp: setUp ?? null, pid: process.pid, ...(warning === undefined ? {} : { warning }) });
    return;
  }
  await writeLines([
    `User Sync ${version} is at ${url}`,
    `The data is in ${dataDirectory}${engine === 'postgres' ? ' and in PostgreSQL' : ''}.`,
    ...(setUp === undefined
      ? []
      : ['Nobody can log in yet. Open this link, within 24 hours, to make the first administrator:', `  ${setUp}`]),
    ...(warning === undefined ? [] : [`Warning: ${warning}`]),
    'Ctrl-C stops it.',
  ]);
}

function warningFor(url: string, host: string): string | undefined {
  if (url.startsWith('https:') || /^(127\.|localhost$|::1$)/.test(host)) return undefined;
  return (
    `other machines can reach ${host} and nothing is encrypted, so passwords can be read on the way. ` +
    'Let a reverse proxy do TLS in front of it, and set its address under Settings: see docs/service.md.'
  );
}

async function raised(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
