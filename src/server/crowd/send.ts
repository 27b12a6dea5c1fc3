import type { FastifyReply } from 'fastify';
import type { ServedGroup, ServedUser } from '../../core/ports/store/index.ts';
import { crowdGroup, crowdUser } from '../../protocols/crowd/entities.ts';
import type { Detail } from '../../protocols/crowd/write/writer.ts';
import type { Exchange } from './exchange.ts';

export function sendUser({ writer }: Exchange, reply: FastifyReply, user: ServedUser, detail: Detail): FastifyReply {
  return reply.type(writer.contentType).send(writer.user(crowdUser(user), detail));
}

export function sendGroup({ writer }: Exchange, reply: FastifyReply, group: ServedGroup, detail: Detail): FastifyReply {
  return reply.type(writer.contentType).send(writer.group(crowdGroup(group), detail));
}

export function sendUsers({ writer, listDetail }: Exchange, reply: FastifyReply, users: readonly ServedUser[]) {
  const list = writer.users(listDetail);
  return reply.type(writer.contentType).send(list.start + list.items(users.map(crowdUser)) + list.end);
}

/** The part that the request asks for. */
export function sendGroups(exchange: Exchange, reply: FastifyReply, groups: readonly ServedGroup[]): FastifyReply {
  const { writer, listDetail } = exchange;
  const { start, limit } = exchange.range();
  const list = writer.groups(listDetail);
  const part = groups.slice(start, start + limit).map(crowdGroup);
  return reply.type(writer.contentType).send(list.start + list.items(part) + list.end);
}

/** It has been done, and there is nothing to say. */
export const sendNothing = (reply: FastifyReply): FastifyReply => reply.code(204).send();
