import { administratorName } from '../../app/access/administrator-name.ts';
import { hashNewPassword } from '../../app/access/passwords.ts';
import { Failure } from '../../core/errors.ts';
import type { AdministratorRole } from '../../core/ports/store/index.ts';
import { noteInAudit } from '../audit.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { readHidden } from '../hidden-input.ts';
import { table } from '../table.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

export async function listAdministrators(context: CommandContext): Promise<ExitCode> {
  const { store } = await context.open();
  const all = await store.administrators.list();
  if (context.json) await writeJson(all);
  else if (all.length === 0) await writeLines(['There is nobody yet. Add somebody with: user-sync admin add NAME']);
  else {
    const rows = all.map(({ username, fullName, role, kind, active, lastLogIn }) => {
      const last = lastLogIn === null ? 'never' : new Date(lastLogIn).toISOString();
      return [username, role, kind, active ? 'active' : 'deactivated', last, fullName];
    });
    await writeLines(table([['USERNAME', 'ROLE', 'KIND', 'STATE', 'LAST LOG-IN', 'NAME'], ...rows]));
  }
  return exitCodes.succeeded;
}

export async function addAdministrator(
  context: CommandContext,
  given: string,
  role: AdministratorRole,
): Promise<ExitCode> {
  const username = administratorName(given);
  const { store } = await context.open();
  const passwordHash = await newPassword(username);
  const rest = { fullName: '', role, kind: 'local', passwordHash, identity: null } as const;
  const made = await store.administrators.create({ username, ...rest, now: Date.now() });
  await noteInAudit(store, 'administrator.created', `administrator ${username}`, { after: { role } });
  if (context.json) await writeJson(made);
  else await writeLines([`${username} can log in now, as ${role}.`]);
  return exitCodes.succeeded;
}

export async function resetPassword(context: CommandContext, username: string): Promise<ExitCode> {
  const { store } = await context.open();
  const found = await store.administrators.findByName(username);
  if (found === undefined) {
    throw new Failure('not-found', `There is no administrator "${username}".`, {
      remedy: 'See who there is with: user-sync admin list',
    });
  }
  if (found.kind === 'oidc') {
    throw new Failure('unsupported', `${found.username} logs in by the provider, and has no password here.`, {
      remedy: 'Add somebody with a password: user-sync admin add NAME',
    });
  }
  const passwordHash = await newPassword(found.username);
  const { after } = await store.administrators.change(found.id, { passwordHash, active: true });
  await store.sessions.endOthers(found.id, 0);
  const noted = { password: 'a new one', active: true };
  await noteInAudit(store, 'administrator.changed', `administrator ${found.username}`, { after: noted });
  if (context.json) await writeJson(after);
  else await writeLines([`${found.username} has a new password; sessions with the old one have ended.`]);
  return exitCodes.succeeded;
}

async function newPassword(username: string): Promise<string> {
  return hashNewPassword(await readHidden(`New password of ${username}`));
}
