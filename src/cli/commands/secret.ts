import { secretName } from '../../app/config/index.ts';
import { processIdentity } from '../../app/process-identity.ts';
import { rotateKey, usersOfSecret } from '../../app/secrets/index.ts';
import { Failure } from '../../core/errors.ts';
import type { Store } from '../../core/ports/store/index.ts';
import { noteInAudit } from '../audit.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { readHidden } from '../hidden-input.ts';
import { table } from '../table.ts';
import { type CommandContext, writeJson, writeLines } from '../terminal.ts';

export async function listSecrets(context: CommandContext): Promise<ExitCode> {
  const { store } = await context.open();
  const users = await usersOf(store);
  const secrets = (await store.secrets.list()).map(({ name, keyId, setAt, setBy }) => {
    return { name, usedBy: users(name), setAt: new Date(setAt).toISOString(), setBy, keyId };
  });
  if (context.json) await writeJson(secrets);
  else if (secrets.length === 0) await writeLines(['No secret is stored. Store one with: user-sync secret set NAME']);
  else {
    const rows = secrets.map(({ name, usedBy, setAt, setBy, keyId }) => {
      return [name, setAt, setBy ?? '', keyId, usedBy.join(', ') || 'nobody'];
    });
    await writeLines(table([['NAME', 'SET', 'BY', 'KEY', 'USED BY'], ...rows]));
  }
  return exitCodes.succeeded;
}

export async function setSecret(context: CommandContext, name: string): Promise<ExitCode> {
  if (!secretName.test(name)) {
    throw new Failure('invalid', `${JSON.stringify(name)} is not a name for a secret.`, {
      remedy: 'Letters, digits, ".", "_" and "-" are possible, such as acme.bindPassword.',
    });
  }
  const { store, vault } = await context.open();
  const text = await readHidden(`Secret ${name}`);
  const isNew = (await store.secrets.get(name)) === undefined;
  await vault.set(name, text, 'command line');
  await noteInAudit(store, isNew ? 'secret.created' : 'secret.changed', `secret ${name}`);
  if (context.json) await writeJson({ name, change: isNew ? 'created' : 'changed' });
  else await writeLines([`"${name}" is stored. A connector finds it as { secret: ${name} }.`]);
  return exitCodes.succeeded;
}

export async function deleteSecret(context: CommandContext, name: string): Promise<ExitCode> {
  const { store } = await context.open();
  const usedBy = (await usersOf(store))(name);
  if (!(await store.secrets.remove(name))) {
    throw new Failure('not-found', `There is no secret named ${JSON.stringify(name)}.`, {
      remedy: 'See which there are with: user-sync secret list',
    });
  }
  await noteInAudit(store, 'secret.deleted', `secret ${name}`);
  const users =
    usedBy.length === 0 ? [] : [`Still used by: ${usedBy.join(', ')}. They do not work until it is set again.`];
  if (context.json) await writeJson({ name, deleted: true, usedBy });
  else await writeLines([`"${name}" is deleted.`, ...users]);
  return exitCodes.succeeded;
}

export async function rotateSecrets(context: CommandContext): Promise<ExitCode> {
  const { store, vault } = await context.open();
  const rotation = await rotateKey(store, vault, processIdentity(), Date.now);
  await noteInAudit(store, 'secrets.key-rotated', `key ${rotation.keyId}`);
  if (context.json) await writeJson(rotation);
  else {
    await writeLines([
      ...(rotation.resumed ? ['An earlier rotation had been interrupted; this one brought it to its end.'] : []),
      `The key is ${rotation.keyId} now. Secrets that were sealed anew: ${rotation.secrets}.`,
      `Put ${vault.file} into the backup: the copies there do not open these secrets.`,
    ]);
  }
  return exitCodes.succeeded;
}

async function usersOf(store: Store): Promise<(name: string) => readonly string[]> {
  const connectors = (await store.connectors.list()).map(({ config }) => config);
  return (name) => usersOfSecret(name, connectors);
}
