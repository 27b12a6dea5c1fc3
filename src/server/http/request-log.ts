import type { FastifyInstance } from 'fastify';

/** One line for each answer of the API. Not the part after the "?": a provider sends codes there. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async ({ method, url, log, actor, ip }, { statusCode, elapsedTime }) => {
    const [path] = url.split('?');
    const ms = Math.round(elapsedTime);
    log.info({ method, path, status: statusCode, ms, address: ip, actor: actor?.name ?? null }, 'answered');
  });
}
