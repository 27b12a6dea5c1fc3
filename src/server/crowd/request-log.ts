import type { FastifyInstance } from 'fastify';

/** One line for each answer that is a refusal; the others, hundreds a second, only where somebody wants all the details. */
export function logRefusals(app: FastifyInstance): void {
  app.addHook('onResponse', async ({ method, url, log, application, ip }, { statusCode, elapsedTime }) => {
    const [path] = url.split('?');
    const told = { method, path, status: statusCode, ms: Math.round(elapsedTime), address: ip };
    const line = { ...told, application: application?.name ?? null };
    if (statusCode >= 400) log.info(line, 'refused a product');
    else log.debug(line, 'answered a product');
  });
}
