import { z } from 'zod';
import { administrator, administratorChange, newAdministrator } from '../../api/index.ts';
import { hashPassword } from '../../app/access/passwords.ts';
import { Failure } from '../../core/errors.ts';
import type { Administrator } from '../../core/ports/store/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { nothing } from '../http/openapi.ts';
import { refuseField } from '../http/problem.ts';

const tags = ['administrators'];
const config = { needs: 'administer' } as const;
const params = z.object({ id: z.coerce.number().int().min(1) });

export function administratorRoutes(app: ApiApp, context: ServiceContext): void {
  const { store, clock } = context;
  app.get(
    '/administrators',
    {
      config,
      schema: { summary: 'Who may log in', tags, response: { 200: z.object({ items: z.array(administrator) }) } },
    },
    async () => ({ items: [...(await store.administrators.list())] }),
  );
  app.post(
    '/administrators',
    {
      config,
      schema: { summary: 'Add a local administrator', tags, body: newAdministrator, response: { 201: administrator } },
    },
    async (request, reply) => {
      const { password, ...given } = request.body;
      const proof = { kind: 'local', passwordHash: await hashPassword(password), identity: null } as const;
      const made = await store.administrators.create({ ...given, ...proof, now: clock() });
      await request.audit('administrator.created', subjectOf(made), null, shown(made));
      return reply.code(201).send(made);
    },
  );
  changeRoute(app, context);
  app.delete(
    '/administrators/:id',
    {
      config,
      schema: { summary: 'Remove somebody, with sessions and tokens', tags, params, response: { 204: nothing } },
    },
    async (request, reply) => {
      const gone = await store.administrators.remove(request.params.id);
      await request.audit('administrator.removed', subjectOf(gone), shown(gone), null);
      return reply.code(204).send();
    },
  );
}

function changeRoute(app: ApiApp, { store }: ServiceContext): void {
  app.patch(
    '/administrators/:id',
    {
      config,
      schema: {
        summary: 'Change somebody. Who is deactivated loses sessions and tokens; with a new password, the sessions',
        tags,
        params,
        body: administratorChange,
        response: { 200: administrator },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { password, ...given } = request.body;
      const found = await store.administrators.get(id);
      if (found === undefined) throw new Failure('not-found', `There is no administrator with the number ${id}.`);
      refuseForProvider(found, request.body);
      const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) };
      const { before, after } = await store.administrators.change(id, { ...defined(given), ...hashed });
      if (password !== undefined) await store.sessions.endOthers(id, request.actor?.session?.id ?? 0);
      const noted = password === undefined ? {} : { password: 'a new one' };
      await request.audit('administrator.changed', subjectOf(after), shown(before), { ...shown(after), ...noted });
      return after;
    },
  );
}

/** Whom a provider vouches for has the password and the role from there. */
function refuseForProvider({ kind }: Administrator, change: z.infer<typeof administratorChange>): void {
  if (kind === 'local') return;
  if (change.password !== undefined) throw refuseField('password', 'is kept by the provider; change it there.');
  if (change.role !== undefined) throw refuseField('role', 'comes from the groups at the provider; change them there.');
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function subjectOf({ username }: Administrator): string {
  return `administrator ${username}`;
}

function shown({ fullName, role, kind, active }: Administrator) {
  return { fullName, role, kind, active };
}
