import { sourceType } from '../../app/registry.ts';
import { requireConnector } from '../../app/run-connector.ts';
import { type ResultDocument, resultDocument } from '../../engine/results.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

export async function listConflicts(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  const { config } = await requireConnector(store, id);
  const { idAttribute } = await sourceType(config.source.type);
  const stored = await store.results.conflicts(id);
  const documents = stored.map((result) => ({ run: `${id}-${result.run}`, ...resultDocument(result, idAttribute) }));
  if (context.json) await writeJson(documents);
  else if (documents.length === 0) await writeLines(['No open conflicts.']);
  else await writeLines(documents.flatMap((document) => conflictLines(document, id)));
  return exitCodes.succeeded;
}

function conflictLines({ message, reason, ATTR_ID, ATTR_NAME, conflict }: ResultDocument, connector: string): string[] {
  if (conflict === null) return [];
  const { kind, linkedTo, goneSince, claimedBy, agree, differ, proposal } = conflict;
  const owner = linkedTo === null ? [] : [`  the account is linked to ${linkedTo}${gone(goneSince)}`];
  const rivals = claimedBy.length === 0 ? [] : [`  also claimed by ${claimedBy.join(', ')}`];
  const evidence = [
    ...(agree.length === 0 ? [] : [`equal on both sides: ${agree.join(', ')}`]),
    ...(differ.length === 0 ? [] : [`different: ${differ.join(', ')}`]),
  ];
  const repair = repairedByName.has(kind) ? [`  user-sync sync ${connector} --user ${ATTR_ID} --by-username`] : [];
  return [
    `${ATTR_NAME ?? ATTR_ID}: ${message}`,
    `  ${kind}: ${reason}`,
    ...owner,
    ...rivals,
    ...(evidence.length === 0 ? [] : [`  ${evidence.join('; ')}`]),
    `  ${proposal}`,
    ...repair,
  ];
}

/** Conflicts that a single-user run by the username settles. */
const repairedByName: ReadonlySet<string> = new Set(['recreated', 'unmanaged']);

function gone(since: number | null): string {
  return since === null ? '' : `, which is gone at the provider since ${new Date(since).toISOString()}`;
}
