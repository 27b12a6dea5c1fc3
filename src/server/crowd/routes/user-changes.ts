import type { FastifyInstance } from 'fastify';
import { hashNewPassword } from '../../../app/access/passwords.ts';
import type { AccountState } from '../../../core/people.ts';
import type { ServedUser } from '../../../core/ports/store/index.ts';
import { readNewName, readPassword, readUser, type UserBody } from '../../../protocols/crowd/body/entities.ts';
import { checkedName } from '../checked-name.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { type ChangeReasons, changing, requireMayWrite } from '../may-write.ts';
import { noUser } from '../refusal.ts';
import { sendNothing, sendUser } from '../send.ts';

const reasons: ChangeReasons = {
  taken: [400, 'INVALID_USER'],
  missing: [404, 'USER_NOT_FOUND'],
  invalid: 'INVALID_USER',
};
const credentialReasons: ChangeReasons = { ...reasons, invalid: 'INVALID_CREDENTIAL' };

/** Changes of people that no connector manages, for applications that may write. New ones go into the first directory. */
export function userChangeRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { store, clock } = context;
  const { directories, passwords } = store;
  route(app, 'POST', '/user', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    const body = readUser(exchange.body());
    const [directory = ''] = exchange.scope.directories;
    const hash = await changing(credentialReasons, async () => body.password && hashNewPassword(body.password));
    await changing(reasons, async () => {
      await directories.change(directory, { kind: 'create-user', user: stateOf(body, nobody) }, clock());
    });
    const made = await required(context, exchange, body.name);
    if (hash) await passwords.set(made.number, hash, clock());
    return sendUser(exchange, reply.code(201), made, 'entity');
  });
  route(app, 'PUT', '/user', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    const { directory, number: account, ...before } = await named(context, exchange);
    const body = readUser(exchange.body());
    const user = stateOf({ ...body, name: before.username }, asAccount(before));
    await changing(reasons, () => directories.change(directory, { kind: 'update-user', account, user }, clock()));
    return sendNothing(reply);
  });
  route(app, 'POST', '/user/rename', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    const { directory, number: account, ...before } = await named(context, exchange);
    const username = readNewName(exchange.body());
    await changing(reasons, async () => {
      const user = { ...asAccount(before), username: checkedName('username', username) };
      await directories.change(directory, { kind: 'update-user', account, user }, clock());
    });
    return sendUser(exchange, reply, await required(context, exchange, username), 'entity');
  });
  route(app, 'DELETE', '/user', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    const { directory, number: account } = await named(context, exchange);
    await changing(reasons, () => directories.change(directory, { kind: 'delete-user', account }, clock()));
    return sendNothing(reply);
  });
  route(app, 'PUT', '/user/password', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    const { number } = await named(context, exchange);
    const password = readPassword(exchange.body()) ?? '';
    const hash = await changing(credentialReasons, () => hashNewPassword(password));
    await passwords.set(number, hash, clock());
    return sendNothing(reply);
  });
  route(app, 'DELETE', '/user/password', async (exchange, reply) => {
    requireMayWrite(exchange, 'users');
    await passwords.remove((await named(context, exchange)).number);
    return sendNothing(reply);
  });
}

function named(context: CrowdContext, exchange: Exchange): Promise<ServedUser> {
  return required(context, exchange, exchange.required('username'));
}

async function required({ store }: CrowdContext, { scope }: Exchange, name: string): Promise<ServedUser> {
  const user = await store.serving.user(scope, { name });
  if (user === undefined) throw noUser(name);
  return user;
}

const nobody: AccountState = {
  username: '',
  fullName: null,
  email: null,
  active: true,
  sourceId: null,
  attributes: {},
};

function asAccount({ username, fullName, email, active }: Omit<ServedUser, 'directory' | 'number'>): AccountState {
  return { ...nobody, username, fullName, email, active };
}

/** What the product says, and what was there before where it says nothing. */
function stateOf(body: UserBody, before: AccountState): AccountState {
  const { name, firstName = '', lastName = '', displayName = '', email, active } = body;
  const parts = `${firstName} ${lastName}`.trim();
  const fullName = displayName.trim() || parts || before.fullName;
  return {
    ...before,
    username: checkedName('username', name),
    fullName,
    email: email === undefined ? before.email : email.trim() || null,
    active: active ?? before.active,
  };
}
