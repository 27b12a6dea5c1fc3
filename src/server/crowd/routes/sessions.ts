import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServedUser } from '../../../core/ports/store/index.ts';
import { readAuthenticationContext, readValidationFactors } from '../../../protocols/crowd/body/authentication.ts';
import { crowdUser } from '../../../protocols/crowd/entities.ts';
import { type CrowdContext, route } from '../context.ts';
import type { Exchange } from '../exchange.ts';
import { logIn } from '../log-in.ts';
import { CrowdRefusal, illegalArgument, noUser } from '../refusal.ts';
import { sendNothing } from '../send.ts';
import { type LoggedIn, SharedSessions } from '../shared-sessions.ts';

export function sessionRoutes(app: FastifyInstance, context: CrowdContext): void {
  const { serving, signOns } = context.store;
  const sessions = new SharedSessions(signOns, context.clock);
  const find = async ({ scope }: Exchange, token: string): Promise<LoggedIn> => {
    const signOn = await sessions.find(token);
    const user = signOn && (await serving.user(scope, { number: signOn.account }));
    if (signOn === undefined || user?.active !== true) throw noSession();
    return { token, signOn, user };
  };
  route(app, 'POST', '/session', async (exchange, reply) => {
    const { username, password = '', validationFactors: factors } = readAuthenticationContext(exchange.body());
    const from = factors.find(({ name }) => name === 'remote_address')?.value;
    const checked = exchange.argument('validate-password')?.toLowerCase() !== 'false';
    const user = checked
      ? await logIn(context, exchange, { username, password, from })
      : await trusted(context, exchange, username);
    const durationMs = durationOf(exchange);
    return send(
      exchange,
      reply.code(201),
      await sessions.begin(exchange.application.id, user, { factors, durationMs }),
    );
  });
  route(app, 'GET', '/session/:token', async (exchange, reply) => {
    return send(exchange, reply, await find(exchange, exchange.parameter('token')));
  });
  route(app, 'POST', '/session/:token', async (exchange, reply) => {
    const factors = exchange.hasBody ? readValidationFactors(exchange.body()) : [];
    const found = await find(exchange, exchange.parameter('token'));
    const signOn = await sessions.use(found.signOn, factors);
    if (signOn === undefined) throw noSession();
    return send(exchange, reply, { ...found, signOn });
  });
  route(app, 'DELETE', '/session/:token', async (exchange, reply) => {
    await sessions.end(exchange.parameter('token'));
    return sendNothing(reply);
  });
  route(app, 'DELETE', '/session', async (exchange, reply) => {
    const username = exchange.required('username');
    const user = await serving.user(exchange.scope, { name: username });
    if (user === undefined) throw noUser(username);
    await sessions.endOf(user, exchange.argument('exclude'));
    return sendNothing(reply);
  });
}

/** The product has checked who it is, such as by a cookie of its own. */
async function trusted({ store }: CrowdContext, { scope }: Exchange, username: string): Promise<ServedUser> {
  const user = await store.serving.user(scope, { name: username });
  if (user === undefined) throw new CrowdRefusal(400, 'INVALID_USER_AUTHENTICATION', `There is no user "${username}".`);
  if (!user.active) throw new CrowdRefusal(400, 'INACTIVE_ACCOUNT', `The account of ${user.username} is inactive.`);
  return user;
}

/** The argument is in seconds. */
function durationOf(exchange: Exchange): number | undefined {
  const text = exchange.argument('duration');
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw illegalArgument('The argument duration is no number of seconds.');
  return Number(text) * 1000;
}

const noSession = (): CrowdRefusal =>
  new CrowdRefusal(404, 'INVALID_SSO_TOKEN', 'The session has ended, or is used from elsewhere.');

function send(
  { writer, entityDetail }: Exchange,
  reply: FastifyReply,
  { token, signOn, user }: LoggedIn,
): FastifyReply {
  const { createdAt: createdDate, expiresAt: expiryDate } = signOn;
  const session = { token, user: crowdUser(user), createdDate, expiryDate };
  return reply.type(writer.contentType).send(writer.session(session, entityDetail));
}
