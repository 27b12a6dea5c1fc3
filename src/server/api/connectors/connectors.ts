import { z } from 'zod';
import {
  type ConnectorAnswer,
  type ConnectorForm,
  connectorAnswer,
  connectorForm,
  connectorSummary as summary,
} from '../../../api/index.ts';
import { exportConnectors, fullConnectorForm } from '../../../app/config/index.ts';
import { changeConnector, createConnector, deleteConnector, type Saved } from '../../../app/connectors/save.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import { Failure, isFailure } from '../../../core/errors.ts';
import type { StoredConnector } from '../../../core/ports/store/index.ts';
import { connectorSummary } from '../../answers/connector-summary.ts';
import { actorOf } from '../../auth/actor.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { etagOf, requireVersion, staleVersion } from '../../http/if-match.ts';
import { nothing } from '../../http/openapi.ts';
import { ofConnector, tags } from './params.ts';

export function connectorRoutes(app: ApiApp, context: ServiceContext): void {
  readRoutes(app, context);
  createRoute(app, context);
  changeRoute(app, context);
  deleteRoute(app, context);
}

function readRoutes(app: ApiApp, context: ServiceContext): void {
  const { store, types } = context;
  app.get(
    '/connectors',
    {
      config: { needs: 'read' },
      schema: { summary: 'Every connector, as a card', tags, response: { 200: z.object({ items: z.array(summary) }) } },
    },
    async () => {
      const connectors = await store.connectors.list();
      return { items: await Promise.all(connectors.map((connector) => connectorSummary(context, connector))) };
    },
  );
  app.get(
    '/connectors/:id',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'A connector with all its settings; its version is the ETag',
        tags,
        params: ofConnector,
        response: { 200: connectorAnswer },
      },
    },
    async (request, reply) => {
      const stored = await requireConnector(store, request.params.id);
      return reply.header('etag', etagOf(stored.version)).send(await answer(context, stored));
    },
  );
  app.get(
    '/connectors/:id/export',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'A connector as a connector file (YAML)',
        tags,
        params: ofConnector,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const { config } = await requireConnector(store, request.params.id);
      const file = `attachment; filename="${config.id}.yaml"`;
      const text = await exportConnectors([config], types);
      return reply.type('application/yaml; charset=utf-8').header('content-disposition', file).send(text);
    },
  );
}

function createRoute(app: ApiApp, context: ServiceContext): void {
  app.post(
    '/connectors',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Create a connector, in the structure of the connector file',
        tags,
        body: connectorForm,
        response: { 201: connectorAnswer },
      },
    },
    async (request, reply) => {
      const saved = await createConnector(context, request.body, actorOf(request).name);
      const { id } = saved.connector.config;
      const shown = await answer(context, saved.connector);
      await request.audit('connector.created', `connector ${id}`, null, shown.connector);
      return reply.code(201).header('etag', etagOf(1)).header('location', `/api/v1/connectors/${id}`).send(shown);
    },
  );
}

function changeRoute(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  app.put(
    '/connectors/:id',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Change a connector: everything that is left out is as without it. If-Match names the version',
        description: 'A secret that is answered as stars stays as it is where the stars are sent back.',
        tags,
        params: ofConnector,
        body: connectorForm,
        response: { 200: connectorAnswer },
      },
    },
    async (request, reply) => {
      const stored = await requireConnector(store, request.params.id);
      const version = requireVersion(request, stored);
      const by = actorOf(request).name;
      const saved = await orStale(context, stored, () => changeConnector(context, stored, request.body, by, version));
      if (saved.changes.length > 0) {
        await request.audit('connector.changed', `connector ${stored.config.id}`, ...beforeAndAfter(saved));
      }
      for (const name of saved.replacedSecrets) await request.audit('secret.changed', `secret ${name}`, null, null);
      return reply.header('etag', etagOf(saved.connector.version)).send(await answer(context, saved.connector));
    },
  );
}

function deleteRoute(app: ApiApp, context: ServiceContext): void {
  const { store, runs } = context;
  app.delete(
    '/connectors/:id',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Delete a connector with its history; its accounts stay. If-Match names the version',
        tags,
        params: ofConnector,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const stored = await requireConnector(store, request.params.id);
      requireVersion(request, stored);
      const { id } = stored.config;
      if (await runs.goesOn(id)) {
        throw new Failure('busy', `A run of "${id}" goes on.`, { remedy: 'Cancel it, or wait for it to end.' });
      }
      const { connector } = await answer(context, stored);
      await deleteConnector(context, stored);
      await request.audit('connector.deleted', `connector ${id}`, connector, null);
      return reply.code(204).send();
    },
  );
}

/** What somebody else saved between looking and saving is told like what they saved before. */
export async function orStale<T>({ store }: ServiceContext, stored: StoredConnector, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(error, 'outdated')) throw error;
    throw staleVersion((await store.connectors.get(stored.config.id)) ?? stored);
  }
}

export async function answer({ types }: ServiceContext, stored: StoredConnector): Promise<ConnectorAnswer> {
  const connector = (await fullConnectorForm(stored.config, types)) as unknown as ConnectorForm;
  return { connector, version: stored.version, updatedAt: stored.updatedAt, updatedBy: stored.updatedBy };
}

/** For the audit log: the settings that differ, by their fields. */
export function beforeAndAfter({ changes }: Saved): [before: unknown, after: unknown] {
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.field, change[which]]));
  return [side('before'), side('after')];
}
