import { about } from '../../api/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';

export function aboutRoutes(app: ApiApp, { vault, engine, version, dataDirectory, clock }: ServiceContext): void {
  const startedAt = clock();
  app.get(
    '/about',
    {
      config: { needs: 'read' },
      schema: { summary: 'This installation', tags: ['settings'], response: { 200: about } },
    },
    async () => {
      const key = await vault.current();
      const node = process.versions.node;
      return { version, node, store: engine, dataDirectory, startedAt, keyId: key.id, keyCreatedAt: key.createdAt };
    },
  );
}
