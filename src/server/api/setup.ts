import { session, setUpRequest } from '../../api/index.ts';
import { hashPassword } from '../../app/access/passwords.ts';
import { hashOf } from '../../app/access/random.ts';
import { PasswordLogIn } from '../auth/log-in.ts';
import { beginSession } from '../auth/sessions.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { HttpProblem } from '../http/problem.ts';

export function setupRoutes(app: ApiApp, context: ServiceContext): void {
  const attempts = new PasswordLogIn(context);
  app.post(
    '/setup',
    {
      config: { needs: 'public' },
      schema: {
        summary: 'Make the first administrator, with the token of the printed link',
        tags: ['session'],
        body: setUpRequest,
        response: { 200: session },
      },
    },
    async (request, reply) => {
      attempts.limit(request);
      const { token, username, fullName, password } = request.body;
      const proof = { passwordHash: await hashPassword(password), identity: null };
      const first = { username, fullName, role: 'administrator', kind: 'local', now: context.clock() } as const;
      const made = await context.store.administrators.createFirst(hashOf(token), { ...first, ...proof });
      if (made === undefined) throw notValid();
      await request.audit('administrator.created', `administrator ${username}`, null, { role: made.role, first: true });
      return beginSession(context, request, reply, made, 'password');
    },
  );
}

function notValid(): HttpProblem {
  const kind = { status: 403, kind: 'set-up-over', title: 'The set-up link is not valid' };
  return new HttpProblem(kind, 'The set-up link was used already, or its time is over.', {
    remedy:
      'Log in if there is an administrator. Otherwise start the service again: it prints a new link. An administrator can ' +
      'also be added on the command line: user-sync admin add NAME',
  });
}
