import { resultDocuments } from '../../app/downloads/results.ts';
import { runOnce } from '../../app/run-once.ts';
import { Failure } from '../../core/errors.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';
import type { ResultDocument } from '../../engine/results.ts';
import { type ExitCode, exitCodeOfRun, exitCodes } from '../exit-code.ts';
import { changeWords } from '../run-words.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

/** Looks one person up at the source and tells what a run would make of them. It is a simulated run, and changes nothing. */
export async function explain(context: CommandContext, id: string, ident: string): Promise<ExitCode> {
  const installation = await context.open();
  const { store } = installation;
  const hooks = { startedBy: 'command line', signal: context.signal, progress: () => {} };
  const finished = await runOnce(installation, id, { user: ident, simulate: true }, hooks);
  const { run, failure } = finished;
  if (failure !== undefined) throw failure;
  const document = await onlyResult(store, run);
  if (context.json) await writeJson({ run: run.id, ...document });
  else await writeLines(explanation(document, run));
  const code = exitCodeOfRun(finished);
  return code === exitCodes.someUsersFailed ? exitCodes.succeeded : code;
}

async function onlyResult(store: Store, run: Run): Promise<ResultDocument> {
  for await (const [document] of resultDocuments(store, run, {})) if (document !== undefined) return document;
  throw new Failure('internal', `Run ${run.id} has no result.`);
}

function explanation(document: ResultDocument, run: Run): string[] {
  const { inputUser, outputUser, existingUser, situation, reason, status, message, changes, conflict } = document;
  const { groupsAdded, groupsRemoved } = document;
  return [
    'Raw: what the source returned',
    ...values(inputUser),
    'Mapped: the account that the rules make of it',
    ...(outputUser === null ? [`  none: ${message}`] : values(outputUser)),
    'Matched: the account that it finds',
    `  ${situation ?? 'not matched'}${reason === '' ? '' : `: ${reason}`}`,
    ...values(existingUser),
    'Decided: what a run would do',
    `  ${status}${message === '' ? '' : `: ${message}`}`,
    ...changeWords(changes).map((change) => `  ${change}`),
    ...groupsAdded.map((group) => `  added to the group ${group}`),
    ...groupsRemoved.map((group) => `  taken out of the group ${group}`),
    ...(conflict === null ? [] : [`  ${conflict.proposal}`]),
    ...run.guards.map(({ message: stopped }) => `  stopped by a guard: ${stopped}`),
  ];
}

function values(attributes: { readonly [name: string]: unknown } | null): string[] {
  return Object.entries(attributes ?? {}).map(([name, value]) => {
    return `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
}
