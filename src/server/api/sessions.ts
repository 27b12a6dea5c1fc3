import { z } from 'zod';
import { openSession } from '../../api/index.ts';
import type { Session } from '../../core/ports/store/index.ts';
import { type Actor, actorOf } from '../auth/actor.ts';
import { isOver } from '../auth/sessions.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { nothing } from '../http/openapi.ts';
import { HttpProblem, httpProblems } from '../http/problem.ts';

const tags = ['session'];

/** Everybody sees and ends the own sessions; who may administer, all. */
export function sessionsRoutes(app: ApiApp, { store, clock }: ServiceContext): void {
  const seenBy = async (actor: Actor): Promise<readonly Session[]> => {
    const now = clock();
    const all = (await store.sessions.list()).filter((session) => !isOver(session, now));
    if (actor.rights.has('administer')) return all;
    return all.filter(({ administrator }) => administrator.id === actor.administrator.id);
  };
  app.get(
    '/sessions',
    {
      config: { needs: 'session' },
      schema: { summary: 'Open sessions', tags, response: { 200: z.object({ items: z.array(openSession) }) } },
    },
    async (request) => {
      const actor = actorOf(request);
      return { items: (await seenBy(actor)).map((session) => answer(session, actor.session?.id)) };
    },
  );
  app.delete(
    '/sessions/:id',
    {
      config: { needs: 'session' },
      schema: {
        summary: 'End a session',
        tags,
        params: z.object({ id: z.string().regex(/^\d{1,15}$/) }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const session = (await seenBy(actorOf(request))).find(({ id }) => String(id) === request.params.id);
      if (session === undefined) {
        throw new HttpProblem(httpProblems.notFound, `There is no open session ${request.params.id}.`);
      }
      await store.sessions.end(session.id);
      const { administrator, address } = session;
      await request.audit('session.ended', `administrator ${administrator.username}`, { address }, null);
      return reply.code(204).send();
    },
  );
}

function answer({ id, administrator, createdAt, lastSeen, address, agent }: Session, own: number | undefined) {
  const { username } = administrator;
  return { id: String(id), username, createdAt, lastSeen, address, agent, current: id === own };
}
