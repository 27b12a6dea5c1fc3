import type { FastifyInstance } from 'fastify';
import { route } from '../context.ts';

/** The cookie's name is the one that Crowd has; products that do not share their log-ins never set it. */
const cookie = { domain: null, name: 'crowd.token_key' };

export function configRoutes(app: FastifyInstance): void {
  route(app, 'GET', '/config/cookie', async ({ writer, secure }, reply) => {
    return reply.type(writer.contentType).send(writer.cookie({ ...cookie, secure }));
  });
}
