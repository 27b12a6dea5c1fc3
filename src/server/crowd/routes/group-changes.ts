import type { FastifyInstance } from 'fastify';
import type { ServedGroup } from '../../../core/ports/store/index.ts';
import { readGroup } from '../../../protocols/crowd/body/entities.ts';
import { checkedName } from '../checked-name.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { type ChangeReasons, changing, requireMayWrite } from '../may-write.ts';
import { noGroup } from '../refusal.ts';
import { sendGroup, sendNothing } from '../send.ts';

const reasons: ChangeReasons = {
  taken: [400, 'INVALID_GROUP'],
  missing: [404, 'GROUP_NOT_FOUND'],
  invalid: 'INVALID_GROUP',
};

/** Changes of groups that no connector manages, for applications that may write. New ones go into the first directory. */
export function groupChangeRoutes(app: FastifyInstance, { store, clock }: CrowdContext): void {
  const { directories, serving } = store;
  const named = async ({ scope }: Exchange, name: string): Promise<ServedGroup> => {
    const group = await serving.group(scope, name);
    if (group === undefined) throw noGroup(name);
    return group;
  };
  route(app, 'POST', '/group', async (exchange, reply) => {
    requireMayWrite(exchange, 'groups');
    const { name, description = null } = readGroup(exchange.body());
    const [directory = ''] = exchange.scope.directories;
    await changing(reasons, async () => {
      await directories.change(
        directory,
        { kind: 'create-group', group: checkedName('name of the group', name), description },
        clock(),
      );
    });
    return sendGroup(exchange, reply.code(201), await named(exchange, name), 'entity');
  });
  route(app, 'PUT', '/group', async (exchange, reply) => {
    requireMayWrite(exchange, 'groups');
    const { directory, name: group } = await named(exchange, exchange.required('groupname'));
    const { description = null } = readGroup(exchange.body());
    const change = { kind: 'describe-group', group, description } as const;
    await changing(reasons, () => directories.change(directory, change, clock()));
    return sendGroup(exchange, reply, await named(exchange, group), 'entity');
  });
  route(app, 'DELETE', '/group', async (exchange, reply) => {
    requireMayWrite(exchange, 'groups');
    const { directory, name: group } = await named(exchange, exchange.required('groupname'));
    await changing(reasons, () => directories.change(directory, { kind: 'delete-group', group }, clock()));
    return sendNothing(reply);
  });
}
