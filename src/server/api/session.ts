import { logInOptions, logInRequest, passwordChange, session } from '../../api/index.ts';
import { hashPassword, isPassword } from '../../app/access/passwords.ts';
import type { Session } from '../../core/ports/store/index.ts';
import { actorOf, notLoggedIn } from '../auth/actor.ts';
import { PasswordLogIn } from '../auth/log-in.ts';
import { beginSession, sessionAnswer, sessionCookie } from '../auth/sessions.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { nothing } from '../http/openapi.ts';
import { refuseField } from '../http/problem.ts';
import { oidcSetting } from '../settings/oidc.ts';

const tags = ['session'];

export function sessionRoutes(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  const logIn = new PasswordLogIn(context);
  app.get(
    '/session/options',
    {
      config: { needs: 'public' },
      schema: { summary: 'What the log-in page must show', tags, response: { 200: logInOptions } },
    },
    async () => {
      const { enabled, label } = await oidcSetting(store);
      const setUpNeeded = (await store.administrators.list()).length === 0;
      return { setUpNeeded, oidc: enabled ? { label } : null };
    },
  );
  app.post(
    '/session',
    {
      config: { needs: 'public' },
      schema: { summary: 'Log in with a password', tags, body: logInRequest, response: { 200: session } },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const administrator = await logIn.check(request, username, password);
      await request.audit('log-in.succeeded', `administrator ${administrator.username}`, null, { by: 'password' });
      return beginSession(context, request, reply, administrator, 'password');
    },
  );
  app.get(
    '/session',
    { config: { needs: 'session' }, schema: { summary: 'Who is logged in', tags, response: { 200: session } } },
    async (request) => sessionAnswer(own(actorOf(request).session), request),
  );
  app.delete(
    '/session',
    { config: { needs: 'session' }, schema: { summary: 'Log out', tags, response: { 204: nothing } } },
    async (request, reply) => {
      const { id, administrator } = own(actorOf(request).session);
      await store.sessions.end(id);
      await request.audit('log-out', `administrator ${administrator.username}`, null, null);
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send();
    },
  );
  passwordRoute(app, context, logIn);
}

function passwordRoute(app: ApiApp, { store }: ServiceContext, logIn: PasswordLogIn): void {
  app.post(
    '/session/password',
    {
      config: { needs: 'session' },
      schema: {
        summary: 'Change the own password; other sessions of the same person end',
        tags,
        body: passwordChange,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id, administrator } = own(actorOf(request).session);
      const { username, kind } = administrator;
      if (kind !== 'local') throw refuseField('password', 'is kept by your provider; change it there.');
      const { current, password } = request.body;
      logIn.limit(request);
      const found = await store.administrators.findByName(username);
      if (!(await isPassword(current, found?.passwordHash ?? null))) throw refuseField('current', 'is wrong.');
      await store.administrators.change(administrator.id, { passwordHash: await hashPassword(password) });
      await store.sessions.endOthers(administrator.id, id);
      await request.audit('administrator.changed', `administrator ${username}`, null, { password: 'a new one' });
      return reply.code(204).send();
    },
  );
}

/** Routes that need a session have one. */
function own(session: Session | undefined): Session {
  if (session === undefined) throw notLoggedIn();
  return session;
}
