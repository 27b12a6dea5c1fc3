import type { FastifyInstance } from 'fastify';
import { PasswordChecks } from '../../app/authentication/index.ts';
import type { Application } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import { refuseCaller, sendRefusal } from './answers.ts';
import { Callers } from './caller.ts';
import type { CrowdContext } from './context.ts';
import { CrowdRefusal } from './refusal.ts';
import { logRefusals } from './request-log.ts';
import { crowdRoutes } from './routes/index.ts';
import { Usage } from './usage.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The application that asks, by the Crowd protocol; null elsewhere. */
    application: Application | null;
  }
}

/**
 * The directories as Jira, Confluence, Bitbucket and Bamboo read them: the REST resources of an Atlassian Crowd server.
 * Products are configured with the address `<service>/crowd`.
 */
export async function serveCrowd(app: FastifyInstance, context: ServiceContext): Promise<void> {
  app.decorateRequest('application', null);
  await app.register(async (crowd) => answerAsCrowd(crowd, context), { prefix: '/crowd' });
}

async function answerAsCrowd(app: FastifyInstance, context: ServiceContext): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) => sendRefusal(request, reply, error));
  logRefusals(app);
  const usage = new Usage(context.store.applications);
  const passwordChecks = new PasswordChecks(context);
  const served: CrowdContext = { ...context, passwordChecks, fetching: new Map() };
  for (const version of ['1', 'latest']) {
    await app.register(async (inner) => serveResources(inner, served, usage), {
      prefix: `/rest/usermanagement/${version}`,
    });
  }
  // Not the page of the service, which answers to every other address.
  app.all('/*', { schema: { hide: true } }, async ({ method, url }) => {
    throw new CrowdRefusal(404, 'UNSUPPORTED_OPERATION', `There is no ${method} ${url.split('?')[0]}.`);
  });
  app.addHook('onClose', async () => {
    await passwordChecks.close();
    await usage.write();
  });
}

async function serveResources(app: FastifyInstance, context: CrowdContext, usage: Usage): Promise<void> {
  const callers = new Callers(context.store.applications, context.clock);
  app.addHook('onRequest', async (request, reply) => {
    const found = await callers.find(request);
    if ('status' in found) return refuseCaller(reply, found);
    request.application = found;
    usage.note(found.id, request.headers['user-agent'], context.clock());
  });
  crowdRoutes(app, context);
}
