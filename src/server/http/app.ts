import { randomUUID } from 'node:crypto';
import { fastify, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { apiRoutes } from '../api/index.ts';
import { addAudit } from '../auth/audit.ts';
import { checkRights } from '../auth/index.ts';
import type { ServiceContext } from '../context.ts';
import { answerBadAddress } from '../crowd/answers.ts';
import { serveCrowd } from '../crowd/index.ts';
import { rememberApplications } from '../crowd/remembered-applications.ts';
import { isForCrowd, nameProtocolAlways } from '../crowd/version-header.ts';
import type { ApiApp } from './api-app.ts';
import { answerErrors, sendError } from './errors.ts';
import { requireDeclaredNeeds } from './needs.ts';
import { describeApi } from './openapi.ts';
import { servePage } from './page.ts';
import { addProbes } from './probes.ts';
import { logRequests } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { validateByZod } from './validation.ts';

const largestBody = 1024 * 1024;

/** The whole of the HTTP server, ready to listen. */
export async function buildApp(given: ServiceContext): Promise<ApiApp> {
  const applications = rememberApplications(given.store.applications, given.clock);
  const context = { ...given, store: { ...given.store, applications } };
  const app = fastify({
    loggerInstance: context.logger,
    bodyLimit: largestBody,
    requestTimeout: 60_000,
    trustProxy: [...context.trustedProxies],
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) =>
      isForCrowd(request) ? answerBadAddress(request, reply) : sendError(request, reply, error),
  }).withTypeProvider<ZodTypeProvider>();
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializerCompiler);
  nameProtocolAlways(app);
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
  await serveCrowd(app, context);
  addProbes(app, context);
  await servePage(app, context.page);
  await app.ready();
  return app;
}
