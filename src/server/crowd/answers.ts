import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Unknown } from './caller.ts';
import { writerOf } from './exchange.ts';
import { CrowdRefusal, illegalArgument, refusalOf } from './refusal.ts';
import { nameProtocol } from './version-header.ts';

/** Products show the text, without tags. */
export function refuseCaller(reply: FastifyReply, { status, message }: Unknown): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="User Sync"');
  if (status === 429) reply.header('retry-after', '60');
  return reply.code(status).type('text/plain; charset=utf-8').send(message);
}

/** An address that cannot be read never comes to a route. */
export function answerBadAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  nameProtocol(request, reply);
  return sendRefusal(request, reply, illegalArgument('The address cannot be read.'));
}

/** What is our fault is logged, and told without its text. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const { status, reason, message, retryAfterSeconds } = refusalOf(error) ?? ofServer(request, error);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  const writer = writerOf(request);
  return reply.code(status).type(writer.contentType).send(writer.error(reason, message));
}

function ofServer(request: FastifyRequest, error: unknown): CrowdRefusal {
  const status = (error as { readonly statusCode?: unknown }).statusCode;
  if (status === 413) return new CrowdRefusal(413, 'ILLEGAL_ARGUMENT', 'The request is too large.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new CrowdRefusal(400, 'ILLEGAL_ARGUMENT', 'The request cannot be read.');
  }
  request.log.error({ err: error }, 'a request of an application failed');
  const message = `Something went wrong inside User Sync; its log says more beside the reference ${request.id}.`;
  return new CrowdRefusal(500, 'OPERATION_FAILED', message);
}
