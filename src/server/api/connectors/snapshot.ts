import { z } from 'zod';
import {
  directoryQuery,
  pageOf,
  pageQuery,
  previewAnswer,
  previewRequest,
  sourceAttribute,
  sourceGroup,
} from '../../../api/index.ts';
import { seenAttributes } from '../../../app/connectors/attributes.ts';
import { previewDraft } from '../../../app/connectors/preview.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { goneSignal } from '../../http/gone-signal.ts';
import { ofConnector, tags } from './params.ts';

/** What the source returned last: what the pickers offer, and what a mapping is tried on. */
export function connectorSnapshotRoutes(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  app.get(
    '/connectors/:id/attributes',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Raw attributes of the last listing, those first that most people have',
        tags,
        params: ofConnector,
        response: { 200: z.object({ items: z.array(sourceAttribute) }) },
      },
    },
    async (request) => ({ items: [...(await seenAttributes(store, request.params.id))] }),
  );
  app.get(
    '/connectors/:id/groups',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Groups of the last listing, by name',
        tags,
        params: ofConnector,
        querystring: directoryQuery.extend(pageQuery.shape),
        response: { 200: pageOf(sourceGroup) },
      },
    },
    async (request) => {
      const { after = null, limit, search } = request.query;
      const page = await store.snapshots.groups(request.params.id, { after, limit, search });
      return { ...page, items: [...page.items] };
    },
  );
  app.post(
    '/connectors/:id/preview',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What rules that are not saved yet make of everybody in the last listing',
        tags,
        params: ofConnector,
        body: previewRequest,
        response: { 200: previewAnswer },
      },
    },
    async (request, reply) => {
      const stored = await requireConnector(store, request.params.id);
      const { connector, search } = request.body;
      return previewDraft(context, stored, connector, search, goneSignal(reply));
    },
  );
}
