import type { FastifyInstance, FastifyReply } from 'fastify';
import { nameKey } from '../../../core/names.ts';
import type { ServingStore } from '../../../core/ports/store/index.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { noGroup } from '../refusal.ts';
import { sendGroup, sendGroups, sendUser, sendUsers } from '../send.ts';
import { noMember } from './users.ts';

export function groupRoutes(app: FastifyInstance, { store: { serving } }: CrowdContext): void {
  route(app, 'GET', '/group', async (exchange, reply) => {
    const groupname = exchange.required('groupname');
    const group = await serving.group(exchange.scope, groupname);
    if (group === undefined) throw noGroup(groupname);
    return sendGroup(exchange, reply, group, exchange.entityDetail);
  });
  for (const nested of [false, true]) {
    const kind = nested ? 'nested' : 'direct';
    route(app, 'GET', `/group/user/${kind}`, (exchange, reply) => usersOf(serving, exchange, reply, nested));
    const related = { 'child-group': serving.childrenOf, 'parent-group': serving.parentsOf };
    for (const [relation, ask] of Object.entries(related)) {
      route(app, 'GET', `/group/${relation}/${kind}`, (exchange, reply) =>
        groupsOf(ask, relation, exchange, reply, nested),
      );
    }
  }
}

/** The people of a group; with a username, whether that one is among them. */
async function usersOf(serving: ServingStore, exchange: Exchange, reply: FastifyReply, nested: boolean) {
  const { scope } = exchange;
  const [groupname, username] = [exchange.required('groupname'), exchange.argument('username')];
  if (username === undefined) {
    const users = await serving.usersOfGroup(scope, groupname, nested, exchange.range());
    if (users === undefined) throw noGroup(groupname);
    return sendUsers(exchange, reply, users);
  }
  const user = await serving.user(scope, { name: username });
  const member = user !== undefined && (await serving.isMember(scope, groupname, username, nested));
  if (!member) throw noMember(username, groupname);
  return sendUser(exchange, reply, user, 'reference');
}

/** The groups in a group, or those that it is in; with the name of another one, whether that one is among them. */
async function groupsOf(
  ask: ServingStore['childrenOf'],
  relation: string,
  exchange: Exchange,
  reply: FastifyReply,
  nested: boolean,
): Promise<FastifyReply> {
  const groupname = exchange.required('groupname');
  const other = exchange.argument(`${relation}name`) ?? exchange.argument(`${relation}-name`);
  const groups = await ask(exchange.scope, groupname, nested);
  if (groups === undefined) throw noGroup(groupname);
  if (other === undefined) return sendGroups(exchange, reply, groups);
  const found = groups.find(({ name }) => nameKey(name) === nameKey(other));
  if (found === undefined) throw noMember(other, groupname);
  return sendGroup(exchange, reply, found, 'reference');
}
