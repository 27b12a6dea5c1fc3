import type { FastifyReply } from 'fastify';

/** Raised when whoever asked has gone away, at the latest once they have the answer. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}
