import { pageOf, pageQuery, run, runRequest, runsQuery } from '../../../api/index.ts';
import { requireConnector } from '../../../app/run-connector.ts';
import type { SyncRequest } from '../../../engine/context.ts';
import { runAnswer } from '../../answers/run.ts';
import { actorOf } from '../../auth/actor.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { HttpProblem, refuseField } from '../../http/problem.ts';
import { ofConnector } from '../connectors/params.ts';
import { ofRun, requireRun, tags } from './params.ts';

export function runRoutes(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  startRoute(app, context);
  cancelRoute(app, context);
  app.get(
    '/runs',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Runs of all connectors, newest first',
        tags,
        querystring: runsQuery.extend(pageQuery.shape),
        response: { 200: pageOf(run) },
      },
    },
    async (request) => {
      const { after = null, ...query } = request.query;
      const page = await store.runs.page({ ...query, after });
      return { ...page, items: page.items.map(runAnswer) };
    },
  );
  app.get(
    '/runs/:id',
    { config: { needs: 'read' }, schema: { summary: 'A run', tags, params: ofRun, response: { 200: run } } },
    async (request) => runAnswer(await requireRun(store, request.params.id)),
  );
}

function startRoute(app: ApiApp, { store, types, runs }: ServiceContext): void {
  app.post(
    '/connectors/:id/runs',
    {
      config: { needs: 'run' },
      schema: {
        summary: 'Start a run; the answer is there before it is over',
        tags,
        params: ofConnector,
        body: runRequest,
        response: { 202: run },
      },
    },
    async (request, reply) => {
      const { full, simulate, byUsername, user } = request.body;
      if (byUsername && user === undefined) throw refuseField('byUsername', 'is for one person; name them as "user".');
      const { id, source } = (await requireConnector(store, request.params.id)).config;
      const { label, capabilities } = await types.sourceType(source.type);
      if (user !== undefined && !capabilities.find) {
        throw refuseField('user', `is not possible: ${label} cannot look up one person.`);
      }
      const asked: SyncRequest = { full, simulate, ...(user === undefined ? {} : { user, byUsername }) };
      const started = await runs.start(id, asked, actorOf(request).name);
      await request.audit('run.started', `run ${started.id}`, null, { connector: id, ...asked });
      return reply.code(202).header('location', `/api/v1/runs/${started.id}`).send(runAnswer(started));
    },
  );
}

const notGoing = { status: 409, kind: 'not-running', title: 'The run does not go on' };

function cancelRoute(app: ApiApp, { store, runs }: ServiceContext): void {
  app.post(
    '/runs/:id/cancel',
    {
      config: { needs: 'run' },
      schema: {
        summary: 'Ask a run to stop at its next batch, also one of the command line',
        tags,
        params: ofRun,
        response: { 202: run },
      },
    },
    async (request, reply) => {
      const { id } = await requireRun(store, request.params.id);
      if (!(await runs.cancel(id))) throw new HttpProblem(notGoing, `Run ${id} is over already.`);
      await request.audit('run.cancelled', `run ${id}`, null, null);
      return reply.code(202).send(runAnswer(await requireRun(store, id)));
    },
  );
}
