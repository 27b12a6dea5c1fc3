import { type ConflictAnswer, conflict, conflictsQuery, pageOf, pageQuery } from '../../../api/index.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import { resultAnswer } from '../../answers/result.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { ofConnector, tags } from './params.ts';

export function connectorConflictRoutes(app: ApiApp, { store, types }: ServiceContext): void {
  app.get(
    '/connectors/:id/conflicts',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Conflicts that need a decision, both sides with the evidence',
        tags,
        params: ofConnector,
        querystring: conflictsQuery.extend(pageQuery.shape),
        response: { 200: pageOf(conflict) },
      },
    },
    async (request) => {
      const { id, source } = (await requireConnector(store, request.params.id)).config;
      const { idAttribute } = await types.sourceType(source.type);
      const { after = null, ...query } = request.query;
      const page = await store.results.conflictPage(id, { ...query, after });
      const items = page.items.map((result): ConflictAnswer => {
        return { ...resultAnswer(result, idAttribute), run: `${id}-${result.run}`, subject: result.subject };
      });
      return { ...page, items };
    },
  );
}
