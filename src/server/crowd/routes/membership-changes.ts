import type { FastifyInstance, FastifyReply } from 'fastify';
import { Failure } from '../../../core/errors.ts';
import type { LocalChange } from '../../../core/ports/store/index.ts';
import { readReference } from '../../../protocols/crowd/body/entities.ts';
import { type CrowdContext, type CrowdMethod, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { type ChangeReasons, changing, requireMayWrite } from '../may-write.ts';
import { noGroup, noUser } from '../refusal.ts';
import { sendNothing } from '../send.ts';

const reasons: ChangeReasons = {
  taken: [409, 'MEMBERSHIP_ALREADY_EXISTS'],
  missing: [404, 'MEMBERSHIP_NOT_FOUND'],
  invalid: 'ILLEGAL_ARGUMENT',
};

/** A change, and the directory in which it is made. */
interface Located {
  readonly directory: string;
  readonly change: LocalChange;
}

/** Changes of memberships that no connector made, for applications that may write. */
export function membershipChangeRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { store, clock } = context;
  const on = (method: CrowdMethod, url: string, locate: (exchange: Exchange) => Promise<Located>) => {
    route(app, method, url, async (exchange, reply): Promise<FastifyReply> => {
      requireMayWrite(exchange, 'memberships');
      const { directory, change } = await locate(exchange);
      await changing(reasons, () => store.directories.change(directory, change, clock()));
      // Some clients look for the type of an answer that has nothing in it.
      return method === 'POST' ? reply.code(201).type(exchange.writer.contentType).send('') : sendNothing(reply);
    });
  };
  const group = (exchange: Exchange) => exchange.required('groupname');
  const user = (exchange: Exchange) => exchange.required('username');
  const body = (exchange: Exchange, kind: 'user' | 'group') => readReference(exchange.body(), kind);
  const users = userChange(context);
  on('POST', '/group/user/direct', (exchange) => users(exchange, 'add-user', group(exchange), body(exchange, 'user')));
  on('DELETE', '/group/user/direct', (exchange) => users(exchange, 'remove-user', group(exchange), user(exchange)));
  on('POST', '/user/group/direct', (exchange) => users(exchange, 'add-user', body(exchange, 'group'), user(exchange)));
  on('DELETE', '/user/group/direct', (exchange) => users(exchange, 'remove-user', group(exchange), user(exchange)));
  const groups = groupChange(context);
  on('POST', '/group/child-group/direct', (exchange) =>
    groups(exchange, 'add-group', group(exchange), body(exchange, 'group')),
  );
  on('POST', '/group/parent-group/direct', (exchange) =>
    groups(exchange, 'add-group', body(exchange, 'group'), group(exchange)),
  );
  on('DELETE', '/group/child-group/direct', (exchange) =>
    groups(exchange, 'remove-group', group(exchange), exchange.required('child-groupname')),
  );
}

/** Somebody is put into a group of their own directory. */
function userChange({ store: { serving } }: CrowdContext) {
  return async ({ scope }: Exchange, kind: 'add-user' | 'remove-user', group: string, username: string) => {
    const [user, target] = [await serving.user(scope, { name: username }), await serving.group(scope, group)];
    if (user === undefined) throw noUser(username);
    if (target === undefined) throw noGroup(group);
    return { directory: user.directory, change: { kind, group, account: user.number } as const };
  };
}

function groupChange({ store: { serving } }: CrowdContext) {
  return async ({ scope }: Exchange, kind: 'add-group' | 'remove-group', group: string, child: string) => {
    const [above, below] = [await serving.group(scope, group), await serving.group(scope, child)];
    if (above === undefined) throw noGroup(group);
    if (below === undefined) throw noGroup(child);
    if (above.directory === below.directory)
      return { directory: above.directory, change: { kind, group, child } as const };
    throw new Failure('invalid', `The groups "${above.name}" and "${below.name}" are in two directories.`);
  };
}
