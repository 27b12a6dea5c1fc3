import type { FastifyRequest } from 'fastify';
import { isSame } from '../../app/access/random.ts';
import type { ServiceContext } from '../context.ts';
import { HttpProblem, httpProblems } from '../http/problem.ts';
import { publicUrlOf } from '../settings/service.ts';
import { csrfOf, sessionCookie } from './sessions.ts';

/** Methods that change nothing. */
const safe = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses what a page of somebody else made a browser send. Requests with a token are not sent by themselves. */
export async function requireOwnPage(context: ServiceContext, request: FastifyRequest): Promise<void> {
  if (safe.includes(request.method) || request.headers.authorization !== undefined) return;
  if (!(await isFromOwnPage(context, request))) {
    throw new HttpProblem(httpProblems.notAllowed, 'The request comes from a page of another site.', {
      remedy:
        'Use the page of this service. Where it is reached under another address, set it under Settings, or let the ' +
        'reverse proxy pass the header Host on.',
    });
  }
}

/** Refuses a change that does not carry what only the page of this session knows. */
export function requireCsrfToken({ method, headers, cookies }: FastifyRequest): void {
  if (safe.includes(method)) return;
  const given = headers['x-csrf-token'];
  if (typeof given === 'string' && isSame(given, csrfOf(cookies[sessionCookie] ?? ''))) return;
  throw new HttpProblem(httpProblems.notAllowed, 'The header X-CSRF-Token is missing, or belongs to another session.', {
    remedy: 'Load the page again.',
  });
}

async function isFromOwnPage({ store }: ServiceContext, { headers, host }: FastifyRequest): Promise<boolean> {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  const parsed = URL.parse(origin);
  if (parsed?.host === host) return true;
  const publicUrl = await publicUrlOf(store);
  return publicUrl !== '' && parsed?.origin === new URL(publicUrl).origin;
}
