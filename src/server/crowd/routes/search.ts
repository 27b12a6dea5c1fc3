import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Restriction } from '../../../core/search/restriction.ts';
import { readRestriction } from '../../../protocols/crowd/body/restriction.ts';
import { crowdGroup, crowdUser } from '../../../protocols/crowd/entities.ts';
import { readQuery } from '../../../protocols/crowd/query-language.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { loadedState } from '../loaded.ts';
import { illegalArgument } from '../refusal.ts';
import { sendList } from '../stream.ts';

export function searchRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { store, fetching } = context;
  const search = async (exchange: Exchange, reply: FastifyReply, restriction: Restriction) => {
    const { application, scope, writer, signal, listDetail } = exchange;
    const type = exchange.required('entity-type').toLowerCase();
    const range = exchange.range();
    if (type !== 'user' && type !== 'group') throw illegalArgument('The argument entity-type can be user, group.');
    if (restriction.kind === 'all') {
      const state = await loadedState(store.serving, scope.directories, signal);
      // In a full synchronisation people come first.
      if (type === 'user' && range.start === 0) fetching.set(application.id, state);
    }
    const { contentType } = writer;
    if (type === 'group') {
      const pages = () => store.serving.groups(scope, restriction, range);
      return sendList(reply, contentType, signal, { pages, writer: writer.groups(listDetail), write: crowdGroup });
    }
    const pages = () => store.serving.users(scope, restriction, range);
    return sendList(reply, contentType, signal, { pages, writer: writer.users(listDetail), write: crowdUser });
  };
  route(app, 'POST', '/search', (exchange, reply) => search(exchange, reply, restrictionOf(exchange)));
  route(app, 'GET', '/search', (exchange, reply) =>
    search(exchange, reply, readQuery(exchange.argument('restriction') ?? '')),
  );
}

function restrictionOf(exchange: Exchange): Restriction {
  return exchange.hasBody ? readRestriction(exchange.body()) : { kind: 'all' };
}
