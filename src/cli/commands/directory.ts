import { type DownloadFormat, download } from '../../app/downloads/formats.ts';
import { Failure } from '../../core/errors.ts';
import type { DirectoryUser, MemberScope, Store } from '../../core/ports/store/index.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type CommandContext, writeAll } from '../terminal.ts';

export interface DirectoryOptions {
  readonly directory: string;
  readonly format: DownloadFormat;
}

export async function directoryUsers(context: CommandContext, options: DirectoryOptions): Promise<ExitCode> {
  const { store } = await openDirectory(context, options.directory);
  const users = mapPages(store.directories.users(options.directory), userDocument);
  return print(context, options, userColumns, users);
}

export async function directoryGroups(context: CommandContext, options: DirectoryOptions): Promise<ExitCode> {
  const { store } = await openDirectory(context, options.directory);
  const groups = store.directories.groups(options.directory);
  return print(context, options, ['name', 'description', 'connector', 'members', 'subgroups'], groups);
}

export async function directoryMembers(
  context: CommandContext,
  { nested, ...options }: DirectoryOptions & MemberScope,
): Promise<ExitCode> {
  const { store } = await openDirectory(context, options.directory);
  return print(context, options, ['group', 'username'], store.directories.members(options.directory, { nested }));
}

const userColumns = ['number', 'key', 'username', 'fullName', 'email', 'active', 'sourceId', 'attributes'] as const;

function userDocument(user: DirectoryUser) {
  const { number, key, username, fullName, email, active, sourceId, attributes } = user;
  return { number, key, username, fullName, email, active, sourceId, attributes };
}

/** Throws `not-found`, naming the directories that there are. */
export async function openDirectory(context: CommandContext, directory: string): Promise<{ store: Store }> {
  const { store } = await context.open();
  const directories = await store.directories.list();
  if (directories.includes(directory)) return { store };
  throw new Failure('not-found', `There is no directory "${directory}".`, {
    remedy: directories.length === 0 ? 'The first sync into one makes it.' : `There are: ${directories.join(', ')}.`,
  });
}

async function print<T extends object>(
  context: CommandContext,
  { format }: DirectoryOptions,
  columns: readonly (keyof T & string)[],
  pages: AsyncIterable<readonly T[]>,
): Promise<ExitCode> {
  await writeAll(download(context.json ? 'json' : format, columns, pages));
  return exitCodes.succeeded;
}

async function* mapPages<A, B>(pages: AsyncIterable<readonly A[]>, map: (one: A) => B): AsyncGenerator<readonly B[]> {
  for await (const page of pages) yield page.map(map);
}
