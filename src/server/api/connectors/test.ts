import { z } from 'zod';
import { connectorForm, testAnswer } from '../../../api/index.ts';
import { checkDraft } from '../../../app/connectors/save.ts';
import { openConnector } from '../../../app/open-connector.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import type { ConnectorConfig } from '../../../core/connector.ts';
import type { SourceCheck } from '../../../core/ports/source.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { goneSignal } from '../../http/gone-signal.ts';
import { ofConnector, tags } from './params.ts';

export function connectorTestRoutes(app: ApiApp, context: ServiceContext): void {
  app.post(
    '/connectors/check',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Check a connector that is not saved; what is wrong is told field by field',
        tags,
        body: connectorForm,
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async (request) => {
      await checkDraft(context, request.body, await storedOf(context, request.body.id));
      return { ok: true as const };
    },
  );
  app.post(
    '/connectors/test',
    {
      config: { needs: 'configure' },
      schema: {
        summary: 'Try, one by one, what a run of a connector that is not saved would need',
        tags,
        body: connectorForm,
        response: { 200: testAnswer },
      },
    },
    async (request, reply) => {
      const draft = await checkDraft(context, request.body, await storedOf(context, request.body.id));
      return tried(context, draft, goneSignal(reply));
    },
  );
  app.post(
    '/connectors/:id/test',
    {
      config: { needs: 'run' },
      schema: {
        summary: 'Try, one by one, what a run will need',
        tags,
        params: ofConnector,
        response: { 200: testAnswer },
      },
    },
    async (request, reply) => {
      const { config } = await requireConnector(context.store, request.params.id);
      return tried(context, config, goneSignal(reply));
    },
  );
}

/** The connector of this id, for the secrets that a draft of it leaves hidden. */
export async function storedOf({ store }: ServiceContext, id: unknown) {
  return typeof id === 'string' ? store.connectors.get(id) : undefined;
}

async function tried(context: ServiceContext, config: ConnectorConfig, signal: AbortSignal) {
  const open = await openConnector(context, config, context.clock);
  try {
    const source = await open.source.test(signal);
    const target = await open.target.test(signal);
    return { ok: [...source, ...target].every(({ ok }) => ok), source: source.map(shown), target: target.map(shown) };
  } finally {
    await open.close();
  }
}

function shown({ name, ok, message }: SourceCheck) {
  return { name, ok, message };
}
