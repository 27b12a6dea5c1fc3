import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionAnswer } from '../../api/index.ts';
import { hashOf, randomText } from '../../app/access/random.ts';
import type { Administrator, Session } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import { publicUrlOf } from '../settings/service.ts';

/** Who does nothing for so long must log in again; whoever works, after so long at the latest. */
export const idleMs = 2 * 60 * 60_000;
export const longestMs = 12 * 60 * 60_000;

export const sessionCookie = 'user-sync-session';

const seenEveryMs = 60_000;

/** The session of a request's cookie, as long as it lasts. */
export async function sessionOf(
  { store, clock }: ServiceContext,
  { cookies }: FastifyRequest,
): Promise<Session | undefined> {
  const text = cookies[sessionCookie];
  if (text === undefined) return undefined;
  const session = await store.sessions.find(hashOf(text));
  const now = clock();
  if (session === undefined || isOver(session, now)) return undefined;
  if (now - session.lastSeen < seenEveryMs) return session;
  await store.sessions.seen(session.id, now);
  return { ...session, lastSeen: now };
}

export function isOver({ lastSeen, expiresAt }: Session, now: number): boolean {
  return now >= expiresAt || now >= lastSeen + idleMs;
}

/** Logs somebody in: the browser gets a cookie, a new one each time. */
export async function beginSession(
  context: ServiceContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { id }: Administrator,
  by: Session['by'],
): Promise<SessionAnswer> {
  const { store, clock } = context;
  const text = randomText();
  const now = clock();
  const place = { address: request.ip, agent: (request.headers['user-agent'] ?? '').slice(0, 300) };
  const times = { createdAt: now, expiresAt: now + longestMs };
  await store.sessions.purge(now, now - idleMs);
  const { after } = await store.administrators.change(id, { lastLogIn: now });
  await store.sessions.create({ administrator: id, hash: hashOf(text), ...times, ...place, by });
  const secure = request.protocol === 'https' || (await publicUrlOf(store)).startsWith('https:');
  reply.setCookie(sessionCookie, text, { path: '/', httpOnly: true, sameSite: 'strict', secure });
  return answerOf({ administrator: after, lastSeen: now, expiresAt: times.expiresAt, by }, text);
}

export function sessionAnswer(session: Session, { cookies }: FastifyRequest): SessionAnswer {
  return answerOf(session, cookies[sessionCookie] ?? '');
}

function answerOf(
  { administrator, lastSeen, expiresAt, by }: Pick<Session, 'administrator' | 'lastSeen' | 'expiresAt' | 'by'>,
  text: string,
): SessionAnswer {
  const { username, fullName, role } = administrator;
  return { username, fullName, role, csrf: csrfOf(text), expiresAt: Math.min(expiresAt, lastSeen + idleMs), by };
}

/** Only a page that was given it by this service knows it; it is worth nothing without the cookie. */
export function csrfOf(text: string): string {
  return hashOf(`csrf of ${text}`);
}
