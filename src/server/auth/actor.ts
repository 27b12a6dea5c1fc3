import type { FastifyRequest } from 'fastify';
import type { Scope } from '../../api/index.ts';
import type { Administrator, AdministratorRole, ApiToken, Session } from '../../core/ports/store/index.ts';
import { HttpProblem, httpProblems } from '../http/problem.ts';

/** Who asks, and what they may do. */
export interface Actor {
  /** As the audit log names them: a username, or `token NAME`. */
  readonly name: string;
  readonly rights: ReadonlySet<Scope>;
  readonly administrator: Administrator;
  /** Of a browser; undefined for a token. */
  readonly session: Session | undefined;
}

/** What each role may do. */
export const rightsOf: { readonly [role in AdministratorRole]: readonly Scope[] } = {
  viewer: ['read'],
  operator: ['read', 'run'],
  administrator: ['read', 'run', 'configure', 'administer'],
};

export function actorOfSession(session: Session): Actor {
  const { administrator } = session;
  return { name: administrator.username, rights: new Set(rightsOf[administrator.role]), administrator, session };
}

/** A token can do what it was made for, and no more than who made it can do today. */
export function actorOfToken({ name, scopes, administrator }: ApiToken): Actor {
  const rights = new Set<Scope>(scopes.filter((scope) => rightsOf[administrator.role].includes(scope)));
  return { name: `token ${name}`, rights, administrator, session: undefined };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null for a stranger. */
    actor: Actor | null;
  }
}

/** Who asks. There is always somebody on a route that is not public. */
export function actorOf({ actor }: FastifyRequest): Actor {
  if (actor !== null) return actor;
  throw notLoggedIn();
}

export function notLoggedIn(detail = 'You are not logged in, or the session is over.'): HttpProblem {
  return new HttpProblem(httpProblems.notLoggedIn, detail, {
    remedy: 'Log in, or send an API token: Authorization: Bearer …',
    headers: { 'www-authenticate': 'Bearer' },
  });
}
