import type { FastifyInstance } from 'fastify';
import type { ServiceContext } from '../context.ts';

/** For those who watch the service: is it there, can it work, how does it do. They tell nothing about people. */
export function addProbes(app: FastifyInstance, { store, metrics, logger }: ServiceContext): void {
  const hidden = { schema: { hide: true }, logLevel: 'warn' } as const;
  app.get('/healthz', hidden, async () => ({ status: 'ok' }));
  app.get('/readyz', hidden, async (_request, reply) => {
    try {
      await store.connectors.get('');
      return { status: 'ok' };
    } catch (error) {
      logger.error({ err: error }, 'the store does not answer');
      return reply.code(503).send({ status: 'the store does not answer' });
    }
  });
  app.get('/metrics', hidden, async (_request, reply) => {
    const text = await metrics.text();
    return reply.type(metrics.contentType).send(text);
  });
}
