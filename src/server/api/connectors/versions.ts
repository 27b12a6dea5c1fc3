import { z } from 'zod';
import { type ConnectorVersion, connectorAnswer, connectorVersion, pageOf, pageQuery } from '../../../api/index.ts';
import { diffConnector } from '../../../app/config/index.ts';
import { restoreConnector } from '../../../app/connectors/save.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import type { ConnectorVersion as StoredVersion } from '../../../core/ports/store/index.ts';
import { actorOf } from '../../auth/actor.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { etagOf, requireVersion } from '../../http/if-match.ts';
import { answer, beforeAndAfter, orStale } from './connectors.ts';
import { ofConnector, tags } from './params.ts';

const ofVersion = ofConnector.extend({ version: z.coerce.number().int().min(1) });

export function connectorVersionRoutes(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  app.get(
    '/connectors/:id/versions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Every version that was saved, newest first, with what it changed',
        tags,
        params: ofConnector,
        querystring: pageQuery,
        response: { 200: pageOf(connectorVersion) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query;
      const { id } = await requireConnector(store, request.params.id).then(({ config }) => config);
      // One more, for what the last one of the page changed.
      const page = await store.connectors.versions(id, { after, limit: limit + 1 });
      const items = page.items.slice(0, limit);
      const next = page.items.length > limit ? String(items.at(-1)?.version) : null;
      return {
        items: await Promise.all(items.map((version, index) => described(context, version, page.items[index + 1]))),
        next,
      };
    },
  );
  app.post(
    '/connectors/:id/versions/:version/restore',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Make an old version the newest one. If-Match names the version that is the newest now',
        tags,
        params: ofVersion,
        response: { 200: connectorAnswer },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params;
      const stored = await requireConnector(store, id);
      const expected = requireVersion(request, stored);
      const by = actorOf(request).name;
      const saved = await orStale(context, stored, () => restoreConnector(context, id, version, by, expected));
      const [before, after] = beforeAndAfter(saved);
      await request.audit('connector.restored', `connector ${id}`, before, { version, changes: after });
      return reply.header('etag', etagOf(saved.connector.version)).send(await answer(context, saved.connector));
    },
  );
}

async function described(
  { types }: ServiceContext,
  { version, at, by, config }: StoredVersion,
  before: StoredVersion | undefined,
): Promise<ConnectorVersion> {
  const changes = before === undefined ? [] : await diffConnector(before.config, config, types);
  return { version, at, by, changes: [...changes] };
}
