import { resultDocuments, statusFilters } from '../../app/downloads/results.ts';
import { runOnce } from '../../app/run-once.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';
import type { ResultStatus } from '../../core/runs.ts';
import type { SyncRequest } from '../../engine/context.ts';
import { noteInAudit } from '../audit.ts';
import { type ExitCode, exitCodeOfRun } from '../exit-code.ts';
import { ProgressReport } from '../progress.ts';
import { countLines, resultLine, runDocument, runHeadline } from '../run-words.ts';
import { table } from '../table.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

export async function syncCommand(context: CommandContext, id: string, request: SyncRequest): Promise<ExitCode> {
  const installation = await context.open();
  const { store } = installation;
  const progress = new ProgressReport(process.stderr, Date.now);
  const tell = {
    startedBy: 'command line',
    signal: context.signal,
    progress: progress.tell.bind(progress),
    begun: (run: Run) => noteInAudit(store, 'run.started', `run ${run.id}`, { after: { connector: id, ...request } }),
  };
  const finished = await runOnce(installation, id, request, tell).finally(() => progress.end());
  const { run } = finished;
  if (context.json) await writeJson(runDocument(run));
  else await writeLines(await runLines(store, run));
  return exitCodeOfRun(finished);
}

const fewFailed = 10;

/** What a run did, for reading: counts, messages, and the first of those who failed. */
export async function runLines(store: Store, run: Run): Promise<string[]> {
  const lines = [runHeadline(run), ...countLines(run), ...run.messages.map((message) => `  ${message}`)];
  if (run.counts.failed === 0) return lines;
  const failed = await firstResults(store, run, statusFilters.failed ?? [], fewFailed);
  lines.push(...table(failed).map((line) => `  ${line}`));
  lines.push(`  All of them: user-sync run results ${run.id} --status failed`);
  if (run.counts.conflicts > 0) lines.push(`  What can be done: user-sync conflict list ${run.connector}`);
  return lines;
}

/** The first results with these statuses, as rows of a table. */
export async function firstResults(store: Store, run: Run, statuses: readonly ResultStatus[], limit: number) {
  const rows: string[][] = [];
  for await (const page of resultDocuments(store, run, { statuses })) {
    rows.push(...page.slice(0, limit - rows.length).map(resultLine));
    if (rows.length >= limit) break;
  }
  return rows;
}
