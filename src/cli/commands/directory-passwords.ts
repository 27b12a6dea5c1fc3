import {
  checkedBy,
  type NamedUser,
  removeLocalPassword,
  requireUser,
  setLocalPassword,
} from '../../app/authentication/index.ts';
import type { DirectoryAuthentication } from '../../core/ports/store/index.ts';
import { noteInAudit } from '../audit.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { readHidden } from '../hidden-input.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';
import { openDirectory } from './directory.ts';

interface InDirectory {
  readonly directory: string;
}

export async function directoryPassword(
  context: CommandContext,
  given: string,
  { directory, remove = false }: InDirectory & { readonly remove?: boolean },
): Promise<ExitCode> {
  const { store } = await openDirectory(context, directory);
  const named: NamedUser = { directory, username: given };
  const { username } = await requireUser(store, named);
  if (remove) await removeLocalPassword(store, named);
  else await setLocalPassword(store, named, await readHidden(`New password of ${username}`), Date.now());
  const after = { password: remove ? 'removed' : 'a new one' };
  await noteInAudit(store, 'user.changed', `user ${username} of ${directory}`, { after });
  const authentication = await store.directories.authentication(directory);
  if (context.json) await writeJson({ directory, username, hasPassword: !remove, authentication });
  else {
    const done = remove ? `${username} has no password any more.` : `${username} has a new password.`;
    await writeLines([done, ...(remove ? [] : hints(directory, authentication))]);
  }
  return exitCodes.succeeded;
}

function hints(directory: string, authentication: DirectoryAuthentication): readonly string[] {
  if (authentication === 'local') return [];
  return [
    `It does not count yet: the passwords of ${directory} are checked by ${checkedBy[authentication]}.`,
    `Let User Sync check them with: user-sync directory authentication local --directory ${directory}`,
  ];
}

export async function directoryAuthentication(
  context: CommandContext,
  given: DirectoryAuthentication | undefined,
  { directory }: InDirectory,
): Promise<ExitCode> {
  const { store } = await openDirectory(context, directory);
  const before = await store.directories.authentication(directory);
  const authentication = given ?? before;
  if (authentication !== before) {
    await store.directories.setAuthentication(directory, authentication);
    const noted = { before: { authentication: before }, after: { authentication } };
    await noteInAudit(store, 'directory.changed', `directory ${directory}`, noted);
  }
  if (context.json) await writeJson({ directory, authentication });
  else await writeLines([`The passwords of ${directory} are checked by ${checkedBy[authentication]}.`]);
  return exitCodes.succeeded;
}
