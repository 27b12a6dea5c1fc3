import { runApplications } from '../../../api/index.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { ofRun, requireRun, tags } from './params.ts';

export function runApplicationRoutes(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/runs/:id/applications',
    {
      config: { needs: 'read' },
      schema: {
        summary: "The applications that read the run's directory, and which of them have fetched what it did",
        tags,
        params: ofRun,
        response: { 200: runApplications },
      },
    },
    async (request) => {
      const { id } = await requireRun(store, request.params.id);
      return { items: [...(await store.applications.progress(id))] };
    },
  );
}
