import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../core/errors.ts';
import { HttpProblem, httpProblems, problemOf } from './problem.ts';

/** Answers every error with a problem document (RFC 9457). What is our fault is logged, and told without its text. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => sendError(request, reply, error));
}

export function sendError(request: FastifyRequest, reply: FastifyReply, error: FastifyError): FastifyReply {
  return sendProblem(request, reply, explained(error));
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status === 500) request.log.error({ err: error }, 'a request failed');
  if (error instanceof HttpProblem) reply.headers(error.headers);
  if (error instanceof Failure && error.retryAfterMs !== undefined) {
    reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  }
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** Refusals of Fastify itself, in words. */
function explained(error: FastifyError): unknown {
  if (error instanceof HttpProblem || error instanceof Failure) return error;
  const { statusCode = 500, code = '', message } = error;
  if (statusCode === 413) {
    return new HttpProblem(httpProblems.tooLarge, 'The request is larger than 1 MiB.', {
      remedy: 'Send less at once.',
    });
  }
  if (statusCode === 415) {
    return new HttpProblem(httpProblems.wrongType, 'The request has a content type that is not understood here.', {
      remedy: 'Send JSON, with the header Content-Type: application/json.',
    });
  }
  if (error instanceof SyntaxError || code === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return new HttpProblem(httpProblems.badRequest, `The request is not JSON (${message}).`);
  }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return new HttpProblem(httpProblems.badRequest, 'The request says that it is JSON, and is empty.');
  }
  return statusCode < 500 ? new HttpProblem({ ...httpProblems.badRequest, status: statusCode }, `${message}.`) : error;
}
