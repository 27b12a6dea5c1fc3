import type { FastifyInstance } from 'fastify';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { CrowdRefusal, illegalArgument, noGroup, noUser } from '../refusal.ts';
import { sendGroup, sendGroups, sendUser } from '../send.ts';

export function userRoutes(app: FastifyInstance, { store: { serving } }: CrowdContext): void {
  route(app, 'GET', '/user', async (exchange, reply) => {
    const ident = identOf(exchange);
    const user = await serving.user(exchange.scope, ident);
    if (user === undefined) throw noUser('name' in ident ? ident.name : ident.key);
    return sendUser(exchange, reply, user, exchange.entityDetail);
  });
  for (const nested of [false, true]) {
    route(app, 'GET', `/user/group/${nested ? 'nested' : 'direct'}`, async (exchange, reply) => {
      const [username, groupname] = [exchange.required('username'), exchange.argument('groupname')];
      const groups = await serving.groupsOfUser(exchange.scope, username, nested);
      if (groups === undefined) throw noUser(username);
      if (groupname === undefined) return sendGroups(exchange, reply, groups);
      const group = await serving.group(exchange.scope, groupname);
      if (group === undefined) throw noGroup(groupname);
      if (await serving.isMember(exchange.scope, groupname, username, nested)) {
        return sendGroup(exchange, reply, group, 'reference');
      }
      throw noMember(username, groupname);
    });
  }
}

export const noMember = (member: string, group: string): CrowdRefusal =>
  new CrowdRefusal(404, 'MEMBERSHIP_NOT_FOUND', `"${member}" is not in the group "${group}".`);

function identOf(exchange: Exchange): { readonly name: string } | { readonly key: string } {
  const [name, key] = [exchange.argument('username') ?? '', exchange.argument('key') ?? ''];
  if (name !== '') return { name };
  if (key !== '') return { key };
  throw illegalArgument('The argument username is missing.');
}
