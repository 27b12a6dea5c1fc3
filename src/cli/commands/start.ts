import type { Installation } from '../../app/installation.ts';
import { runOnce } from '../../app/run-once.ts';
import { installSample, recreateSomebody, sampleId } from '../../app/sample/install.ts';
import type { ExitCode } from '../exit-code.ts';
import { ProgressReport } from '../progress.ts';
import { runHeadline } from '../run-words.ts';
import { type CommandContext, writeLines } from '../terminal.ts';
import { type ServeOptions, serve } from './serve.ts';

/** The service; in an empty data directory with a sample company, synced, in which somebody was re-created. */
export function start(context: CommandContext, options: ServeOptions): Promise<ExitCode> {
  return serve(context, options, async (installation) => {
    const isNew = (await installation.store.connectors.list()).length === 0;
    if (isNew) await makeSample(context, installation);
  });
}

async function makeSample(context: CommandContext, installation: Installation): Promise<void> {
  const { store, dataDirectory } = installation;
  const file = await installSample(store, dataDirectory);
  const first = await run(context, installation);
  const person = await recreateSomebody(dataDirectory);
  const second = await run(context, installation);
  if (context.json) return;
  await writeLines([
    `The data directory ${dataDirectory} is new, so here is a sample company. Its connector: ${file}`,
    `  ${first}`,
    `  Then ${person} was deleted at the provider and created again, under another id.`,
    `  ${second}; see its conflict on the page, or: user-sync conflict list ${sampleId}`,
  ]);
}

async function run({ signal }: CommandContext, installation: Installation): Promise<string> {
  const progress = new ProgressReport(process.stderr, Date.now);
  const hooks = { startedBy: 'command line', signal, progress: progress.tell.bind(progress) };
  const { run } = await runOnce(installation, sampleId, {}, hooks).finally(() => progress.end());
  return runHeadline(run);
}
