import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../api/index.ts';
import type { Needs } from './needs.ts';

/** OpenAPI 3.1 of every route that is registered after this, made from the schemas that validate it. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'User Sync',
        version,
        description: 'Everything that the page does. Log in with `POST /api/v1/session`, or send an API token.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'user-sync-session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: (document) => {
      const { needs = 'public' } = document.route.config ?? {};
      const { schema = {} } = document;
      const response = { ...(schema.response ?? {}), default: problemResponse };
      const described = { ...schema, response, security: securityOf(needs), description: description(schema, needs) };
      return jsonSchemaTransform({ ...document, schema: described });
    },
  });
  await app.register(swaggerUi, { routePrefix: '/api/v1/docs' });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

const problemResponse = {
  description: 'What went wrong (RFC 9457).',
  content: { 'application/problem+json': { schema: problem } },
};

function securityOf(needs: Needs) {
  if (needs === 'public') return [];
  return needs === 'session' ? [{ session: [] }] : [{ session: [] }, { token: [needs] }];
}

function description(schema: { readonly description?: string }, needs: Needs): string {
  const rights = { public: 'For everybody.', session: 'For whoever is logged in.' };
  const right = needs === 'public' || needs === 'session' ? rights[needs] : `Needs the right to ${needs}.`;
  return schema.description === undefined ? right : `${schema.description}\n\n${right}`;
}

/** An answer without a body. */
export const nothing = z.undefined().describe('Done.');
