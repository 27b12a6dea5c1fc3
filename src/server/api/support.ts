import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { supportBundle } from '../support-bundle.ts';

export function supportRoutes(app: ApiApp, context: ServiceContext): void {
  app.get(
    '/support-bundle',
    {
      config: { needs: 'administer' },
      schema: {
        summary: 'One file for support: settings without secrets, last runs, recent log, what doctor says',
        tags: ['settings'],
      },
    },
    async (request, reply) => {
      const bundle = await supportBundle(context);
      await request.audit('support-bundle.downloaded', 'support bundle', null, null);
      const day = new Date(context.clock()).toISOString().slice(0, 10);
      reply.header('content-disposition', `attachment; filename="user-sync-support-${day}.json"`);
      return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(bundle, undefined, 2)}\n`);
    },
  );
}
