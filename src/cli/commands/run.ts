import { type DownloadFormat, download } from '../../app/downloads/formats.ts';
import { resultColumns, resultDocuments, statusFilters } from '../../app/downloads/results.ts';
import { requireConnector } from '../../app/run-connector.ts';
import { Failure } from '../../core/errors.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { runDocument, seconds, statusWord } from '../run-words.ts';
import { table } from '../table.ts';
import { type CommandContext, writeAll, writeJson, writeLines } from '../terminal.ts';
import { runLines } from './sync.ts';

const longestHistory = 50;

export async function listRuns(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  await requireConnector(store, id);
  const runs = await store.runs.list(id, longestHistory);
  if (context.json) await writeJson(runs.map((run) => ({ ...runDocument(run), startedAt: new Date(run.startedAt) })));
  else if (runs.length === 0) await writeLines([`"${id}" has never run. Start it with: user-sync sync ${id}`]);
  else await writeLines(table([heading, ...runs.map(runRow)]));
  return exitCodes.succeeded;
}

const heading = ['RUN', 'STARTED', 'KIND', 'STATUS', 'TIME', 'ADDED', 'UPDATED', 'DISABLED', 'FAILED'];

function runRow(run: Run): string[] {
  const { id, startedAt, finishedAt, kind, simulated, status, counts } = run;
  return [
    id,
    new Date(startedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    simulated ? `${kind} (simulated)` : kind,
    statusWord(status),
    finishedAt === null ? '' : seconds(finishedAt - startedAt),
    ...[counts.added, counts.updated, counts.disabled, counts.failed].map(String),
  ];
}

export async function showRun(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  const run = await requireRun(store, id);
  const { phases, guards, ident, startedAt } = run;
  if (context.json)
    await writeJson({ ...runDocument(run), startedAt: new Date(startedAt), user: ident, phases, guards });
  else {
    const times = Object.entries(phases).map(([phase, ms]) => `${phase} ${seconds(ms)}`);
    const started = `  started ${new Date(startedAt).toISOString()}${times.length === 0 ? '' : `; ${times.join(', ')}`}`;
    const [headline = '', ...lines] = await runLines(store, run);
    await writeLines([headline, started, ...lines]);
  }
  return exitCodes.succeeded;
}

export async function runResults(
  context: CommandContext,
  id: string,
  options: { readonly status: string; readonly format: DownloadFormat },
): Promise<ExitCode> {
  const { store } = await context.open();
  const run = await requireRun(store, id);
  const statuses = statusFilters[options.status];
  const pages = resultDocuments(store, run, statuses === undefined ? {} : { statuses });
  await writeAll(download(context.json ? 'json' : options.format, resultColumns, pages));
  return exitCodes.succeeded;
}

export async function requireRun(store: Store, id: string): Promise<Run> {
  const run = await store.runs.get(id);
  if (run !== undefined) return run;
  throw new Failure('not-found', `There is no run "${id}".`, {
    remedy: 'See the history of a connector with: user-sync run list ID',
  });
}
