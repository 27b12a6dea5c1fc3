import type { FastifyInstance } from 'fastify';
import { readPassword } from '../../../protocols/crowd/body/entities.ts';
import { type CrowdContext, route } from '../context.ts';
import { logIn } from '../log-in.ts';
import { noUser } from '../refusal.ts';
import { sendUser } from '../send.ts';

export function authenticationRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { serving } = context.store;
  route(app, 'POST', '/authentication', async (exchange, reply) => {
    const username = exchange.required('username');
    const password = readPassword(exchange.body()) ?? '';
    const user = await logIn(context, exchange, { username, password });
    return sendUser(exchange, reply, user, exchange.entityDetail);
  });
  // Somebody has logged in by other means; the answer is who they are.
  route(app, 'POST', '/authentication/notify', async (exchange, reply) => {
    const username = exchange.required('username');
    const user = await serving.user(exchange.scope, { name: username });
    if (user === undefined) throw noUser(username);
    return sendUser(exchange, reply, user, exchange.entityDetail);
  });
}
