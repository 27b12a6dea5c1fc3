import { resultDocuments } from '../../app/downloads/results.ts';
import { installSample } from '../../app/sample/install.ts';
import { type ExitCode, exitCodeOfRun, exitCodes } from '../exit-code.ts';
import { ProgressReport } from '../progress.ts';
import { resultLine } from '../run-words.ts';
import { table } from '../table.ts';
import { type CommandContext, writeLines } from '../terminal.ts';
import { listConnectors } from './connector.ts';
import { runLines, syncCommand } from './sync.ts';

/**
 * Opens the data directory. In an empty one it makes the sample company and runs its first sync. As JSON: that run, or the
 * connectors that there are.
 */
export async function start(context: CommandContext): Promise<ExitCode> {
  const { store, dataDirectory, run } = await context.open();
  const isNew = (await store.connectors.list()).length === 0;
  if (context.json) {
    if (!isNew) return listConnectors(context);
    await installSample(store, dataDirectory);
    return syncCommand(context, 'sample', {});
  }
  if (!isNew) {
    await writeLines([`The data directory ${dataDirectory} has these connectors:`]);
    await listConnectors(context);
    await writeLines(['Run one with: user-sync sync ID']);
    return exitCodes.succeeded;
  }
  const file = await installSample(store, dataDirectory);
  await writeLines([`The data directory ${dataDirectory} is new, so here is a sample company. Its connector: ${file}`]);
  const progress = new ProgressReport(process.stderr, Date.now);
  const hooks = { signal: context.signal, progress: progress.tell.bind(progress) };
  const finished = await run('sample', {}, hooks).finally(() => progress.end());
  await writeLines(await runLines(store, finished.run));
  for await (const page of resultDocuments(store, finished.run, {})) await writeLines(table(page.map(resultLine)));
  await writeLines([
    'Look around:',
    '  user-sync directory users',
    '  user-sync explain sample ada',
    '  user-sync run list sample',
    'A connector of your own: docs/connector-file.md',
  ]);
  return exitCodeOfRun(finished);
}
