import { Readable } from 'node:stream';
import { z } from 'zod';
import { downloadQuery, pageOf, pageQuery, resultDocument, resultRow, resultsQuery } from '../../../api/index.ts';
import { download } from '../../../app/downloads/formats.ts';
import { resultColumns, resultDocuments, statusFilters } from '../../../app/downloads/results.ts';
import { Failure } from '../../../core/errors.ts';
import type { Run } from '../../../core/ports/store/index.ts';
import type { ResultStatus } from '../../../core/runs.ts';
import { resultAnswer, resultRow as rowOf } from '../../answers/result.ts';
import type { ServiceContext } from '../../context.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { refuseField } from '../../http/problem.ts';
import { ofRun, requireRun, tags } from './params.ts';

export function resultRoutes(app: ApiApp, context: ServiceContext): void {
  browseRoute(app, context);
  oneRoute(app, context);
  downloadRoute(app, context);
}

function browseRoute(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  app.get(
    '/runs/:id/results',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What became of whom in a run: pages with search, filter and order',
        tags,
        params: ofRun,
        querystring: resultsQuery.extend(pageQuery.shape),
        response: { 200: pageOf(resultRow) },
      },
    },
    async (request) => {
      const { after = null, limit, search, sort, status } = request.query;
      const run = await requireRun(store, request.params.id);
      const query = { statuses: statusesOf(status), search, sort, after, limit };
      // Where something became of everybody there is nobody else to look through.
      const others = run.coversAll && run.counts.notModified + run.counts.filtered > 0;
      const page = await store.results.browse(run.connector, run.number, others, query);
      const idAttribute = await idAttributeOf(context, run);
      return { ...page, items: page.items.map((result) => rowOf(result, idAttribute)) };
    },
  );
}

function oneRoute(app: ApiApp, context: ServiceContext): void {
  const { store } = context;
  app.get(
    '/runs/:id/results/:subject',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What became of one person in a run: what was sent, mapped, there before, changed, and why',
        tags,
        params: ofRun.extend({ subject: z.coerce.number().int().min(1) }),
        response: { 200: resultDocument },
      },
    },
    async (request) => {
      const { id, subject } = request.params;
      const run = await requireRun(store, id);
      const found = store.results.list(run.connector, run.number, run.coversAll, { subject });
      for await (const [result] of found) {
        if (result !== undefined) return resultAnswer(result, await idAttributeOf(context, run));
      }
      throw new Failure('not-found', `Run ${id} has no result of this person.`);
    },
  );
}

const types = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;

function downloadRoute(app: ApiApp, { store }: ServiceContext): void {
  app.get(
    '/runs/:id/results/download',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The results of a run as a file: all of them, or those with one status',
        tags,
        params: ofRun,
        querystring: downloadQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const { status, format } = request.query;
      const statuses = statusesOf(status);
      const run = await requireRun(store, request.params.id);
      const pages = resultDocuments(store, run, statuses === undefined ? {} : { statuses });
      const stream = Readable.from(download(format, resultColumns, pages), { objectMode: false });
      const file = `${run.id}-${status}.${format}`;
      return reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(stream as unknown as string);
    },
  );
}

function statusesOf(word: string | undefined): readonly ResultStatus[] | undefined {
  if (word === undefined) return undefined;
  if (!Object.hasOwn(statusFilters, word)) {
    throw refuseField('status', `must be one of ${Object.keys(statusFilters).join(', ')}.`);
  }
  return statusFilters[word];
}

async function idAttributeOf({ store, types }: ServiceContext, { connector }: Run): Promise<string> {
  const stored = await store.connectors.get(connector);
  return (await types.sourceType(stored?.config.source.type ?? '')).idAttribute;
}
