import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PasswordChecks } from '../../app/authentication/index.ts';
import type { DirectoryState } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import { Exchange } from './exchange.ts';

/** What the routes of the protocol work with. */
export interface CrowdContext extends ServiceContext {
  readonly passwordChecks: PasswordChecks;
  /** The state from which an application, by its id, has begun to read everything. */
  readonly fetching: Map<number, readonly DirectoryState[]>;
}

/** What a route does: it answers by the reply. */
export type CrowdHandler = (exchange: Exchange, reply: FastifyReply) => Promise<FastifyReply>;

export type CrowdMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What applications say is short; a longer body would keep everybody else waiting while it is read. */
const largestBody = 256 * 1024;

/** A route of the protocol, with the application that asks. */
export function route(app: FastifyInstance, method: CrowdMethod, url: string, handler: CrowdHandler): void {
  app.route({
    method,
    url,
    bodyLimit: largestBody,
    schema: { hide: true },
    handler: (request: FastifyRequest, reply) => {
      if (request.application === null) throw new Error('No application asks.');
      return handler(new Exchange(request, reply, request.application), reply);
    },
  });
}
