import type { FastifyInstance } from 'fastify';
import type { ServedChanges } from '../../../core/ports/store/index.ts';
import { type CrowdEvent, crowdGroup, crowdUser } from '../../../protocols/crowd/entities.ts';
import { type CrowdContext, route } from '../context.ts';
import { loadedState } from '../loaded.ts';
import { CrowdRefusal } from '../refusal.ts';
import { eventToken, readEventToken } from '../token.ts';

/** With more, reading everything is as fast, and needs less memory at both ends. */
const mostChanges = 20_000;

export function eventRoutes(app: FastifyInstance, { store, clock }: CrowdContext): void {
  route(app, 'GET', '/event', async ({ application, scope, writer, signal }, reply) => {
    const token = eventToken(application, await loadedState(store.serving, scope.directories, signal));
    return reply.type(writer.contentType).send(writer.currentToken(token));
  });
  route(app, 'GET', '/event/:token', async (exchange, reply) => {
    const { application, scope, writer } = exchange;
    const since = readEventToken(application, exchange.parameter('token'));
    const changes = since && (await store.serving.changes(scope, since, mostChanges));
    if (changes === undefined) {
      throw new CrowdRefusal(400, 'EVENT_TOKEN_EXPIRED', 'The event token holds no more; everything has to be read.');
    }
    await store.applications.fetched(application.id, 'incremental', changes.state, clock());
    const list = writer.events(eventToken(application, changes.state), 'attributes');
    return reply.type(writer.contentType).send(list.start + list.items(eventsOf(changes)) + list.end);
  });
}

/**
 * In an order in which each can be followed: who is gone makes room for names, people and groups come before their
 * memberships. Memberships are told whole, so that one that the product has already does no harm.
 */
export function eventsOf({ deletedUsers, users, deletedGroups, groups }: ServedChanges): readonly CrowdEvent[] {
  return [
    ...deletedUsers.map((name): CrowdEvent => ({ kind: 'user', operation: 'DELETED', user: { name } })),
    ...users.map(
      ({ user, created }): CrowdEvent => ({
        kind: 'user',
        operation: created ? 'CREATED' : 'UPDATED',
        user: crowdUser(user),
      }),
    ),
    ...deletedGroups.map((name): CrowdEvent => ({ kind: 'group', operation: 'DELETED', group: { name } })),
    ...groups.map(
      ({ group, created }): CrowdEvent => ({
        kind: 'group',
        operation: created ? 'CREATED' : 'UPDATED',
        group: crowdGroup(group),
      }),
    ),
    ...users.flatMap(({ user, groups: parents }): CrowdEvent[] =>
      parents === undefined ? [] : [{ kind: 'userMembership', operation: 'UPDATED', user: user.username, parents }],
    ),
    ...groups.flatMap(({ group, nesting }): CrowdEvent[] =>
      nesting === undefined ? [] : [{ kind: 'groupMembership', operation: 'UPDATED', group: group.name, ...nesting }],
    ),
  ];
}
