import { sourceType } from '../../app/registry.ts';
import { changesBetween } from '../../core/planning/accounts.ts';
import type { PlanItem } from '../../core/planning/plan.ts';
import type { Run, Store } from '../../core/ports/store/index.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { changeWords, runHeadline } from '../run-words.ts';
import { type CommandContext, write, writeLines } from '../terminal.ts';
import { requireRun } from './run.ts';

/** The plan of a run: what it would change or changed, in order, each with before, after and reason. */
export async function showPlan(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  const run = await requireRun(store, id);
  const connector = await store.connectors.get(run.connector);
  const { idAttribute } = await sourceType(connector?.config.source.type ?? '');
  await (context.json ? planJson(store, run) : planText(store, run, idAttribute));
  return exitCodes.succeeded;
}

async function planJson(store: Store, run: Run): Promise<void> {
  const { id, status, guards } = run;
  await write(`{\n  "run": ${JSON.stringify(id)},\n  "status": ${JSON.stringify(status)},\n`);
  await write(`  "guards": ${JSON.stringify(guards)},\n  "items": [`);
  let separator = '\n';
  for await (const page of items(store, run)) {
    for (const item of page) {
      await write(`${separator}    ${JSON.stringify(item)}`);
      separator = ',\n';
    }
  }
  await write('\n  ]\n}\n');
}

async function planText(store: Store, run: Run, idAttribute: string): Promise<void> {
  await writeLines([runHeadline(run), ...run.guards.map(({ message }) => `  stopped: ${message}`)]);
  let empty = true;
  for await (const page of items(store, run)) {
    const lines = page.filter(({ action }) => action !== 'none').flatMap((item) => itemLines(item, idAttribute));
    if (lines.length > 0) empty = false;
    await writeLines(lines);
  }
  if (empty) await writeLines(['  The plan changes nothing.']);
}

const verbs: { readonly [action in PlanItem['action']]: string } = {
  'create-group': 'create group',
  'update-group': 'update group',
  'delete-group': 'delete group',
  create: 'create',
  update: 'update',
  delete: 'delete',
  none: 'leave',
};

function itemLines(item: PlanItem, idAttribute: string): string[] {
  const { seq, action, state, group, account, before, after, addGroups, removeGroups, reason } = item;
  const who = group ?? after?.username ?? before?.username ?? '';
  const number = account === null ? '' : ` (${account})`;
  const changes = action === 'create' || after === null ? [] : changeWords(changesBetween(before, after, idAttribute));
  const groups = [...addGroups.map((name) => `+${name}`), ...removeGroups.map((name) => `-${name}`)];
  return [
    `${String(seq + 1).padStart(5)}  ${verbs[action]} ${who}${number}  [${state}]  ${reason}`,
    ...changes.map((change) => `         ${change}`),
    ...(groups.length === 0 ? [] : [`         groups: ${groups.join(' ')}`]),
  ];
}

const pageSize = 1_000;

async function* items(store: Store, run: Run): AsyncGenerator<readonly PlanItem[]> {
  let after = -1;
  for (;;) {
    const page = await store.plans.items(run.connector, run.number, after, pageSize, null);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.seq;
  }
}
