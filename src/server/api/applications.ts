import { z } from 'zod';
import {
  type ApplicationAnswer,
  application,
  applicationChange,
  applications,
  applicationWithPassword,
  newApplication,
} from '../../api/index.ts';
import {
  addApplication,
  applicationNote,
  changeApplication,
  productOf,
  rotateApplication,
} from '../../app/applications/index.ts';
import { Failure } from '../../core/errors.ts';
import type { Application } from '../../core/ports/store/index.ts';
import { lastRunsFetched } from '../answers/runs-fetched.ts';
import type { ServiceContext } from '../context.ts';
import type { ApiApp } from '../http/api-app.ts';
import { nothing } from '../http/openapi.ts';
import { addressOf } from '../settings/service.ts';

const tags = ['applications'];
const config = { needs: 'administer' } as const;
const params = z.object({ id: z.coerce.number().int().min(1) });
/** Where the Crowd protocol is served. */
const crowd = '/crowd';

export function applicationRoutes(app: ApiApp, context: ServiceContext): void {
  const { store, clock } = context;
  app.get(
    '/applications',
    {
      config: { needs: 'read' },
      schema: { summary: 'The products that read directories', tags, response: { 200: applications } },
    },
    async (request) => {
      const [all, runs] = await Promise.all([store.applications.list(), lastRunsFetched(context)]);
      const items = all.map((one) => ({ ...answer(one), runs: [...(runs.get(one.name) ?? [])] }));
      return { items, serverUrl: `${await addressOf(store, request)}${crowd}` };
    },
  );
  app.post(
    '/applications',
    {
      config,
      schema: {
        summary: 'Add an application; only this answer shows its password',
        tags,
        body: newApplication,
        response: { 201: applicationWithPassword },
      },
    },
    async (request, reply) => {
      const made = await addApplication(store, request.body, clock());
      await request.audit('application.created', subjectOf(made.application), null, applicationNote(made.application));
      return reply.code(201).send({ ...answer(made.application), password: made.password });
    },
  );
  changeRoute(app, context);
  passwordRoute(app, context);
  tokenRoute(app, context);
  removeRoute(app, context);
}

function changeRoute(app: ApiApp, { store }: ServiceContext): void {
  app.patch(
    '/applications/:id',
    {
      config,
      schema: {
        summary: 'Change what an application may do; what is left out stays as it is',
        tags,
        params,
        body: applicationChange,
        response: { 200: application },
      },
    },
    async (request) => {
      const { before, after } = await changeApplication(store, request.params.id, request.body);
      await request.audit('application.changed', subjectOf(after), applicationNote(before), applicationNote(after));
      return answer(after);
    },
  );
}

function passwordRoute(app: ApiApp, { store, clock }: ServiceContext): void {
  app.post(
    '/applications/:id/rotate',
    {
      config,
      schema: {
        summary: 'Give it another password, which only this answer shows; the one before holds no more',
        tags,
        params,
        response: { 200: applicationWithPassword },
      },
    },
    async (request) => {
      const { application: after, password } = await rotateApplication(store, request.params.id, clock());
      await request.audit('application.password-rotated', subjectOf(after), null, null);
      return { ...answer(after), password };
    },
  );
}

function tokenRoute(app: ApiApp, { store }: ServiceContext): void {
  app.post(
    '/applications/:id/resync',
    {
      config,
      schema: {
        summary: 'Make it read everything again, the next time it asks what changed',
        tags,
        params,
        response: { 200: application },
      },
    },
    async (request) => {
      const after = await store.applications.expireTokens(request.params.id);
      await request.audit('application.tokens-expired', subjectOf(after), null, null);
      return answer(after);
    },
  );
}

function removeRoute(app: ApiApp, { store }: ServiceContext): void {
  app.delete(
    '/applications/:id',
    {
      config,
      schema: {
        summary: 'Delete an application: it is refused from now on',
        tags,
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const gone = await store.applications.remove(id);
      if (gone === undefined) throw new Failure('not-found', `There is no application with the number ${id}.`);
      await request.audit('application.deleted', subjectOf(gone), applicationNote(gone), null);
      return reply.code(204).send();
    },
  );
}

function answer(one: Application): ApplicationAnswer {
  const { id, name, createdAt, passwordAt, lastSeenAt, fetchedAt, requests } = one;
  return {
    id,
    name,
    directories: [...one.directories],
    aggregateMemberships: one.aggregateMemberships,
    addresses: [...one.addresses],
    mayWrite: [...one.mayWrite],
    createdAt,
    passwordAt,
    lastSeenAt,
    fetchedAt,
    requests,
    product: productOf(one.agent),
  };
}

function subjectOf({ name }: Application): string {
  return `application ${name}`;
}
