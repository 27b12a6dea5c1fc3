import type { FastifyInstance } from 'fastify';
import { type CrowdContext, route } from '../context.ts';
import { loadedState } from '../loaded.ts';
import { sendList } from '../stream.ts';

/** The last of what a product reads in a full synchronisation: with it, it has what it began with. */
export function membershipRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { store, fetching, clock } = context;
  route(app, 'GET', '/group/membership', async ({ application, scope, signal, writer }, reply) => {
    const state = await loadedState(store.serving, scope.directories, signal);
    return sendList(reply, writer.contentType, signal, {
      pages: () => store.serving.memberships(scope),
      writer: writer.memberships(),
      write: (membership) => membership,
      done: async () => {
        await store.applications.fetched(application.id, 'full', fetching.get(application.id) ?? state, clock());
        fetching.delete(application.id);
      },
    });
  });
}
