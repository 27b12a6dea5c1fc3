import type { FastifyInstance } from 'fastify';
import type { AttributeOwner } from '../../../core/ports/store/index.ts';
import { readAttributes } from '../../../protocols/crowd/body/entities.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { noGroup, noUser } from '../refusal.ts';
import { sendNothing } from '../send.ts';

/** What products note of people and groups, such as the last log-in: it is always taken, beside what is synced. */
export function attributeRoutes(app: FastifyInstance, { store: { serving } }: CrowdContext): void {
  for (const kind of ['user', 'group'] as const) {
    const url = `/${kind}/attribute`;
    const ownerOf = (exchange: Exchange): AttributeOwner => ({ kind, name: exchange.required(`${kind}name`) });
    const missing = ({ name }: AttributeOwner) => (kind === 'user' ? noUser(name) : noGroup(name));
    route(app, 'GET', url, async (exchange, reply) => {
      const { scope, writer } = exchange;
      const owner = ownerOf(exchange);
      const found = await (kind === 'user' ? serving.user(scope, owner) : serving.group(scope, owner.name));
      if (found === undefined) throw missing(owner);
      return reply.type(writer.contentType).send(writer.attributes(owner, found.attributes));
    });
    for (const method of ['POST', 'PUT'] as const) {
      route(app, method, url, async (exchange, reply) => {
        const owner = ownerOf(exchange);
        const stored = await serving.storeAttributes(exchange.scope, owner, readAttributes(exchange.body()));
        if (!stored) throw missing(owner);
        return sendNothing(reply);
      });
    }
    route(app, 'DELETE', url, async (exchange, reply) => {
      const owner = ownerOf(exchange);
      const removed = await serving.removeAttribute(exchange.scope, owner, exchange.required('attributename'));
      if (!removed) throw missing(owner);
      return sendNothing(reply);
    });
  }
}
