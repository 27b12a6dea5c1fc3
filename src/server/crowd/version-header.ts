import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The protocol that is served, as its version is written. */
const version = 'Crowd/5.1.0';

export function isForCrowd({ url }: FastifyRequest): boolean {
  return /^\/crowd(?:[/?]|$)/.test(url);
}

/** A product believes that a Crowd server answers only when this header says so, also with an error of any kind. */
export function nameProtocol(request: FastifyRequest, reply: FastifyReply): void {
  if (isForCrowd(request)) reply.header('x-embedded-crowd-version', version);
}

export function nameProtocolAlways(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => nameProtocol(request, reply));
}
