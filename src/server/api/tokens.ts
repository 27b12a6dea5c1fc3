import { z } from 'zod';
import { createdToken, newToken, type TokenAnswer, token } from '../../api/index.ts';
import { hashOf, randomText } from '../../app/access/random.ts';
import { Failure } from '../../core/errors.ts';
import type { ApiToken } from '../../core/ports/store/index.ts';
import { actorOf } from '../auth/actor.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { nothing } from '../http/openapi.ts';
import { refuseField } from '../http/problem.ts';

const tags = ['tokens'];
const config = { needs: 'administer' } as const;
/** Tells people and scanners for leaked secrets what it is. */
const begin = 'ust_';
const dayMs = 24 * 60 * 60_000;

export function tokenRoutes(app: ApiApp, { store, clock }: ServiceContext): void {
  app.get(
    '/tokens',
    { config, schema: { summary: 'API tokens', tags, response: { 200: z.object({ items: z.array(token) }) } } },
    async () => ({ items: (await store.tokens.list()).map(answer) }),
  );
  app.post(
    '/tokens',
    {
      config,
      schema: {
        summary: 'Make an API token; only this answer shows it',
        tags,
        body: newToken,
        response: { 201: createdToken },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresInDays } = request.body;
      const { administrator, rights } = actorOf(request);
      const missing = scopes.find((scope) => !rights.has(scope));
      if (missing !== undefined) throw refuseField('scopes', `${missing} is a right that you do not have yourself.`);
      const [text, now] = [`${begin}${randomText()}`, clock()];
      const made = await store.tokens.create({
        name,
        scopes: [...new Set(scopes)],
        hash: hashOf(text),
        prefix: text.slice(0, begin.length + 4),
        administrator: administrator.id,
        createdAt: now,
        expiresAt: expiresInDays === null ? null : now + expiresInDays * dayMs,
      });
      await request.audit('token.created', `token ${name}`, null, { scopes: made.scopes, expiresAt: made.expiresAt });
      return reply.code(201).send({ ...answer(made), token: text });
    },
  );
  app.delete(
    '/tokens/:id',
    {
      config,
      schema: {
        summary: 'Revoke an API token',
        tags,
        params: z.object({ id: z.coerce.number().int().min(1) }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const gone = await store.tokens.remove(id);
      if (gone === undefined) throw new Failure('not-found', `There is no token with the number ${id}.`);
      await request.audit('token.revoked', `token ${gone.name}`, { scopes: gone.scopes }, null);
      return reply.code(204).send();
    },
  );
}

function answer({ administrator, ...shown }: ApiToken): TokenAnswer {
  return { ...shown, scopes: [...shown.scopes], createdBy: administrator.username };
}
