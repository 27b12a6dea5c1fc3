import type { FastifyRequest } from 'fastify';
import { Failure, isFailure } from '../../core/errors.ts';
import type { Administrator, AdministratorRole } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import type { OidcSetting } from '../settings/oidc.ts';
import { type Claims, fullNameOf, groupsOf, roleOf, usernameOf } from './claims.ts';

/** Who the claims are about, as an administrator with the role that the groups give today. Throws `unauthorized`. */
export async function admit(
  { store, clock }: ServiceContext,
  request: FastifyRequest,
  setting: OidcSetting,
  claims: Claims,
): Promise<Administrator> {
  const username = usernameOf(claims);
  const identity = `${String(claims.iss)} ${String(claims.sub)}`;
  const known = await store.administrators.findByIdentity(identity);
  const role = roleOf(claims, setting);
  if (role === undefined || known?.active === false) {
    const groups = groupsOf(claims, setting.groupsClaim);
    await request.audit('log-in.refused', `administrator ${username}`, null, { groups: groups.slice(0, 100) });
    throw known?.active === false ? notActive(username) : noRole(username, groups);
  }
  const fullName = fullNameOf(claims);
  if (known !== undefined) return update({ store, request }, known, role, fullName);
  const proof = { kind: 'oidc', passwordHash: null, identity } as const;
  const made = await store.administrators
    .create({ username, fullName, role, ...proof, now: clock() })
    .catch((error: unknown) => {
      throw isFailure(error, 'already-exists') ? nameTaken(username) : error;
    });
  await request.audit('administrator.created', `administrator ${username}`, null, { role, kind: 'oidc' });
  return made;
}

async function update(
  { store, request }: Pick<ServiceContext, 'store'> & { readonly request: FastifyRequest },
  known: Administrator,
  role: AdministratorRole,
  fullName: string,
): Promise<Administrator> {
  if (known.role === role && known.fullName === fullName) return known;
  try {
    const { before, after } = await store.administrators.change(known.id, { role, fullName });
    await request.audit('administrator.changed', `administrator ${known.username}`, shown(before), shown(after));
    return after;
  } catch (error) {
    // The last active administrator stays one, so that somebody can put the groups right.
    if (isFailure(error, 'invalid')) return known;
    throw error;
  }
}

function shown({ role, fullName }: Administrator) {
  return { role, fullName };
}

function noRole(username: string, groups: readonly string[]): Failure {
  const has = groups.length === 0 ? 'The provider named no groups' : `The provider named ${groups.length} groups`;
  return new Failure('unauthorized', `You are ${username}, but none of your groups gives you a role here. ${has}.`, {
    remedy: 'Ask an administrator of User Sync to give one of your groups a role (Settings, Log-in).',
  });
}

function nameTaken(username: string): Failure {
  return new Failure('unauthorized', `Another administrator has the username ${username} here already.`, {
    remedy: 'Ask an administrator of User Sync to remove that one, or log in with its password.',
  });
}

function notActive(username: string): Failure {
  return new Failure('unauthorized', `You are ${username}, and you have been deactivated here.`, {
    remedy: 'Ask an administrator of User Sync to activate you again.',
  });
}
