import {
  addApplication,
  applicationNote,
  changeApplication,
  productOf,
  requireApplication,
  rotateApplication,
} from '../../app/applications/index.ts';
import type { Application, ApplicationSettings, ApplicationWrite } from '../../core/ports/store/index.ts';
import { noteInAudit } from '../audit.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { table } from '../table.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

export interface ApplicationOptions {
  readonly directory?: readonly string[];
  readonly address?: readonly string[];
  readonly aggregate?: boolean;
  readonly mayWrite?: readonly ApplicationWrite[];
}

export async function listApplications(context: CommandContext): Promise<ExitCode> {
  const { store } = await context.open();
  const all = await store.applications.list();
  if (context.json) await writeJson(all);
  else if (all.length === 0) {
    await writeLines(['No product reads a directory yet. Add one with: user-sync application add NAME']);
  } else {
    const head = ['NAME', 'DIRECTORIES', 'PRODUCT', 'LAST SEEN', 'REQUESTS', 'FROM', 'MAY WRITE'];
    await writeLines(table([head, ...all.map(row)]));
  }
  return exitCodes.succeeded;
}

function row({ name, directories, agent, lastSeenAt, requests, addresses, mayWrite }: Application): string[] {
  const { product, version } = productOf(agent) ?? { product: '', version: null };
  const seen = lastSeenAt === null ? 'never' : new Date(lastSeenAt).toISOString();
  const from = addresses.length === 0 ? 'anywhere' : addresses.join(', ');
  const writes = mayWrite.length === 0 ? 'nothing' : mayWrite.join(', ');
  return [name, directories.join(', '), [product, version ?? ''].join(' ').trim(), seen, `${requests}`, from, writes];
}

export async function addApplicationCommand(
  context: CommandContext,
  given: string,
  options: ApplicationOptions,
): Promise<ExitCode> {
  const { store } = await context.open();
  const plain = { directories: ['main'], aggregateMemberships: false, addresses: [], mayWrite: [] };
  const form = { ...plain, ...settingsOf(options), name: given };
  const { application, password } = await addApplication(store, form, Date.now());
  const { name } = application;
  await noteInAudit(store, 'application.created', `application ${name}`, { after: applicationNote(application) });
  if (context.json) await writeJson({ name, password });
  else await writeLines([`${name} can log in now. ${seen(application)}`, ...passwordLines(password)]);
  return exitCodes.succeeded;
}

export async function changeApplicationCommand(
  context: CommandContext,
  given: string,
  options: ApplicationOptions,
): Promise<ExitCode> {
  const { store } = await context.open();
  const { id, name } = await requireApplication(store, given);
  const { before, after } = await changeApplication(store, id, settingsOf(options));
  const noted = { before: applicationNote(before), after: applicationNote(after) };
  await noteInAudit(store, 'application.changed', `application ${name}`, noted);
  if (context.json) await writeJson(after);
  else await writeLines([`${name} is changed. ${seen(after)}`]);
  return exitCodes.succeeded;
}

export async function rotateCommand(context: CommandContext, given: string): Promise<ExitCode> {
  const { store } = await context.open();
  const { id, name } = await requireApplication(store, given);
  const { password } = await rotateApplication(store, id, Date.now());
  await noteInAudit(store, 'application.password-rotated', `application ${name}`);
  if (context.json) await writeJson({ name, password });
  else await writeLines([`${name} has a new password; with the old one it is refused.`, ...passwordLines(password)]);
  return exitCodes.succeeded;
}

export async function resyncApplication(context: CommandContext, given: string): Promise<ExitCode> {
  const { store } = await context.open();
  const { id, name } = await requireApplication(store, given);
  const after = await store.applications.expireTokens(id);
  await noteInAudit(store, 'application.tokens-expired', `application ${name}`);
  if (context.json) await writeJson(after);
  else await writeLines([`${name} reads everything again, the next time it asks what changed.`]);
  return exitCodes.succeeded;
}

export async function deleteApplication(context: CommandContext, given: string): Promise<ExitCode> {
  const { store } = await context.open();
  const application = await requireApplication(store, given);
  const { id, name } = application;
  await store.applications.remove(id);
  await noteInAudit(store, 'application.deleted', `application ${name}`, { before: applicationNote(application) });
  if (context.json) await writeJson({ name, deleted: true });
  else await writeLines([`${name} is deleted. A product that still uses this name is refused.`]);
  return exitCodes.succeeded;
}

function settingsOf({ directory, address, aggregate, mayWrite }: ApplicationOptions): Partial<ApplicationSettings> {
  return {
    ...(directory === undefined ? {} : { directories: directory }),
    ...(address === undefined ? {} : { addresses: address.filter((one) => one !== 'any') }),
    ...(aggregate === undefined ? {} : { aggregateMemberships: aggregate }),
    ...(mayWrite === undefined ? {} : { mayWrite }),
  };
}

function seen({ directories }: Application): string {
  const [first = '', ...others] = directories;
  return others.length === 0 ? `It sees ${first}.` : `It sees ${first}, then ${others.join(', then ')}.`;
}

function passwordLines(password: string): readonly string[] {
  return [`Password: ${password}`, 'It is shown this once. Type it into the product, beside the name.'];
}
