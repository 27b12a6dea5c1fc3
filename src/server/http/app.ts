import { randomUUID } from 'node:crypto';
import { fastify, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { apiRoutes } from '../api/index.ts';
import { addAudit } from '../auth/audit.ts';
import { checkRights } from '../auth/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from './api-app.ts';
import { answerErrors } from './errors.ts';
import { requireDeclaredNeeds } from './needs.ts';
import { describeApi } from './openapi.ts';
import { servePage } from './page.ts';
import { addProbes } from './probes.ts';
import { logRequests } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { validateByZod } from './validation.ts';

const largestBody = 1024 * 1024;

/** The whole of the HTTP server, ready to listen. */
export async function buildApp(context: ServiceContext): Promise<ApiApp> {
  const app = fastify({
    loggerInstance: context.logger,
    bodyLimit: largestBody,
    requestTimeout: 60_000,
    trustProxy: [...context.trustedProxies],
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>();
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  await addSecurityHeaders(app);
  await describeApi(app, context.version);
  await app.register(
    async (api: ApiApp) => {
      requireDeclaredNeeds(api);
      logRequests(api);
      await checkRights(api, context);
      addAudit(api, context);
      apiRoutes(api, context);
    },
    { prefix: '/api/v1' },
  );
  addProbes(app, context);
  await servePage(app, context.page);
  await app.ready();
  return app;
}
