import { argv, env } from 'node:process';
import { type Installation, openInstallation } from '../app/installation.ts';
import { Failure } from '../core/errors.ts';

import { type ExitCode, exitCodeOfFailure, exitCodes } from './exit-code.ts';
import { buildProgram, UsageError } from './program.ts';
import { listenToSignals } from './signals.ts';
import { type CommandContext, writeJson } from './terminal.ts';

/** Beside the program, where the build puts it. */
const workThread = new URL('./work-thread.js', import.meta.url);

process.exitCode = await main();

async function main(): Promise<ExitCode> {
  const ends: (() => Promise<void>)[] = [];
  const signal = listenToSignals();
  let json = argv.includes('--json');
  try {
    return await buildProgram((options) => {
      json = options.json;
      return contextFor(options, signal, ends);
    }).run(argv);
  } catch (error) {
    return await report(error, json);
  } finally {
    for (const end of ends) await end();
  }
}

/** `ends` is told what has to be closed in the end. */
function contextFor(
  { json, data }: { readonly json: boolean; readonly data: string },
  signal: AbortSignal,
  ends: (() => Promise<void>)[],
): CommandContext {
  let opened: Promise<Installation> | undefined;
  const openOnce = async () => {
    const installation = await openIn(data, env.USER_SYNC_DATABASE);
    ends.push(installation.close);
    return installation;
  };
  const open = () => {
    opened ??= openOnce();
    return opened;
  };
  return { json, dataDirectory: data, signal, open, openIn: (folder) => openIn(folder, undefined) };
}

function openIn(dataDirectory: string, databaseUrl: string | undefined): Promise<Installation> {
  return openInstallation({ dataDirectory, databaseUrl, keyFile: env.USER_SYNC_KEY_FILE, workThread });
}

async function report(error: unknown, json: boolean): Promise<ExitCode> {
  if (error instanceof UsageError) {
    if (json) await writeJson({ error: { kind: 'usage', message: error.message, remedy: null } });
    return exitCodes.wrongUsage;
  }
  const failure = error instanceof Failure ? error : undefined;
  const message = failure?.message ?? `Something went wrong inside User Sync: ${text(error)}`;
  const remedy = failure === undefined ? 'Please report this, with the output of: user-sync doctor' : failure.remedy;
  if (json) await writeJson({ error: { kind: failure?.kind ?? 'internal', message, remedy: remedy ?? null } });
  process.stderr.write(`${remedy === undefined ? message : `${message}\n${remedy}`}\n`);
  return failure === undefined ? exitCodes.ourFault : exitCodeOfFailure(failure.kind);
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
