import cookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { hashOf } from '../../app/access/random.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import type { Needs } from '../http/needs.ts';
import { HttpProblem, httpProblems } from '../http/problem.ts';
import { type Actor, actorOf, actorOfSession, actorOfToken, notLoggedIn } from './actor.ts';
import { requireCsrfToken, requireOwnPage } from './origin.ts';
import { sessionOf } from './sessions.ts';

/** Finds out who asks, and lets through who has what the route needs. Nothing of a body has been read yet. */
export async function checkRights(app: ApiApp, context: ServiceContext): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config;
    await requireOwnPage(context, request);
    request.actor = await actorFor(context, request);
    if (needs !== 'public') authorize(request, needs);
  });
}

async function actorFor(context: ServiceContext, request: FastifyRequest): Promise<Actor | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return actorOfHeader(context, authorization);
  const session = await sessionOf(context, request);
  return session === undefined ? null : actorOfSession(session);
}

const usedEveryMs = 60_000;

async function actorOfHeader({ store, clock }: ServiceContext, authorization: string): Promise<Actor> {
  const [, text = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const token = await store.tokens.find(hashOf(text));
  const now = clock();
  if (token === undefined) throw notLoggedIn('The API token is not known here, or it was revoked.');
  if (token.expiresAt !== null && now >= token.expiresAt) {
    throw notLoggedIn(`The API token ${token.name} has expired.`);
  }
  if (token.lastUsed === null || now - token.lastUsed >= usedEveryMs) await store.tokens.used(token.id, now);
  return actorOfToken(token);
}

/** Throws 401 for a stranger, and 403 with what is missing. */
function authorize(request: FastifyRequest, needs: Exclude<Needs, 'public'> | undefined): void {
  const actor = actorOf(request);
  if (actor.session !== undefined) requireCsrfToken(request);
  if (needs === 'session') {
    if (actor.session !== undefined) return;
    throw new HttpProblem(httpProblems.notAllowed, 'An API token cannot do this; it is for whoever is logged in.');
  }
  if (needs !== undefined && actor.rights.has(needs)) return;
  const has = [...actor.rights].join(', ') || 'nothing';
  throw new HttpProblem(httpProblems.notAllowed, `This needs the right to ${needs}. ${actor.name} has: ${has}.`, {
    remedy: actor.session === undefined ? 'Use a token with this scope.' : 'Ask an administrator for another role.',
  });
}
