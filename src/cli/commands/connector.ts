import { readFile } from 'node:fs/promises';
import { type ConfigChange, connectorForm, exportConnectors, readConnectorFile } from '../../app/config/index.ts';
import { applyConnector, deleteConnector as forgetConnector } from '../../app/connectors/save.ts';
import { openConnector } from '../../app/open-connector.ts';
import * as registry from '../../app/registry.ts';
import { requireConnector } from '../../app/run-connector.ts';
import { Failure } from '../../core/errors.ts';
import type { Store, StoredConnector } from '../../core/ports/store/index.ts';
import { noteInAudit } from '../audit.ts';
import { checkLines } from '../check-lines.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { runHeadline, statusWord } from '../run-words.ts';
import { table } from '../table.ts';
import { type CommandContext, write, writeJson, writeLines } from '../terminal.ts';

/** Checks the whole file before it stores anything. */
export async function applyConnectors(context: CommandContext, file: string): Promise<ExitCode> {
  const configs = await readConnectorFile(file, await readText(file), registry);
  const { store, vault } = await context.open();
  const places = { store, vault, types: registry, clock: Date.now };
  const applied = [];
  for (const checked of configs) {
    const { before, connector, changes, replacedSecrets } = await applyConnector(places, checked, 'command line');
    const { config, version } = connector;
    const change = before === undefined ? 'created' : before.version === version ? 'unchanged' : 'changed';
    applied.push({ id: config.id, change, version, changes, replacedSecrets });
    if (change !== 'unchanged') {
      await noteInAudit(store, `connector.${change}`, `connector ${config.id}`, {
        before: before === undefined ? null : sideOf(changes, 'before'),
        after: before === undefined ? await connectorForm(config, registry) : sideOf(changes, 'after'),
      });
    }
    for (const name of replacedSecrets) await noteInAudit(store, 'secret.changed', `secret ${name}`);
  }
  if (context.json) await writeJson(applied);
  else {
    const lines = applied.flatMap(({ id, change, changes, replacedSecrets }) => [
      `${id}: ${change}`,
      ...changes.map(({ field, before, after }) => `  ${field}: ${before ?? '(not set)'} → ${after ?? '(not set)'}`),
      ...replacedSecrets.map((name) => `  secret ${name}: set anew`),
    ]);
    await writeLines(lines);
  }
  return exitCodes.succeeded;
}

function sideOf(changes: readonly ConfigChange[], side: 'before' | 'after'): object {
  return Object.fromEntries(changes.map((change) => [change.field, change[side]]));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = { ENOENT: 'it does not exist', EACCES: 'this user may not read it', EISDIR: 'it is a folder' }[code];
    throw new Failure('configuration', `The connector file ${file} cannot be read: ${reason ?? message}.`, {
      cause: error,
    });
  }
}

export async function listConnectors(context: CommandContext): Promise<ExitCode> {
  const { store } = await context.open();
  const connectors = await Promise.all((await store.connectors.list()).map((connector) => summary(store, connector)));
  if (context.json) await writeJson(connectors);
  else if (connectors.length === 0) {
    await writeLines(['There is no connector yet. Write a connector file, then: user-sync connector apply -f FILE']);
  } else {
    const rows = connectors.map(({ id, name, source, target, lastRun, lastStatus }) => {
      return [
        id,
        name,
        `${source} → ${target}`,
        lastRun ?? 'never run',
        lastStatus === null ? '' : statusWord(lastStatus),
      ];
    });
    await writeLines(table([['ID', 'NAME', 'FROM → TO', 'LAST RUN', 'STATUS'], ...rows]));
  }
  return exitCodes.succeeded;
}

async function summary(store: Store, { config, version, updatedAt }: StoredConnector) {
  const [last] = await store.runs.list(config.id, 1);
  return {
    id: config.id,
    name: config.name,
    source: config.source.type,
    target: config.target.type,
    version,
    updatedAt: new Date(updatedAt),
    lastRun: last?.id ?? null,
    lastStatus: last?.status ?? null,
  };
}

export async function showConnector(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  const { config, version } = await requireConnector(store, id);
  const [last] = await store.runs.list(id, 1);
  const { users, groups } = await store.snapshots.size(id);
  const conflicts = (await store.results.conflicts(id)).length;
  if (context.json) {
    const connector = await connectorForm(config, registry);
    await writeJson({ connector, version, lastRun: last?.id ?? null, snapshot: { users, groups }, conflicts });
  } else {
    await writeLines([
      `# version ${version}; ${last === undefined ? 'never run' : runHeadline(last)}`,
      `# last listing: ${users} people, ${groups} groups; open conflicts: ${conflicts}`,
    ]);
    await write(await exportConnectors([config], registry));
  }
  return exitCodes.succeeded;
}

export async function exportConnector(context: CommandContext, id: string | undefined): Promise<ExitCode> {
  const { store } = await context.open();
  const chosen = id === undefined ? await store.connectors.list() : [await requireConnector(store, id)];
  const configs = chosen.map(({ config }) => config);
  if (context.json) {
    await writeJson({ connectors: await Promise.all(configs.map((config) => connectorForm(config, registry))) });
  } else await write(await exportConnectors(configs, registry));
  return exitCodes.succeeded;
}

/** Tries, one by one, what a run will need. */
export async function testConnector(context: CommandContext, id: string): Promise<ExitCode> {
  const installation = await context.open();
  const { config } = await requireConnector(installation.store, id);
  const open = await openConnector(installation, config, Date.now);
  try {
    const source = await open.source.test(context.signal);
    const target = await open.target.test(context.signal);
    const checks = [...source, ...target];
    if (context.json) await writeJson({ id, ok: checks.every(({ ok }) => ok), source, target });
    else await writeLines(checkLines(checks));
    return checks.every(({ ok }) => ok) ? exitCodes.succeeded : exitCodes.sourceOrTarget;
  } finally {
    await open.close();
  }
}

export async function deleteConnector(context: CommandContext, id: string): Promise<ExitCode> {
  const { store } = await context.open();
  const stored = await requireConnector(store, id);
  const before = await connectorForm(stored.config, registry).catch((error: unknown) => {
    // Its type may be gone; that is no reason to keep it.
    if (error instanceof Failure) return { id };
    throw error;
  });
  await forgetConnector({ store }, stored);
  await noteInAudit(store, 'connector.deleted', `connector ${id}`, { before });
  const message = `"${id}" is deleted, with its history. Its accounts stay as they are and are managed by nobody.`;
  if (context.json) await writeJson({ id, deleted: true });
  else await writeLines([message]);
  return exitCodes.succeeded;
}
